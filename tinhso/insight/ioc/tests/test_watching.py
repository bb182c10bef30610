"""Alerts, thresholds by two people, shifts: each story from its beginning to its end."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from tinhso.government.dossiers.tests.factories import MONDAY, dossier_in
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.journal.queries import entries_about
from tinhso.insight.ioc import actions, queries
from tinhso.insight.ioc.lifecycle import AlertState
from tinhso.insight.ioc.models import Alert, LogLine
from tinhso.insight.ioc.tests.conftest import LATER, in_force
from tinhso.insight.ioc.tests.factories import make_alert
from tinhso.insight.plans import actions as plans
from tinhso.insight.warehouse.actions import pull_facts

HOUR = timedelta(hours=1)


def looked(now):
    pull_facts(now=now, anew=True)  # within the open transaction of a test nothing has settled
    actions.refresh(now=now)
    return actions.watch(queries.newest(), now=now)


def test_an_alert_is_raised_once_followed_answered_and_closed(lived):
    in_force(lived, "ADM.ONLINE", "90", "50", margin="10")
    for number in range(3):  # from 3 of 3 online to 3 of 6
        dossier_in(lived.place, "ACCEPTED", channel="POST", idempotency_key=f"post-{number}", now=MONDAY)
    assert looked(LATER) == [], "half is not below half"
    dossier_in(lived.place, "ACCEPTED", channel="POST", idempotency_key="post-4", now=MONDAY)

    raised = looked(LATER + HOUR / 4)

    assert {(one.indicator, one.unit) for one in raised} == {
        ("ADM.ONLINE", 0), ("ADM.ONLINE", lived.place.agency.pk),
    }  # fmt: skip
    assert looked(LATER + HOUR / 3) == [], "no second one while it is open"
    with pytest.raises(NotVisible):
        queries.alert_for(lived.ward, min(raised, key=lambda one: one.unit).pk)
    mine = queries.alert_for(lived.ward, max(raised, key=lambda one: one.unit).pk)
    with pytest.raises(Refused):  # not before somebody stands for it
        actions.close_alert(lived.ward, mine, words="Xong", now=LATER)
    actions.acknowledge(lived.ward, mine, now=LATER)
    with pytest.raises(Refused) as no:
        actions.close_alert(lived.head, mine, words="  ", now=LATER)
    assert no.value.field == "words"
    closed = actions.close_alert(lived.head, mine, words="Đã hướng dẫn Bộ phận Một cửa", now=LATER)
    assert (closed.state, closed.closed_at) == (AlertState.CLOSED, LATER)
    assert looked(LATER + HOUR / 2) == [], "closed while it is still bad: not again before it was good"
    for number in range(3):  # 6 of 10 online: back by the whole margin
        dossier_in(lived.place, "ACCEPTED", idempotency_key=f"more-{number}", now=MONDAY)
    assert looked(LATER + HOUR) == []
    other = Alert.objects.exclude(pk=mine.pk).get()
    assert other.state == AlertState.CLOSED, "nobody worked on it, and it is over"
    for number in range(4):
        dossier_in(lived.place, "ACCEPTED", channel="POST", idempotency_key=f"again-{number}", now=MONDAY)
    assert len(looked(LATER + HOUR * 1.2)) == 2, "good in between: a new one"
    said = [entry.kind for entry in entries_about(mine.subject)]
    assert said == ["ioc.alert_raised", "ioc.alert_moved", "ioc.alert_moved"]
    with pytest.raises(DatabaseError), transaction.atomic():
        LogLine.objects.update(words="")


def test_an_alert_becomes_a_task_and_hears_what_came_of_it(lived):
    unit = lived.place.agency
    alert = make_alert(unit.pk, now=LATER)
    given = {"title": "Rút ngắn thời gian", "working_days": 5, "now": LATER}
    with pytest.raises(NotAllowed):  # a head of a division gives no tasks
        actions.give_task(lived.duty, alert, lead=unit.slug, **given)
    with pytest.raises(Refused) as no:
        actions.give_task(lived.head, alert, lead="ND.SYT", **given)
    assert no.value.field == "leads"

    task = actions.give_task(lived.head, alert, lead=unit.slug, **given)

    alert.refresh_from_db()
    assert (alert.state, alert.task, task.lead) == (AlertState.TASKED, f"plan_task:{task.pk}", unit)
    with pytest.raises(Refused):
        actions.give_task(lived.head, alert, lead=unit.slug, **given)
    assert actions.follow_tasks(now=LATER) == 0
    task = plans.accept_task(lived.ward, task, now=LATER)
    task = plans.report_done(lived.ward, task, text="Đã giải quyết xong 12 hồ sơ", now=LATER)
    assert actions.follow_tasks(now=LATER) == 0, "what the lead says is not over before the giver says so"
    plans.confirm_task(lived.head, task, now=LATER)

    assert actions.follow_tasks(now=LATER) == 1
    alert.refresh_from_db()
    assert (alert.state, alert.feedback) == (AlertState.FED_BACK, "Đã giải quyết xong 12 hồ sơ")
    assert actions.follow_tasks(now=LATER) == 0
    assert actions.close_alert(lived.head, alert, words="Xong", now=LATER).state == AlertState.CLOSED


def test_a_source_that_died_is_alerted_once_and_its_old_figure_judges_nothing(lived):
    in_force(lived, "ADM.ONTIME", "99", "98")
    taken = queries.newest()
    later = LATER + timedelta(hours=2)

    raised = actions.watch(taken, now=later)

    assert {one.kind for one in raised} == {"SILENT"}
    assert {"ADM.ONTIME", "ADM.RECEIVED"} <= {one.indicator for one in raised}
    assert actions.watch(taken, now=later + HOUR) == []
    looked(later + HOUR)
    assert not Alert.objects.exclude(state=AlertState.CLOSED).exists(), "heard again"


def test_a_threshold_needs_two_people_of_the_province_and_a_meaning(lived):
    given = {"margin": Decimal(0), "least": 0, "basis": "12/QĐ-UBND", "valid_from": LATER.date(), "now": LATER}
    with pytest.raises(NotAllowed):
        actions.propose_threshold(lived.ward, "ADM.ONTIME", green=Decimal(95), red=Decimal(90), **given)
    for code, facts, field in (
        ("TRF.ACCIDENT", {}, "code"), ("ADM.RECEIVED", {}, "code"), ("ADM.ONTIME", {"basis": " "}, "basis"),
        ("ADM.ONTIME", {"valid_from": LATER.date() - timedelta(days=1)}, "valid_from"),
    ):  # fmt: skip
        with pytest.raises(Refused) as no:
            actions.propose_threshold(lived.duty, code, green=Decimal(95), red=Decimal(90), **(given | facts))
        assert no.value.field == field
    one = actions.propose_threshold(lived.head, "ADM.ONTIME", green=Decimal(95), red=Decimal(90), **given)
    with pytest.raises(Refused) as no:
        actions.decide_threshold(lived.head, one, "approve", now=LATER)
    assert no.value.code == "same-person"
    with pytest.raises(NotAllowed):  # a head of a division proposes, he does not decide
        actions.decide_threshold(lived.duty, one, "approve", now=LATER)
    assert queries.bounds_in_force(LATER.date()) == {}


def test_a_shift_is_begun_by_its_own_handed_over_and_signed_off_by_the_next(lived):
    number = {person.ref: _number(person) for person in (lived.head, lived.duty, lived.ward)}

    def plan(person, begins, hours=8):
        return actions.plan_shift(
            lived.head, staff_number=number[person.ref], begins_at=LATER + begins * HOUR,
            ends_at=LATER + (begins + hours) * HOUR, now=LATER,
        )  # fmt: skip

    first, second = plan(lived.duty, 0), plan(lived.head, 8)
    for begins, hours, field in ((7, 2, "begins_at"), (20, 0, "ends_at"), (20, 25, "ends_at"), (-9, 8, "ends_at")):
        with pytest.raises(Refused) as no:
            plan(lived.head, begins, hours)
        assert no.value.field == field
    with pytest.raises(Refused) as no:  # who could not open the wall
        plan(lived.ward, 20)
    assert no.value.field == "staff_number"
    with pytest.raises(Refused):
        actions.begin_shift(lived.head, first, now=LATER)
    actions.begin_shift(lived.duty, first, now=LATER)
    line = actions.write_line(lived.duty, words="Mất điện 10 phút", now=LATER)
    assert line.shift == first
    with pytest.raises(Refused):
        actions.begin_shift(lived.head, second, now=LATER + 8 * HOUR)
    actions.hand_over(lived.duty, first, words="Theo dõi nguồn số liệu y tế", now=LATER + 8 * HOUR)
    with pytest.raises(Refused):  # read it first
        actions.begin_shift(lived.head, second, now=LATER + 8 * HOUR)
    with pytest.raises(Refused) as no:
        actions.sign_off(lived.duty, first, now=LATER + 8 * HOUR)
    assert no.value.code == "own-handover"
    actions.sign_off(lived.head, first, now=LATER + 8 * HOUR)
    actions.begin_shift(lived.head, second, now=LATER + 8 * HOUR)
    assert queries.on_duty() == second
    with pytest.raises(NotAllowed):
        actions.write_line(lived.ward, words="Tôi không trực", now=LATER)


def _number(person) -> str:
    from tinhso.ground.people.models import Official

    return Official.objects.get(pk=person.official_id).staff_number
