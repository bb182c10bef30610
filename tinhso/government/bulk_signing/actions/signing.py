"""The signatures of a session: confirmed once, made one by one, each in a transaction of its own.

A paper and its line in the session change together or not at all, so whoever dies between two papers loses nothing,
and whoever dies within one leaves it as it was. Which rule applies to a signature is asked of the dossier alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django import app

from tinhso.government.bulk_signing import queries, rules
from tinhso.government.bulk_signing.actions.moving import move_session
from tinhso.government.bulk_signing.events import PaperNotSigned
from tinhso.government.bulk_signing.lifecycle import ITEM, OWNER, SYSTEM, ItemState, SessionState, SigningKind
from tinhso.government.bulk_signing.models import SigningItem, SigningSession
from tinhso.government.dossiers.actions import issue, sign
from tinhso.government.dossiers.models import Dossier
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.gateway.errors import Unavailable
from tinhso.ground.journal.actions import record
from tinhso.ground.people.persons import Person

ACT = {SigningKind.SIGN: sign, SigningKind.SEAL: issue}


@transaction.atomic
def start(actor: Person, session: SigningSession, *, sign_in: str, now: datetime) -> SigningSession:
    """Confirm the list, and a job signs what is on it. Refused nothing-waits.

    sign_in: handle of the sign-in that confirms; the session rests when that ends.
    """
    session = queries.locked(session.pk)
    if not queries.progress_of(session).waiting:
        raise Refused("nothing-waits", "Danh sách không còn giấy nào đang chờ.")
    return _run(actor, session, "start", sign_in=sign_in, now=now)


@transaction.atomic
def resume(actor: Person, session: SigningSession, *, sign_in: str, now: datetime) -> SigningSession:
    """Confirm anew and go on where the session stopped. Refused wrong-role when the post is his no more."""
    session = queries.locked(session.pk)
    if queries.signer_of(session, now=now) is None:
        raise NotAllowed("wrong-role", rules.NO_POST)
    return _run(actor, session, "resume", sign_in=sign_in, now=now)


@transaction.atomic
def stop(actor: Person, session: SigningSession, *, now: datetime) -> SigningSession:
    """Stop after the paper that is in hand now."""
    return move_session(
        actor, queries.locked(session.pk), "stop", roles=frozenset({OWNER}), reason=rules.STOPPED, now=now
    )


@transaction.atomic
def wake(session: SigningSession, *, now: datetime) -> bool:
    """Give a running session that does not move a new job; False when it moved meanwhile. Nobody acted: no event."""
    session = queries.locked(session.pk)
    if not queries.is_silent(session, now=now):
        return False
    session.moved_at = now
    session.save(update_fields=["moved_at"])
    _queue(session)
    return True


def sign_next(session_id: int, *, run: int, now: datetime) -> bool:
    """Sign or seal the next paper of a running session; False when this run has nothing more to do.

    A paper that is refused is written down with its reason, and the session goes on. What would refuse every other
    paper too, or a service that does not answer, pauses the session with its reason instead.
    """
    taken = _take(session_id, run=run, now=now)
    if taken is None:
        return False
    try:
        _sign(taken, now=now)
    except Refused as refused:
        if refused.code in rules.STOPS_ALL:
            _pause(taken, refused.sentence, now=now)
            return False
        _refuse(taken.signer, taken.item_id, refused.sentence, now=now)
    except Unavailable:
        _pause(taken, rules.UNAVAILABLE, now=now)
        return False
    return True


@dataclass(frozen=True)
class _Taken:
    """A paper in hand, and in whose name."""

    session_id: int
    run: int
    kind: SigningKind
    item_id: int
    signer: Person


def _run(actor: Person, session: SigningSession, verb: str, *, sign_in: str, now: datetime) -> SigningSession:
    session.sign_in, session.confirmed_at, session.run = sign_in, now, session.run + 1
    changed = ("sign_in", "confirmed_at", "run")
    session = move_session(actor, session, verb, roles=frozenset({OWNER}), changed=changed, now=now)
    _queue(session)
    return session


def _queue(session: SigningSession) -> None:
    app.configure_task("bulk_signing.sign_papers").defer(session_id=session.pk, run=session.run)


@transaction.atomic
def _take(session_id: int, *, run: int, now: datetime) -> _Taken | None:
    """Count the try before it is made, since the worker may die in it; end or pause the session where that is due."""
    session = queries.locked(session_id)
    if session.state != SessionState.RUNNING or session.run != run:
        return None
    signer = queries.signer_of(session, now=now)
    hindrance = queries.hindrance(session, now=now) if signer else rules.NO_POST
    if signer is None or hindrance:
        _rest(session, "pause", reason=hindrance, now=now)
        return None
    item = queries.next_item(session)
    while item and item.tries >= rules.MOST_TRIES:
        _refuse(signer, item.pk, rules.BROKEN_OFF, now=now)
        item = queries.next_item(session)
    if item is None:
        if not queries.progress_of(session).waiting:
            session.ended_at = now
            _rest(session, "finish", changed=("ended_at",), now=now)
        return None  # else another worker has the last papers in hand, and will finish
    item.tries += 1
    item.save(update_fields=["tries"])
    session.moved_at = now
    session.save(update_fields=["moved_at"])
    return _Taken(session.pk, run, SigningKind(session.kind), item.pk, signer)


@transaction.atomic
def _sign(taken: _Taken, *, now: datetime) -> None:
    item = queries.locked_item(taken.item_id)
    if item.state != ItemState.WAITING:
        return
    ACT[taken.kind](taken.signer, Dossier(pk=item.dossier_id), expected_version=item.version, now=now)
    item.state = str(ITEM.move(item.state, "sign", {OWNER}))
    item.settled_at, item.reason = now, ""
    item.save(update_fields=["state", "settled_at", "reason"])


@transaction.atomic
def _refuse(actor: Actor, item_id: int, sentence: str, *, now: datetime) -> None:
    item = queries.locked_item(item_id)
    if item.state != ItemState.WAITING:
        return
    item.state = str(ITEM.move(item.state, "refuse", {SYSTEM}))
    item.settled_at, item.reason = now, sentence[:500]
    item.save(update_fields=["state", "settled_at", "reason"])
    record(actor, PaperNotSigned(item.session_id, item.dossier_id, item.reason), at=now)


@transaction.atomic
def _pause(taken: _Taken, sentence: str, *, now: datetime) -> None:
    """Rest for a reason that is not the paper's: its try does not count."""
    session = queries.locked(taken.session_id)
    SigningItem.objects.filter(pk=taken.item_id, tries__gt=0).update(tries=0)
    if session.state == SessionState.RUNNING and session.run == taken.run:
        _rest(session, "pause", reason=sentence, now=now)


def _rest(
    session: SigningSession, verb: str, *, reason: str = "", changed: tuple[str, ...] = (), now: datetime
) -> None:
    move_session(queries.SYSTEM, session, verb, roles=queries.SYSTEM.roles, reason=reason, changed=changed, now=now)
