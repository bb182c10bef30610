"""Committees and help groups: founded, joined and left by decisions; nobody who ever sat there is forgotten."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from tinhso.ground.acts import act
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.journal.actions import record
from tinhso.ground.people.models import Agency
from tinhso.ground.people.persons import Person
from tinhso.insight.committees import queries
from tinhso.insight.committees.events import CommitteeFounded, MemberMoved
from tinhso.insight.committees.lifecycle import CommitteeKind, Seat
from tinhso.insight.committees.models import Committee, CommitteeMember
from tinhso.insight.plans.queries import may_keep


@act()
def found_committee(
    actor: Person, *, kind: CommitteeKind, name: str, agency: Agency, decision: str, founded_on: date,
    helps: Committee | None = None, now: datetime,
) -> Committee:  # fmt: skip
    """Write down a committee with its decision. Refused: decision-missing, founded-later, helps-missing; NotAllowed."""
    if not may_keep(actor, agency.slug):
        raise NotAllowed("wrong-role", "Ban chỉ đạo do lãnh đạo hoặc văn phòng của cơ quan cập nhật.")
    decision = _decision(decision)
    if founded_on > timezone.localdate(now):
        raise Refused("founded-later", "Ngày thành lập chưa đến.", field="founded_on")
    if (kind is CommitteeKind.HELP) != (helps is not None):
        raise Refused("helps-missing", "Tổ giúp việc thì chọn ban chỉ đạo mà tổ giúp; ban chỉ đạo thì để trống.",
                      field="helps")  # fmt: skip
    made = Committee.objects.create(
        kind=kind, name=nfc(name)[:200], agency=agency, decision=decision, founded_on=founded_on, helps=helps
    )
    record(actor, CommitteeFounded(made.pk, made.name, made.decision), at=now)
    return made


@act()
def seat_member(
    actor: Person,
    committee: Committee,
    *,
    name: str,
    office: str,
    seat: Seat,
    decision: str,
    since: date,
    now: datetime,
) -> CommitteeMember:
    """Somebody joins by a decision. A new head ends the old one's seat the day before.

    Refused: decision-missing, name-missing, before-founding, sits-already; NotAllowed.
    """
    committee = _held(actor, committee)
    decision, name, office = _decision(decision), nfc(name)[:120], nfc(office)[:200]
    if not (name and office):
        raise Refused("name-missing", "Hãy ghi họ tên và chức vụ.", field="name")
    if since < committee.founded_on:
        raise Refused("before-founding", "Không tham gia trước ngày thành lập.", field="since")
    sitting = list(committee.members.filter(valid_to__isnull=True))
    if any((one.name, one.office) == (name, office) for one in sitting):
        raise Refused("sits-already", "Người này đang là thành viên; hãy cho thôi vai trò cũ trước.", field="name")
    if seat is Seat.HEAD:
        for head in (one for one in sitting if one.seat == Seat.HEAD):
            _leave(actor, head, on=since - timedelta(days=1), decision=decision, now=now)
    made = CommitteeMember.objects.create(
        committee=committee, name=name, office=office, seat=seat, decision=decision, valid_from=since
    )
    record(actor, MemberMoved(committee.pk, "joins", name, seat.value, since, decision), at=now)
    return made


@act()
def unseat_member(
    actor: Person, committee: Committee, member_id: int, *, on: date, decision: str, now: datetime
) -> CommitteeMember:
    """Somebody leaves by a decision; on: the last day. Refused: decision-missing, not-sitting, left-before."""
    committee = _held(actor, committee)
    decision = _decision(decision)
    one = committee.members.filter(pk=member_id, valid_to__isnull=True).first()
    if one is None:
        raise Refused("not-sitting", "Người này không còn là thành viên.")
    return _leave(actor, one, on=on, decision=decision, now=now)


def _leave(actor: Person, one: CommitteeMember, *, on: date, decision: str, now: datetime) -> CommitteeMember:
    if on < one.valid_from:
        raise Refused("left-before", "Ngày thôi phải từ ngày tham gia trở đi.", field="on")
    one.valid_to, one.left_by = on, decision
    one.save(update_fields=["valid_to", "left_by"])
    record(actor, MemberMoved(one.committee_id, "leaves", one.name, one.seat, on, decision), at=now)
    return one


def _held(actor: Person, committee: Committee) -> Committee:
    committee = queries.locked_committee(committee)
    if not may_keep(actor, committee.agency.slug):
        raise NotAllowed("wrong-role", "Ban chỉ đạo do lãnh đạo hoặc văn phòng của cơ quan cập nhật.")
    return committee


def _decision(text: str) -> str:
    if not (text := nfc(text)[:80]):
        raise Refused("decision-missing", "Hãy ghi số, ký hiệu quyết định.", field="decision")
    return text
