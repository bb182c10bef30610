"""The signatures of a session: confirmed once, asked of the key by the handful, taken in one by one.

Each paper is taken in together with its line in the session, or not at all, so whoever dies between two papers loses
nothing, and whoever dies within one leaves it as it was. The rules of a signature are the dossier's own acts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from procrastinate.contrib.django import app

from tinhso.government.bulk_signing import queries, rules
from tinhso.government.bulk_signing.actions.moving import move_session
from tinhso.government.bulk_signing.events import PaperNotSigned
from tinhso.government.bulk_signing.lifecycle import ITEM, OWNER, SYSTEM, ItemState, SessionState, SigningKind
from tinhso.government.bulk_signing.models import SigningItem, SigningSession
from tinhso.government.dossiers.actions import (
    Ready,
    keep_issued,
    keep_signature,
    ready_to_seal,
    ready_to_sign,
    signed_of,
)
from tinhso.government.dossiers.models import Dossier
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.journal.actions import record
from tinhso.ground.people.persons import Person
from tinhso.ground.watch.tracks import handed

PREPARE: Mapping[SigningKind, Callable[..., Ready[Any]]] = {
    SigningKind.SIGN: ready_to_sign,
    SigningKind.SEAL: ready_to_seal,
}
KEEP: Mapping[SigningKind, Callable[..., Dossier]] = {SigningKind.SIGN: keep_signature, SigningKind.SEAL: keep_issued}


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
    """Stop after the papers that are in hand now."""
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


def sign_next(session_id: int, *, run: int, most: int = rules.BATCH, now: datetime) -> bool:
    """Sign or seal the next papers of a running session; False when this run has nothing more to do.

    A key is asked once for all papers in hand, outside any transaction. A paper that is refused is written down with
    its reason, and the session goes on. What would refuse every other paper too (no certificate, a signing service
    that does not answer) pauses the session with its reason instead.
    """
    hand = _take(session_id, run=run, most=most, now=now)
    if hand is None:
        return False
    try:
        ready = [(item, one) for item in hand.items if (one := _prepared(hand, item, now=now))]
        signed = signed_of([one for _, one in ready], now=now)
        for (item, one), file in zip(ready, signed, strict=True):
            _keep(hand, item, one, file, now=now)
    except Refused as refused:  # of the signer, the key or the house: each other paper would hear the same
        _pause(hand, refused.sentence, now=now)
        return False
    return True


@dataclass(frozen=True)
class _Hand:
    """Papers in hand, and in whose name they are signed."""

    session_id: int
    run: int
    kind: SigningKind
    items: Sequence[SigningItem]
    signer: Person


def _run(actor: Person, session: SigningSession, verb: str, *, sign_in: str, now: datetime) -> SigningSession:
    session.sign_in, session.confirmed_at, session.run = sign_in, now, session.run + 1
    changed = ("sign_in", "confirmed_at", "run")
    session = move_session(actor, session, verb, roles=frozenset({OWNER}), changed=changed, now=now)
    _queue(session)
    return session


def _queue(session: SigningSession) -> None:
    app.configure_task("bulk_signing.sign_papers").defer(session_id=session.pk, run=session.run, **handed())


@transaction.atomic
def _take(session_id: int, *, run: int, most: int, now: datetime) -> _Hand | None:
    """Count the try before it is made, since the worker may die in it; end or pause the session where that is due."""
    session = queries.locked(session_id)
    if session.state != SessionState.RUNNING or session.run != run:
        return None
    signer = queries.signer_of(session, now=now)
    hindrance = queries.hindrance(session, now=now) if signer else rules.NO_POST
    if signer is None or hindrance:
        _rest(session, "pause", reason=hindrance, now=now)
        return None
    for broken in queries.broken_items(session):
        _refuse(signer, broken.pk, rules.BROKEN_OFF, now=now)
    items = queries.next_items(session, most=most)
    if not items:
        session.ended_at = now
        _rest(session, "finish", changed=("ended_at",), now=now)
        return None
    SigningItem.objects.filter(pk__in=[item.pk for item in items]).update(tries=F("tries") + 1)
    session.moved_at = now
    session.save(update_fields=["moved_at"])
    return _Hand(session.pk, run, SigningKind(session.kind), items, signer)


def _prepared(hand: _Hand, item: SigningItem, *, now: datetime) -> Ready[Any] | None:
    """The paper but for its signature; None when it was refused. Refused what concerns every paper."""
    with _refusals_of(hand, item, now=now):
        return PREPARE[hand.kind](hand.signer, item.dossier, expected_version=item.version, now=now)
    return None


def _keep(hand: _Hand, item: SigningItem, ready: Ready[Any], signed: bytes, *, now: datetime) -> None:
    """The signed paper and its line, together or not at all. Refused what concerns every paper."""
    with _refusals_of(hand, item, now=now), transaction.atomic():
        locked = queries.locked_item(item.pk)
        if locked.state != ItemState.WAITING:
            return
        KEEP[hand.kind](hand.signer, ready, signed, now=now)
        locked.state = str(ITEM.move(locked.state, "sign", {OWNER}))
        locked.settled_at, locked.reason = now, ""
        locked.save(update_fields=["state", "settled_at", "reason"])


@contextmanager
def _refusals_of(hand: _Hand, item: SigningItem, *, now: datetime) -> Iterator[None]:
    """A refusal of this one paper is written down; any other goes on up."""
    try:
        yield
    except Refused as refused:
        if refused.code in rules.STOPS_ALL:
            raise
        _refuse(hand.signer, item.pk, refused.sentence, now=now)


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
def _pause(hand: _Hand, sentence: str, *, now: datetime) -> None:
    """Rest for a reason that is not the papers': their try does not count."""
    session = queries.locked(hand.session_id)
    SigningItem.objects.filter(pk__in=[item.pk for item in hand.items]).update(tries=F("tries") - 1)
    if session.state == SessionState.RUNNING and session.run == hand.run:
        _rest(session, "pause", reason=sentence, now=now)


def _rest(
    session: SigningSession, verb: str, *, reason: str = "", changed: tuple[str, ...] = (), now: datetime
) -> None:
    move_session(queries.SYSTEM, session, verb, roles=queries.SYSTEM.roles, reason=reason, changed=changed, now=now)
