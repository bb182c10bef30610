"""Thresholds: proposed by one, decided by another."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import connection
from django.utils import timezone

from tinhso.ground.acts import act
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.journal.actions import record
from tinhso.ground.people.persons import Person
from tinhso.insight.ioc import queries
from tinhso.insight.ioc.events import ThresholdMoved
from tinhso.insight.ioc.lifecycle import PROPOSERS, THRESHOLDS, ThresholdState
from tinhso.insight.ioc.models import Feed, Threshold
from tinhso.insight.ioc.rules import Bounds, check_bounds
from tinhso.insight.warehouse.models import Direction

# A second proposal of the same indicator, sent at the same moment, waits and is then refused in words.
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('ioc.thresholds'))"
NOT_YOURS = "Ngưỡng do lãnh đạo, bộ phận trực của tỉnh đề nghị và duyệt."


@act()
def propose_threshold(
    person: Person, code: str, *, green: Decimal, red: Decimal, margin: Decimal, least: int, basis: str,
    valid_from: date, now: datetime,
) -> Threshold:  # fmt: skip
    """Put a threshold before another's decision.

    Refused: nothing-to-judge (an indicator without a source or without a good direction), what check_bounds says,
    basis-missing, begins-before, being-decided; NotAllowed for those who do not watch the province.
    """
    _check(person, PROPOSERS)
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME)
    today = timezone.localdate(now)
    one = queries.indicator(code, today)
    if one.feed == Feed.NONE or one.direction == Direction.NONE:
        raise Refused(
            "nothing-to-judge", "Chỉ tiêu này chưa có nguồn hoặc không có chiều tốt xấu, chưa đặt ngưỡng được.",
            field="code",
        )  # fmt: skip
    bounds = Bounds(up=one.direction == Direction.UP, green=green, red=red, margin=margin, least=least)
    check_bounds(bounds, is_share=one.is_share)
    if not nfc(basis).strip():
        raise Refused("basis-missing", "Hãy ghi căn cứ: số văn bản, quyết định đặt ngưỡng.", field="basis")
    if valid_from < today:
        raise Refused("begins-before", "Ngưỡng áp dụng từ hôm nay trở đi.", field="valid_from")
    if Threshold.objects.filter(indicator=code, state=ThresholdState.PROPOSED).exists():
        raise Refused("being-decided", "Chỉ tiêu này đang có một ngưỡng chờ duyệt.", field="code")
    made = Threshold.objects.create(
        indicator=code, up=bounds.up, green=green, red=red, margin=margin, least=least,
        basis=nfc(basis).strip()[:300], valid_from=valid_from, proposed_by_ref=person.ref,
        proposed_by_name=person.name[:200], proposed_at=now,
    )  # fmt: skip
    record(person, ThresholdMoved(made.pk, code, "propose", green, red), at=now)
    return made


@act()
def decide_threshold(person: Person, threshold: Threshold, verb: str, *, now: datetime) -> Threshold:
    """approve, reject or end. Refused `same-person` to whoever proposed it; NotAllowed as above."""
    _check(person, PROPOSERS)
    one = Threshold.objects.select_for_update().get(pk=threshold.pk)
    one.state = str(THRESHOLDS.move(one.state, verb, person.roles))
    if verb == "approve" and one.proposed_by_ref == person.ref:
        raise Refused("same-person", "Ngưỡng do người khác với người đề nghị duyệt.")
    if verb != "end":
        if one.proposed_by_ref != person.ref:
            one.decided_by_ref = person.ref
        one.decided_by_name, one.decided_at = person.name[:200], now
    one.save()
    record(person, ThresholdMoved(one.pk, one.indicator, verb, one.green, one.red), at=now)
    return one


def _check(person: Person, roles: frozenset[str]) -> None:
    if not (queries.sees_all(person) and person.roles & roles):
        raise NotAllowed("wrong-role", NOT_YOURS)
