"""Acceptance: the swap of 2 January 2026, announced on 25 December 2025, reaches every open promise."""

from datetime import date

import pytest

from tinhso.engines.workflow import actions, queries
from tinhso.engines.workflow.limits import Limit, LimitUnit
from tinhso.engines.workflow.tests.calendars import at
from tinhso.ground.base.actors import System
from tinhso.ground.journal.queries import entries_about
from tinhso.ground.reference.actions import announce_calendar_decision
from tinhso.ground.reference.kinds import DayKind

pytestmark = pytest.mark.django_db
CLOCKS = System("clocks")
WHY = "văn bản 12729/VPCP-KGVX cho nghỉ Thứ Sáu 02/01/2026, làm bù Thứ Bảy 10/01/2026"
BEFORE, AFTER = at("2025-12-23T09:00"), at("2025-12-26T08:00")


def open_clock(subject, received, days, *, now=BEFORE, scope="VN"):
    limit = Limit(days, LimitUnit.WORKING_DAY)
    return actions.start_clock(CLOCKS, subject, received_at=at(received), limit=limit, scope=scope, now=now)


def test_the_swap_of_2_january_2026_announced_on_25_december_2025_moves_open_due_dates_with_their_reason():
    later = open_clock("dossier:1", "2025-12-23T09:00", 7)
    both_inside = open_clock("dossier:2", "2025-12-23T09:00", 13)
    untouched = open_clock("dossier:3", "2025-12-23T09:00", 2)
    assert [c.due_at.date() for c in (later, both_inside, untouched)] == [
        date(2026, 1, 2), date(2026, 1, 12), date(2025, 12, 25),
    ]  # fmt: skip

    moved = [m for chunk in actions.rederive_clocks(CLOCKS, reason=WHY, now=AFTER) for m in chunk]

    assert [(m.subject, m.new) for m in moved] == [("dossier:1", at("2026-01-05T17:00"))]
    assert moved[0].reason == (
        "Hẹn trả chuyển từ 17:00, Thứ Sáu 02/01/2026 sang 17:00, Thứ Hai 05/01/2026 vì văn bản 12729/VPCP-KGVX"
        " cho nghỉ Thứ Sáu 02/01/2026, làm bù Thứ Bảy 10/01/2026."
    )
    clock = queries.clock_of("dossier:1")
    assert "nghỉ hoán đổi theo văn bản 12729/VPCP-KGVX" in clock.due_sentence
    assert moved[0].sentence == clock.due_sentence
    assert (clock.due_at, clock.original_due_at) == (at("2026-01-05T17:00"), at("2026-01-02T17:00"))
    assert queries.changes_of(clock).get().reason == moved[0].reason


def test_deriving_again_moves_nothing_more():
    open_clock("dossier:1", "2025-12-23T09:00", 7)
    assert list(actions.rederive_clocks(CLOCKS, reason=WHY, now=AFTER))

    assert list(actions.rederive_clocks(CLOCKS, reason=WHY, now=AFTER)) == []
    examined = [(e.facts["examined"], e.facts["moved"]) for e in entries_about("calendar:VN")]
    assert examined[-2:] == [(1, 1), (1, 0)]


def test_paused_and_stopped_clocks_wait_and_pauses_are_counted_again():
    paused = open_clock("dossier:1", "2025-12-23T09:00", 7)
    actions.pause_clock(CLOCKS, paused, reason="chờ thuế", now=at("2025-12-24T09:00"))
    stopped = open_clock("dossier:2", "2025-12-23T09:00", 7)
    actions.stop_clock(CLOCKS, stopped, now=at("2025-12-24T09:00"))
    resumed = open_clock("dossier:3", "2025-12-23T09:00", 6)
    actions.pause_clock(CLOCKS, resumed, reason="chờ thuế", now=at("2025-12-24T09:00"))
    actions.resume_clock(CLOCKS, resumed, now=at("2025-12-24T10:00"))

    (moved,) = next(actions.rederive_clocks(CLOCKS, reason=WHY, now=AFTER))
    assert (moved.subject, moved.old, moved.new) == ("dossier:3", at("2026-01-02T08:30"), at("2026-01-05T08:30"))

    assert actions.resume_clock(CLOCKS, paused, now=AFTER).due_at > at("2026-01-05T17:00")


def test_an_apology_date_that_became_a_day_off_moves_to_the_next_working_day():
    clock = open_clock("dossier:1", "2025-12-23T09:00", 5)
    actions.extend_clock(
        CLOCKS, clock, new_due_at=at("2026-01-02T16:00"), reason="xác minh", now=at("2025-12-24T09:00")
    )

    (moved,) = next(actions.rederive_clocks(CLOCKS, reason=WHY, now=AFTER))

    assert moved.new == at("2026-01-05T17:00")


def test_a_storm_closes_one_agency_and_moves_its_promises_only():
    now = at("2026-11-20T09:00")
    open_clock("dossier:1", "2026-11-20T09:00", 1, now=now, scope="agency:7")
    open_clock("dossier:2", "2026-11-20T09:00", 1, now=now, scope="agency:8")
    announce_calendar_decision(
        CLOCKS, instrument="15/QĐ-UBND", announced_at=now, scope="agency:7", now=now,
        days=[(date(2026, 11, 23), DayKind.LOCAL_OFF, "nghỉ tránh bão")],
    )  # fmt: skip

    moved = [m for c in actions.rederive_clocks(CLOCKS, reason="bão số 15", now=now, scope="agency:7") for m in c]

    assert [(m.subject, m.new) for m in moved] == [("dossier:1", at("2026-11-25T17:00"))]
    assert "nghỉ tránh bão theo Quyết định 15/QĐ-UBND" in moved[0].sentence


def test_a_chunk_left_unfinished_is_undone():
    open_clock("dossier:1", "2025-12-23T09:00", 7)

    chunks = actions.rederive_clocks(CLOCKS, reason=WHY, now=AFTER)
    next(chunks)
    chunks.close()

    assert queries.clock_of("dossier:1").due_at == at("2026-01-02T17:00")


def test_owners_are_held_before_their_clocks_are_locked():
    open_clock("dossier:1", "2025-12-23T09:00", 7)
    open_clock("dossier:2", "2025-12-23T09:00", 2)
    held = []

    list(actions.rederive_clocks(CLOCKS, reason=WHY, now=AFTER, hold=held.extend))

    assert held == ["dossier:1"]
