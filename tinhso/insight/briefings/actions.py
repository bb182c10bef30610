"""Briefings: one writes and takes the figures, another reads them and publishes; what was published stands."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.utils import timezone

from tinhso.ground.acts import act
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.base.vietnamese import nfc, nfc_lines
from tinhso.ground.journal.actions import record
from tinhso.ground.people.persons import Person
from tinhso.insight.briefings import queries
from tinhso.insight.briefings.events import BriefingMoved
from tinhso.insight.briefings.lifecycle import BRIEFING, WRITERS, BriefingKind, BriefingState
from tinhso.insight.briefings.models import Briefing, BriefingLine
from tinhso.insight.warehouse.periods import kind_of, period

NOT_YOURS = "Bản tin do Văn phòng Ủy ban nhân dân tỉnh hoặc cơ quan chuyển đổi số viết."


@act()
def write_briefing(
    actor: Person, kind: BriefingKind, of: str, *, opening: str, closing: str, seen: str = "", now: datetime
) -> Briefing:
    """Write, or write again, the words of a month's briefing. seen: what `seen_as` said of those on the writer's page.

    Refused: bad-period, future-period, not-a-draft, changed-meanwhile; NotAllowed.
    """
    if not queries.briefing_roles(actor) & WRITERS:
        raise NotAllowed("wrong-role", NOT_YOURS)
    month = period(of)
    if kind_of(of) != "M":
        raise Refused("bad-period", "Bản tin viết cho một tháng, như 2026-11.", field="period")
    if month.first > timezone.localdate(now):
        raise Refused("future-period", "Tháng này chưa bắt đầu.", field="period")
    made, _ = Briefing.objects.get_or_create(
        kind=kind, period=of, defaults={"written_by_ref": actor.ref, "written_by_name": actor.name[:200]}
    )
    one = queries.locked_briefing(made)
    if one.state != BriefingState.DRAFT:
        raise Refused("not-a-draft", "Bản tin đã trình duyệt hoặc đã công bố nên không sửa được.")
    if seen and seen != seen_as(one):
        raise Refused("changed-meanwhile", f"{one.written_by_name} vừa sửa bản tin này; hãy mở lại trang rồi sửa tiếp.")
    one.opening, one.closing = nfc_lines(opening)[:4000], nfc_lines(closing)[:4000]
    one.written_by_ref, one.written_by_name = actor.ref, actor.name[:200]
    one.save(update_fields=["opening", "closing", "written_by_ref", "written_by_name"])
    record(actor, BriefingMoved(one.pk, "write", one.state, 0), at=now)
    return one


@act()
def submit_briefing(actor: Person, one: Briefing, *, now: datetime) -> Briefing:
    """Take the figures as they stand now and hand the briefing to another person. Refused: opening-missing."""
    one = _begin(actor, one, "submit")
    if not one.opening:
        raise Refused("opening-missing", "Hãy viết phần mở đầu trước khi trình.", field="opening")
    lines = queries.lines_now(BriefingKind(one.kind), period(one.period), now=now)
    for line in lines:
        line.briefing = one
    BriefingLine.objects.filter(briefing=one).delete()
    BriefingLine.objects.bulk_create(lines)
    one.taken_at, one.reason = now, ""
    return _settle(actor, one, "submit", ["taken_at", "reason"], lines=len(lines), now=now)


@act()
def send_back_briefing(actor: Person, one: Briefing, *, reason: str, now: datetime) -> Briefing:
    """Ask for another wording or newer figures. Refused: reason-missing."""
    one = _begin(actor, one, "send_back")
    if not (reason := nfc(reason)[:500]):
        raise Refused("reason-missing", "Hãy ghi điều cần sửa.", field="reason")
    one.reason = reason
    return _settle(actor, one, "send_back", ["reason"], now=now)


@act()
def publish_briefing(actor: Person, one: Briefing, *, taken: str = "", now: datetime) -> Briefing:
    """Publish with the figures that were taken; from now on the database refuses every change.

    taken: when those on the page of the approver were taken (ISO 8601). Refused: same-person, changed-meanwhile.
    """
    one = _begin(actor, one, "publish")
    if taken and one.taken_at and taken != one.taken_at.isoformat():
        raise Refused("changed-meanwhile", "Bản tin đã được trình lại; hãy đọc bản mới rồi công bố.")
    if one.written_by_ref == actor.ref:
        raise Refused("same-person", "Người duyệt phải khác người viết.")
    one.approved_by_ref, one.approved_by_name, one.published_at = actor.ref, actor.name[:200], now
    return _settle(actor, one, "publish", ["approved_by_ref", "approved_by_name", "published_at"], now=now)


def seen_as(one: Briefing | None) -> str:
    """The words of a briefing as a fingerprint."""
    words = [one.opening, one.closing] if one else ["", ""]
    return sha256("\0".join(words).encode()).hexdigest()[:16]


def _begin(actor: Person, one: Briefing, verb: str) -> Briefing:
    one = queries.locked_briefing(one)
    one.state = str(BRIEFING.move(one.state, verb, queries.briefing_roles(actor)))
    return one


def _settle(
    actor: Person, one: Briefing, verb: str, changed: list[str], *, lines: int = 0, now: datetime
) -> Briefing:  # fmt: skip
    one.save(update_fields=["state", *changed])
    record(actor, BriefingMoved(one.pk, verb, one.state, lines), at=now)
    return one
