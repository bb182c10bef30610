"""The working calendar as dated decisions."""

from datetime import date, datetime, time

import pytest

from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.journal.queries import entries_about
from tinhso.ground.reference.actions import announce_calendar_decision
from tinhso.ground.reference.kinds import DayKind
from tinhso.ground.reference.models import WorkingHours
from tinhso.ground.reference.queries import calendar_for, decisions_of

pytestmark = pytest.mark.django_db
CLOCK = System("test")
NOON = datetime(2026, 11, 20, 12, tzinfo=VIETNAM)


def working_days(year, calendar):
    first, last = date(year, 1, 1), date(year, 12, 31)
    return sum(calendar.is_working(date.fromordinal(n)) for n in range(first.toordinal(), last.toordinal() + 1))


@pytest.mark.parametrize(("year", "count"), [(2023, 249), (2024, 251), (2025, 250), (2026, 249)])
def test_the_years_have_their_published_number_of_working_days(year, count):
    assert working_days(year, calendar_for()) == count


def test_a_swap_is_unknown_until_it_is_announced():
    eve = calendar_for(known_at=datetime(2025, 12, 24, 23, 59, tzinfo=VIETNAM))
    day = calendar_for(known_at=datetime(2025, 12, 25, tzinfo=VIETNAM))

    assert (eve.is_working(date(2026, 1, 2)), eve.is_working(date(2026, 1, 10))) == (True, False)
    assert (day.is_working(date(2026, 1, 2)), day.is_working(date(2026, 1, 10))) == (False, True)
    assert day.why_off(date(2026, 1, 2)) == "nghỉ hoán đổi theo văn bản 12729/VPCP-KGVX"
    assert day.why_worked(date(2026, 1, 10)) == "ngày làm việc bù theo văn bản 12729/VPCP-KGVX"


def test_days_are_known_from_the_law_a_year_ahead():
    calendar = calendar_for(known_at=datetime(2026, 3, 1, tzinfo=VIETNAM))

    assert calendar.why_off(date(2027, 2, 6)) == "Tết Nguyên Đán (mùng một)"
    assert calendar.why_off(date(2027, 5, 3)) == "Quốc tế Lao động 1/5 (nghỉ bù)"


def test_a_make_up_saturday_has_the_hours_of_a_friday_and_a_day_off_has_none():
    calendar = calendar_for()

    assert calendar.hours(date(2025, 4, 26)) == ((time(7, 30), time(11, 30)), (time(13, 30), time(17)))
    assert calendar.hours(date(2025, 4, 27)) == ()


def announce(scope="VN", day=date(2026, 11, 23), kind=DayKind.LOCAL_OFF, instrument="15/QĐ-UBND", at=NOON):
    return announce_calendar_decision(
        CLOCK, instrument=instrument, announced_at=at, scope=scope, days=[(day, kind, "Nghỉ tránh bão")], now=NOON
    )


def test_a_day_off_of_one_agency_leaves_the_others_at_work():
    announce(scope="agency:7")

    assert not calendar_for("agency:7").is_working(date(2026, 11, 23))
    assert calendar_for("agency:8").is_working(date(2026, 11, 23))
    assert calendar_for("agency:8") is calendar_for()


def test_the_narrower_scope_decides_whoever_spoke_last():
    announce(scope="agency:7")
    announce(instrument="99/VPCP", kind=DayKind.MAKEUP_WORK)

    assert not calendar_for("agency:7").is_working(date(2026, 11, 23))


def test_a_later_decision_takes_an_earlier_one_back():
    announce(at=NOON.replace(day=18))
    announce(instrument="16/QĐ-UBND", kind=DayKind.MAKEUP_WORK)

    assert calendar_for().is_working(date(2026, 11, 23))
    assert not calendar_for(known_at=NOON.replace(day=19)).is_working(date(2026, 11, 23))


def test_an_agency_may_keep_hours_of_its_own_for_a_season():
    WorkingHours.objects.create(
        scope="agency:7", weekday=0, sessions=[time(7), time(11), time(13), time(16)],
        valid_from=date(2026, 5, 1), valid_to=date(2026, 9, 30),
    )  # fmt: skip
    announce(scope="agency:7")

    assert calendar_for("agency:7").hours(date(2026, 6, 1))[0] == (time(7), time(11))
    assert calendar_for("agency:7").hours(date(2026, 6, 2))[0] == (time(7, 30), time(11, 30))
    assert calendar_for("agency:7").hours(date(2026, 11, 16))[0] == (time(7, 30), time(11, 30))


def test_a_decision_is_written_in_the_journal():
    decision = announce()

    entry = entries_about("calendar:VN").get()
    assert entry.facts["decision_id"] == decision.pk
    assert entry.facts["days"] == ["2026-11-23 LOCAL_OFF"]
    assert entry.facts["words"] == "Quyết định 15/QĐ-UBND cho nghỉ Thứ Hai 23/11/2026"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [({"announced_at": NOON.replace(day=21)}, "announced-in-future"), ({"days": []}, "no-days"),
     ({"days": [(date(2026, 12, 1), DayKind.LOCAL_OFF, "a")] * 2}, "day-twice")],
)  # fmt: skip
def test_a_decision_that_makes_no_sense_is_refused(wrong, code):
    right = {"instrument": "1/QĐ", "announced_at": NOON, "days": [(date(2026, 12, 1), DayKind.LOCAL_OFF, "Bão")]}

    with pytest.raises(Refused) as refused:
        announce_calendar_decision(CLOCK, **(right | wrong), now=NOON)

    assert refused.value.code == code


def test_the_same_decision_is_not_entered_twice():
    announce()

    with pytest.raises(Refused, match="decision-known"):
        announce()


def test_the_year_lists_its_decisions_with_their_days():
    found = {d.instrument.code: [day.date for day in d.days_of_year] for d in decisions_of(2026)}

    assert found["12729/VPCP-KGVX"] == [date(2026, 1, 2), date(2026, 1, 10)]
