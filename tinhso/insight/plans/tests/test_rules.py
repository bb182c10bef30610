"""Known answers: attainment, the straight line, deadlines over Tết and a swapped day, reminders."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from tinhso.engines.workflow.said import days_left, deadline
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.reference.kinds import DayKind
from tinhso.ground.reference.rules import SpecialDay, WorkingCalendar
from tinhso.insight.plans.lifecycle import ReminderKind
from tinhso.insight.plans.rules.deadlines import reminder
from tinhso.insight.plans.rules.issuers import number_key, same_issuer
from tinhso.insight.plans.rules.targets import Aim, Band, Operator, attainment, band, behind, expected, is_met, warns

END = date(2025, 12, 31)


def test_a_paper_is_known_again_however_it_is_typed() -> None:
    assert number_key("12/KH-UBND") == number_key("12-KH/UBND") != number_key("12/KH-HĐND")
    assert same_issuer("UBND tỉnh", "Ủy ban nhân dân tỉnh Ninh Bình")
    assert not same_issuer("UBND phường Nam Định", "UBND phường Trường Thi")
    assert not same_issuer("", "Chính phủ")


def aim(value: str, operator: Operator = Operator.LEAST, baseline: str = "", since: date | None = None) -> Aim:
    return Aim(Decimal(value), operator, END, Decimal(baseline) if baseline else None, since)


@pytest.mark.parametrize(
    ("assigned", "operator", "achieved", "share", "found"),
    [
        ("833000", Operator.LEAST, "1300000", "156.1", Band.ACHIEVED),  # more than 1.3 million of some 833,000
        ("100", Operator.LEAST, "156", "156.0", Band.ACHIEVED),
        ("20", Operator.MOST, "10", "200.0", Band.ACHIEVED),  # rank 10 where 20 was asked
        ("20", Operator.MOST, "24", "83.3", Band.NEAR),
        ("20", Operator.LEAST, "13.17", "65.9", Band.AT_RISK),
        ("80", Operator.LEAST, "31", "38.8", Band.OFF_TRACK),
        ("80", Operator.MORE, "80", "100.0", Band.NEAR),  # more than 80 is not met by 80
    ],
)
def test_attainment_is_never_clamped(assigned: str, operator: Operator, achieved: str, share: str, found: Band) -> None:
    one = aim(assigned, operator)

    assert attainment(one, Decimal(achieved)) == Decimal(share)
    assert band(one, Decimal(achieved)) is found


def test_nothing_is_divided_by_nothing() -> None:
    assert attainment(aim("0"), Decimal(3)) is None
    assert attainment(aim("5", Operator.MOST), Decimal(0)) is None
    assert is_met(aim("5", Operator.MOST), Decimal(0))
    assert band(aim("5"), None) is Band.UNKNOWN


def test_the_straight_line_from_the_baseline_to_the_deadline() -> None:
    one = aim("20", baseline="12.66", since=date(2020, 12, 31))

    assert expected(one, date(2020, 12, 31)) == Decimal("12.66")
    assert expected(one, date(2024, 12, 31)) == Decimal("18.53")  # 1461 of 1826 days
    assert expected(one, date(2031, 1, 1)) == Decimal("20.00")
    assert behind(one, Decimal("13.17"), date(2024, 12, 31)) == Decimal("73.0")
    assert warns(one, Decimal("13.17"), date(2024, 12, 31), margin=Decimal(10))
    assert not warns(one, Decimal("18.4"), date(2024, 12, 31), margin=Decimal(10))
    assert not warns(one, Decimal(21), date(2024, 12, 31), margin=Decimal(10))
    assert expected(aim("20"), END) is None, "no baseline, no line"


def test_a_falling_line_where_less_is_better() -> None:
    one = aim("20", Operator.MOST, "40", date(2021, 12, 31))

    assert expected(one, date(2023, 12, 31)) == Decimal("30.01")  # 730 of 1461 days
    assert behind(one, Decimal(35), date(2023, 12, 31)) == Decimal("25.0")
    assert (behind(one, Decimal(24), date(2023, 12, 31)) or 0) < 0


TET = WorkingCalendar.of(
    [
        *(SpecialDay(date(2026, 2, day), DayKind.STATUTORY, "Tết Nguyên Đán", "law-2026") for day in range(16, 21)),
        SpecialDay(date(2026, 1, 2), DayKind.SWAP_OFF, "Thay ngày 10/01/2026", "swap"),
        SpecialDay(date(2026, 1, 10), DayKind.MAKEUP_WORK, "Thay ngày 02/01/2026", "swap"),
    ]
)


def moment(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 9, tzinfo=VIETNAM)


def test_working_days_jump_over_tet_and_count_a_swapped_day() -> None:
    over_tet = deadline(TET, given_at=moment(2, 12), asked_on=None, working_days=3)
    assert over_tet.on == date(2026, 2, 24), "13, 23 and 24 February"
    assert "Tết Nguyên Đán" in over_tet.sentence
    swapped = deadline(TET, given_at=moment(1, 8), asked_on=None, working_days=3)
    assert swapped.on == date(2026, 1, 12), "Friday 9, the worked Saturday 10, Monday 12"


def test_a_named_day_off_moves_on_and_says_why() -> None:
    found = deadline(TET, given_at=moment(2, 2), asked_on=date(2026, 2, 17), working_days=None)
    assert found.on == date(2026, 2, 23)
    assert "Điều 148" in found.sentence
    worked = deadline(TET, given_at=moment(1, 5), asked_on=date(2026, 1, 10), working_days=None)
    assert worked.on == date(2026, 1, 10), "a Saturday that is worked"
    for asked, days, code in ((None, None, "due-missing"), (date(2026, 3, 2), 5, "due-missing"),
                              (None, 0, "days-wrong"), (date(2026, 2, 1), None, "due-passed")):  # fmt: skip
        with pytest.raises(Refused, match=code):
            deadline(TET, given_at=moment(2, 2), asked_on=asked, working_days=days)


def test_reminders_count_working_days() -> None:
    due_on = date(2026, 2, 24)
    assert days_left(TET, date(2026, 2, 12), due_on) == 3
    assert days_left(TET, date(2026, 2, 25), due_on) == -1
    told = {
        day: reminder(TET, day, due_on) for day in (date(2026, 2, 11), date(2026, 2, 12), due_on, date(2026, 2, 25))
    }
    assert list(told.values()) == [None, ReminderKind.SOON, ReminderKind.TODAY, ReminderKind.OVERDUE]
