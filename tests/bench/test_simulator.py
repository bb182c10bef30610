"""The plan of a simulated year: the same from its seed, shaped like the year, and made of nobody real."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date, timedelta

import pytest

from bench.simulator.arrivals import Plan
from bench.simulator.calendar import Calendar
from bench.simulator.pace import Pace
from bench.simulator.parameters import assumptions
from bench.simulator.people import Population
from bench.simulator.shards import shards_of
from bench.simulator.staff import Credits, Officer, Staff
from tinhso.ground.base.refused import Refused
from tinhso.ground.people.rules import personal_number, personal_number_doubts, tax_code

MONDAY, MERGER = date(2025, 2, 10), date(2025, 7, 1)


def test_the_same_seed_gives_the_same_day_alone_or_among_others_and_another_seed_another():
    first, again, other = Plan(7, scale=0.02), Plan(7, scale=0.02), Plan(8, scale=0.02)
    again.filings(MONDAY - timedelta(days=1))

    assert first.filings(MONDAY) == again.filings(MONDAY)
    assert first.filings(MONDAY) != other.filings(MONDAY)


def test_a_shard_makes_its_own_filings_only_and_all_shards_make_the_whole_day():
    plan = Plan(7, scale=0.02)
    whole = plan.filings(MONDAY)
    parts = [plan.filings(MONDAY, only=part) for part in shards_of(Staff(plan), 2)]

    assert sorted(filing.key for part in parts for filing in part) == [filing.key for filing in whole]
    assert len({filing.key for filing in whole}) == len(whole)


def test_bodies_that_will_be_one_are_never_in_different_shards():
    plan = Plan(7, scale=0.02)
    parts = shards_of(Staff(plan), 2)
    for body in plan.places.ours(MERGER):
        former = {home for home in plan.places.merged_into(body.slug) if any(home in part for part in parts)}
        assert sum(bool(former & part) for part in parts) == 1


def test_tet_is_silent_the_days_before_are_a_rush_and_all_days_make_one_year():
    calendar = Calendar(2025)
    eve, new_year, after = date(2025, 1, 24), date(2025, 1, 29), date(2025, 2, 3)

    assert calendar.tet == (date(2025, 1, 27), date(2025, 2, 1))
    assert calendar.busyness[new_year] < 0.1 < calendar.busyness[after] < 1 < calendar.busyness[eve]
    assert calendar.busyness[eve] > calendar.busyness[date(2025, 1, 10)]
    assert sum(map(calendar.share, calendar.days)) == pytest.approx(1)
    assert calendar.is_worked(date(2025, 4, 26)) and not calendar.is_worked(date(2025, 5, 2))  # swapped that year


def test_counters_are_open_in_working_hours_only_and_citizens_file_online_at_night_too():
    filings = [filing for offset in range(7) for filing in Plan(7, scale=0.05).filings(MONDAY + timedelta(offset))]
    hours = {channel: {filing.at.hour for filing in filings if filing.channel == channel} for channel in
             ("COUNTER", "ONLINE")}  # fmt: skip
    weekend = {filing.channel for filing in filings if filing.at.weekday() > 4}

    assert hours["COUNTER"] <= {7, 8, 9, 10, 13, 14, 15, 16} and hours["ONLINE"] & {20, 22}
    assert weekend == {"ONLINE"}


def test_filings_go_to_the_bodies_that_stand_on_the_day():
    plan = Plan(7, scale=0.05)
    for day in (MERGER - timedelta(days=1), MERGER):
        bodies = [plan.places.bodies[filing.agency] for filing in plan.filings(day)]
        assert all(body.stands(day) for body in bodies)
        assert {body.slug[:2] for body in bodies} == ({"ND"} if day < MERGER else {"NB"})


def test_nobody_is_real():
    people = Population(7, 40_000)
    for index in range(0, 40_000, 997):
        human = people.human(index)
        assert personal_number(human.number) == human.number
        assert any("mã tỉnh" in doubt for doubt in personal_number_doubts(human.number))
        assert human.phone.startswith("00")
    for index in range(40):
        with pytest.raises(Refused):
            tax_code(people.enterprise(index).tax_code)


def test_a_household_lives_together_and_carries_the_householders_name():
    people = Population(7, 40_000)
    sizes = Counter(len(people.family(people.human(index))) for index in range(0, 20_000, 331))
    family = people.family(people.human(1000))

    assert family[0].household == family[-1].household and 1000 in {human.index for human in family}
    assert len({human.address for human in family}) == 1
    assert set(sizes) <= set(range(1, 8)) and sizes[1] < sum(sizes.values()) / 2


def test_an_officer_does_what_his_minutes_allow_and_keeps_none_for_later():
    officer = Officer("MP-1", "ND", "RECEPTION", 1.0)
    credits = Credits(1.0)
    done = []
    for _ in range(3):
        credits.begin([officer], 60)
        done.append(sum(credits.take([officer], 7.0) is not None for _ in range(100)))

    assert done == [9, 9, 8]  # 63 minutes were used of 60: what was overdrawn is owed
    credits.begin([officer], 60)
    credits.begin([officer], 60)
    assert credits.left["MP-1"] <= 60


def test_at_a_small_scale_an_officer_still_begins_one_act_a_slot_and_pays_in_the_next():
    officer = Officer("MP-1", "ND", "RECEPTION", 1.0)
    credits = Credits(0.01)
    done = []
    for _ in range(4):
        credits.begin([officer], 60)
        done.append(sum(credits.take([officer], 7.0) is not None for _ in range(5)))

    assert done == [1, 0, 1, 0]


def test_somebody_of_each_role_comes_every_day_though_people_fall_ill_and_take_leave():
    staff = Staff(Plan(7, scale=0.02))
    officers = [officer for officers in staff.homes.values() for officer in officers]
    away = sum(staff.is_away(officer, MONDAY) for officer in officers)

    assert 0 < away < len(officers) / 4
    assert all(all(present.values()) for present in (staff.present(slug, MONDAY) for slug in staff.homes))


def test_every_figure_of_the_year_says_where_it_comes_from():
    rows = list(assumptions())
    assert len(rows) > 40
    assert [name for name, confidence, source in rows if confidence not in {"H", "M", "L"} or not source] == []
    assert all("assumed" in source or "arithmetic" in source for _, confidence, source in rows if confidence == "L")


def test_the_line_of_progress_tells_rate_multiple_and_time_left():
    clock = iter([0.0, 10.0, 20.0])
    pace = Pace(4, 400, clock=lambda: next(clock), out=io.StringIO())

    assert "10.0/s, 360 days an hour = 8,640x real time, 30 s left" in pace.tell(MONDAY, 100)
    assert pace.tell(MONDAY, 200).startswith("[##############......")
