"""A clock keeps its promise derivable, and says why it moved."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from tinhso.engines.workflow import actions, queries
from tinhso.engines.workflow.lifecycle import CLOCK, OWNER, ClockState
from tinhso.engines.workflow.limits import Limit, LimitUnit
from tinhso.engines.workflow.models import Clock, ClockPause
from tinhso.engines.workflow.tests.calendars import at
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.journal.queries import entries_about

pytestmark = pytest.mark.django_db
HOA = System("chị Hoà, một cửa")
FIVE_DAYS = Limit(5, LimitUnit.WORKING_DAY)
MONDAY = at("2025-03-10T09:00")


@pytest.fixture
def clock():
    return actions.start_clock(HOA, "dossier:1", received_at=MONDAY, limit=FIVE_DAYS, now=MONDAY)


def test_a_promise_is_kept_with_its_sentence_and_written_in_the_journal(clock):
    assert clock.due_at == at("2025-03-17T17:00")
    assert "thời hạn 5 ngày làm việc" in clock.due_sentence
    assert queries.clock_of("dossier:1") == clock
    assert entries_about(f"clock:{clock.pk}").get().facts["subject"] == "dossier:1"


def test_a_subject_without_a_clock_is_not_visible():
    with pytest.raises(NotVisible):
        queries.clock_of("dossier:404")


def test_a_subject_has_one_clock(clock):
    with pytest.raises(IntegrityError):
        actions.start_clock(HOA, "dossier:1", received_at=MONDAY, limit=FIVE_DAYS, now=MONDAY)


def test_waiting_for_a_payment_moves_the_promise_by_working_time(clock):
    actions.pause_clock(HOA, clock, reason="chờ nộp nghĩa vụ tài chính", now=at("2025-03-12T10:00"))
    clock = actions.resume_clock(HOA, clock, now=at("2025-03-14T10:00"))

    change = queries.changes_of(clock).get()
    assert (clock.state, clock.due_at) == (ClockState.RUNNING, at("2025-03-19T17:00"))
    assert clock.original_due_at == at("2025-03-17T17:00")
    assert "chờ nộp nghĩa vụ tài chính" in change.reason
    assert change.reason.startswith("Hẹn trả chuyển từ 17:00, Thứ Hai 17/03/2025 sang 17:00, Thứ Tư 19/03/2025 vì")


def test_a_pause_overnight_moves_nothing_and_leaves_no_change(clock):
    actions.pause_clock(HOA, clock, reason="kiểm tra", now=at("2025-03-12T17:00"))
    clock = actions.resume_clock(HOA, clock, now=at("2025-03-13T07:30"))

    assert clock.due_at == at("2025-03-17T17:00")
    assert not queries.changes_of(clock).exists()


def test_two_pauses_add_up(clock):
    for day in ("2025-03-11", "2025-03-13"):
        actions.pause_clock(HOA, clock, reason="chờ thuế", now=at(f"{day}T08:00"))
        clock = actions.resume_clock(HOA, clock, now=at(f"{day}T10:00"))

    assert clock.due_at == at("2025-03-18T11:30")


def test_a_supplement_starts_the_whole_limit_again(clock):
    actions.pause_clock(HOA, clock, reason="chờ bổ sung", now=at("2025-03-12T10:00"))
    thursday = at("2025-03-20T09:00")
    clock = actions.restart_clock(HOA, clock, received_at=thursday, reason="đã bổ sung đủ", now=thursday)

    segments = list(clock.segments.order_by("number"))
    assert clock.due_at == at("2025-03-27T17:00")
    assert clock.original_due_at == at("2025-03-17T17:00")
    assert [s.closed_reason for s in segments] == ["đã bổ sung đủ", ""]
    assert not ClockPause.objects.filter(to_at__isnull=True).exists()


def test_pauses_before_a_restart_no_longer_count(clock):
    actions.pause_clock(HOA, clock, reason="chờ", now=at("2025-03-11T08:00"))
    actions.resume_clock(HOA, clock, now=at("2025-03-12T08:00"))
    friday = at("2025-03-14T09:00")
    clock = actions.restart_clock(HOA, clock, received_at=friday, reason="đủ hồ sơ", now=friday)
    actions.pause_clock(HOA, clock, reason="chờ", now=at("2025-03-17T08:00"))
    clock = actions.resume_clock(HOA, clock, now=at("2025-03-17T09:00"))

    assert clock.due_at == at("2025-03-24T08:30")


def test_an_apology_names_a_new_date_once(clock):
    new = at("2025-03-20T17:00")
    clock = actions.extend_clock(HOA, clock, new_due_at=new, reason="cần xác minh thêm", now=at("2025-03-14T09:00"))

    assert clock.due_at == new
    assert queries.changes_of(clock).get().reason.endswith("vì cần xác minh thêm.")
    with pytest.raises(Refused, match="extended-once"):
        actions.extend_clock(HOA, clock, new_due_at=at("2025-03-21T17:00"), reason="nữa", now=at("2025-03-14T10:00"))


def test_the_work_after_an_apology_may_be_paused_too(clock):
    actions.pause_clock(HOA, clock, reason="trước thư", now=at("2025-03-11T08:00"))
    actions.resume_clock(HOA, clock, now=at("2025-03-11T09:00"))
    actions.extend_clock(HOA, clock, new_due_at=at("2025-03-20T11:30"), reason="x", now=at("2025-03-14T09:00"))
    actions.pause_clock(HOA, clock, reason="sau thư", now=at("2025-03-17T08:00"))
    clock = actions.resume_clock(HOA, clock, now=at("2025-03-17T10:00"))

    assert clock.due_at == at("2025-03-20T15:30")


@pytest.mark.parametrize(
    ("new_due_at", "now", "code"),
    [
        ("2025-03-13T17:00", "2025-03-14T09:00", "due-in-past"),
        ("2025-03-17T17:00", "2025-03-14T09:00", "due-not-later"),
        ("2025-03-22T09:00", "2025-03-14T09:00", "due-off"),
        ("2025-03-20T12:00", "2025-03-14T09:00", "due-off"),
        ("2025-03-20T17:00", "2025-03-17T17:01", "limit-passed"),
    ],
)
def test_an_apology_that_breaks_a_rule_is_refused(clock, new_due_at, now, code):
    with pytest.raises(Refused, match=code):
        actions.extend_clock(HOA, clock, new_due_at=at(new_due_at), reason="x", now=at(now))

    assert queries.clock_of("dossier:1").extensions == 0


def test_sector_law_may_allow_a_late_apology(clock):
    late = at("2025-03-18T09:00")
    clock = actions.extend_clock(HOA, clock, new_due_at=at("2025-03-20T17:00"), reason="x", now=late, allow_late=True)

    assert clock.due_at == at("2025-03-20T17:00")


def test_verification_adds_the_days_of_the_law_without_an_apology(clock):
    clock = actions.lengthen_clock(HOA, clock, more=3, reason="xác minh (Luật Hộ tịch Điều 28)", now=MONDAY)

    assert (clock.due_at, clock.extensions) == (at("2025-03-20T17:00"), 0)
    assert "8 ngày làm việc" in clock.due_sentence


def test_a_stopped_clock_stays_stopped(clock):
    actions.pause_clock(HOA, clock, reason="chờ", now=at("2025-03-11T08:00"))
    clock = actions.stop_clock(HOA, clock, now=at("2025-03-12T08:00"))

    assert clock.state == ClockState.STOPPED
    with pytest.raises(Refused, match="wrong-state"):
        actions.resume_clock(HOA, clock, now=at("2025-03-13T08:00"))


VERBS = {
    "pause": lambda c, t: actions.pause_clock(HOA, c, reason="x", now=t),
    "resume": lambda c, t: actions.resume_clock(HOA, c, now=t),
    "restart": lambda c, t: actions.restart_clock(HOA, c, received_at=t, reason="x", now=t),
    "extend": lambda c, t: actions.extend_clock(HOA, c, new_due_at=at("2025-03-28T17:00"), reason="x", now=t),
    "lengthen": lambda c, t: actions.lengthen_clock(HOA, c, more=1, reason="x", now=t),
    "stop": lambda c, t: actions.stop_clock(HOA, c, now=t),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", ClockState)
def test_each_verb_is_open_exactly_where_the_table_says(clock, state, verb):
    if state == ClockState.PAUSED:
        actions.pause_clock(HOA, clock, reason="x", now=at("2025-03-11T09:00"))
    if state == ClockState.STOPPED:
        actions.stop_clock(HOA, clock, now=at("2025-03-11T09:00"))
    lawful = verb in {move.verb for move in CLOCK.verbs(state, OWNER)}

    if lawful:
        moved = VERBS[verb](clock, at("2025-03-12T09:00"))
        assert moved.state == Clock.objects.get().state == CLOCK.move(state, verb, OWNER)
    else:
        with pytest.raises(Refused, match="wrong-state"):
            VERBS[verb](clock, at("2025-03-12T09:00"))


def test_the_clock_of_an_agency_follows_its_own_day_off(clock):
    assert actions.start_clock(
        HOA, "dossier:2", received_at=MONDAY, limit=FIVE_DAYS, scope="agency:9", now=MONDAY + timedelta(hours=1)
    ).due_at == at("2025-03-17T17:00")
