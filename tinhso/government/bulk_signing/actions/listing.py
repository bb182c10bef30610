"""Before the signature: a list of what waits, looked through, with papers left out or sent back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tinhso.government.bulk_signing import queries
from tinhso.government.bulk_signing.actions.moving import move_session
from tinhso.government.bulk_signing.events import SigningSessionMoved
from tinhso.government.bulk_signing.lifecycle import EDITABLE, ITEM, OWNER, UNFINISHED, ItemState, SigningKind
from tinhso.government.bulk_signing.models import SigningItem, SigningSession
from tinhso.government.dossiers.actions import send_back as send_dossier_back
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.journal.actions import record
from tinhso.ground.people.persons import Person

ROLES = frozenset({OWNER})


@transaction.atomic
def open_session(actor: Person, agency_id: int, kind: SigningKind, *, now: datetime) -> SigningSession:
    """List all that waits for the official's signature or seal at an agency; the list he has, while one has not ended.

    Refused: wrong-role when he has no office there that signs (or seals); nothing-waits.
    """
    mine = {(office.agency.pk, office.kind): office for office in queries.offices_of(actor, now=now)}
    office = mine.get((agency_id, kind))
    if office is None:
        raise NotAllowed("wrong-role", "Bạn không giữ vị trí được ký hoặc đóng dấu ở cơ quan này.")
    facts = {"account_id": actor.account_id, "title": office.title[:250], "opened_at": now, "moved_at": now}
    session, is_new = SigningSession.objects.get_or_create(
        official_id=actor.official_id or 0,
        agency_id=agency_id,
        kind=str(kind),
        state__in=[str(state) for state in UNFINISHED],
        defaults=facts,
    )
    if not is_new:
        return session
    waiting = list(queries.waiting_for(actor, agency_id, kind))
    if not waiting:
        raise Refused("nothing-waits", "Hiện không có giấy nào chờ bạn ký hoặc đóng dấu.")
    SigningItem.objects.bulk_create(
        SigningItem(session=session, dossier=dossier, place=place, version=dossier.version)
        for place, dossier in enumerate(waiting, 1)
    )
    opened = SigningSessionMoved(session.pk, session.kind, "open", session.state, len(waiting), 0, 0)
    record(actor, opened, at=now)
    return session


@transaction.atomic
def renew(actor: Person, session: SigningSession, *, now: datetime) -> SigningSession:
    """Bring the list up to date: new papers come to its end, changed ones are shown (and signed) as they are now."""
    session = _editable(session)
    waiting = queries.waiting_for(actor, session.agency_id, SigningKind(session.kind))
    listed = {item.dossier_id: item for item in queries.items_of(session)}
    last = max((item.place for item in listed.values()), default=0)
    for dossier in waiting:
        item = listed.get(dossier.pk)
        if item is None:
            last += 1
            SigningItem.objects.create(session=session, dossier=dossier, place=last, version=dossier.version)
        elif item.state in {ItemState.WAITING, ItemState.LEFT_OUT} and item.version != dossier.version:
            item.version = dossier.version
            item.save(update_fields=["version"])
    return session


@transaction.atomic
def leave_out(actor: Person, session: SigningSession, item: SigningItem, *, now: datetime) -> SigningItem:
    """Keep one paper out of this session; it stays on the desk."""
    return _move_item(_editable(session), item, "leave_out")


@transaction.atomic
def take_in(actor: Person, session: SigningSession, item: SigningItem, *, now: datetime) -> SigningItem:
    """Put a paper that was left out back among those to be signed."""
    return _move_item(_editable(session), item, "take_in")


@transaction.atomic
def send_back(actor: Person, session: SigningSession, item: SigningItem, *, reason: str, now: datetime) -> SigningItem:
    """Send one draft back to its officer, with the reason: the dossier's own act, and out of the session."""
    moved = _move_item(_editable(session), item, "send_back", reason=reason, now=now)
    send_dossier_back(actor, item.dossier, reason=reason, expected_version=moved.version, now=now)
    return moved


@transaction.atomic
def close(actor: Person, session: SigningSession, *, now: datetime) -> SigningSession:
    """Give the list up: what was signed stays signed, the rest stays on the desk."""
    session = queries.locked(session.pk)
    session.ended_at = now
    return move_session(actor, session, "close", roles=ROLES, changed=("ended_at",), now=now)


def _editable(session: SigningSession) -> SigningSession:
    locked = queries.locked(session.pk)
    if locked.state not in EDITABLE:
        raise Refused("session-not-open", "Chỉ sửa được danh sách khi chưa ký hoặc đang tạm dừng; hãy tải lại trang.")
    return locked


def _move_item(
    session: SigningSession, item: SigningItem, verb: str, *, reason: str = "", now: datetime | None = None
) -> SigningItem:
    locked = queries.locked_item(item.pk)
    locked.state = str(ITEM.move(locked.state, verb, ROLES))
    locked.reason, locked.settled_at = reason[:500], now
    locked.save(update_fields=["state", "reason", "settled_at"])
    return locked
