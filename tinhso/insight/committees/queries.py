"""Committees and who sits in them, today or on any day."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, Q, QuerySet, Value, When

from tinhso.ground.base.refused import NotVisible
from tinhso.ground.people.queries import standing_on
from tinhso.insight.committees.lifecycle import Seat
from tinhso.insight.committees.models import Committee, CommitteeMember


def committees() -> QuerySet[Committee]:
    """All of them: steering committees before their help groups, by agency."""
    return Committee.objects.select_related("agency", "helps").order_by(
        "agency__level", "agency__sort_key", "-kind", "pk"
    )


def committee(pk: int) -> Committee:
    """One committee. NotVisible when there is none."""
    found = Committee.objects.filter(pk=pk).select_related("agency", "helps").first()
    if found is None:
        raise NotVisible("no-committee", "Không có ban chỉ đạo, tổ giúp việc này.")
    return found


def locked_committee(one: Committee) -> Committee:
    """The committee as it stands now, locked until the end of the transaction."""
    return Committee.objects.select_for_update(of=("self",)).select_related("agency").get(pk=one.pk)


SEATS = Case(*(When(seat=seat.value, then=Value(place)) for place, seat in enumerate(Seat)))


def members_on(one: Committee, on: date) -> QuerySet[CommitteeMember]:
    """Who sat in a committee on a day, the head first."""
    return one.members.filter(standing_on(on)).order_by(SEATS, "pk")


def heads_on(on: date) -> dict[int, CommitteeMember]:
    """Who stood first in each committee on a day, by committee."""
    rows = CommitteeMember.objects.filter(standing_on(on)).order_by("committee", SEATS, "pk").distinct("committee")
    return {one.committee_id: one for one in rows}


def members_before(one: Committee, on: date) -> QuerySet[CommitteeMember]:
    """Who sat there and no longer does on a day, the last who left first."""
    return one.members.filter(Q(valid_to__lt=on)).order_by("-valid_to", "pk")
