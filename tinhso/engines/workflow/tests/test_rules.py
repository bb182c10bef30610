"""The time limits of the law, on the test vectors of the domain page and on the fifteen-o'clock rules."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tinhso.engines.workflow import rules
from tinhso.engines.workflow.limits import Cutoff, Limit, LimitUnit, Reading
from tinhso.engines.workflow.tests.calendars import BEFORE_SWAP, CALENDAR, at

U = LimitUnit
WEEKDAY_15_30 = "2025-03-14T15:30"  # a Friday


def days(n, **more):
    return Limit(n, U.WORKING_DAY, **more)


@pytest.mark.parametrize(
    ("received", "limit", "due"),
    [
        ("2025-04-24T09:00", days(3), "2025-04-28T17:00"),  # Saturday 26 is worked
        ("2025-04-29T09:00", days(5), "2025-05-09T17:00"),  # 30/4 to 4/5 off
        ("2025-08-28T09:00", days(2), "2025-09-03T17:00"),  # 30/8 to 2/9 off
        ("2026-11-23T09:00", days(1), "2026-11-25T17:00"),  # 24/11 off
        (WEEKDAY_15_30, Limit(0, U.SAME_DAY, Cutoff.SAME_DAY), "2025-03-17T17:00"),  # D6
        (WEEKDAY_15_30, days(3, cutoff=Cutoff.COUNT_NEXT_DAY), "2025-03-19T17:00"),  # D7, strict
        (WEEKDAY_15_30, days(3, cutoff=Cutoff.COUNT_NEXT_DAY, reading=Reading.DAY_ZERO), "2025-03-20T17:00"),
    ],
)
def test_the_vectors_of_the_domain_page_hold(received, limit, due):
    assert rules.due(at(received), limit, CALENDAR).at == at(due)


@pytest.mark.parametrize(
    ("received", "limit", "due"),
    [
        # The morning of a birth; at three sharp it is not yet after three.
        ("2025-03-14T15:00", Limit(1, U.SAME_DAY), "2025-03-14T17:00"),
        ("2025-03-14T15:00:30", Limit(1, U.SAME_DAY), "2025-03-17T17:00"),
        ("2025-03-14T18:00", Limit(1, U.SAME_DAY), "2025-03-17T17:00"),
        ("2025-03-15T09:00", Limit(1, U.SAME_DAY), "2025-03-17T17:00"),
        # Transfer after three leaves the promise alone.
        (WEEKDAY_15_30, days(1, cutoff=Cutoff.TRANSFER_ONLY), "2025-03-17T17:00"),
        # After hours counts as received at the next opening, which is day 0 (D3).
        ("2025-03-14T17:01", days(1), "2025-03-18T17:00"),
        ("2025-03-14T17:00", days(1), "2025-03-17T17:00"),
        ("2025-03-14T05:00", days(1), "2025-03-17T17:00"),
        # The last hour (D4).
        ("2025-03-14T16:01", days(1, last_hour_rule=True), "2025-03-17T17:00"),
        ("2025-03-14T16:01", days(1, last_hour_rule=True, reading=Reading.DAY_ZERO), "2025-03-18T17:00"),
        ("2025-03-14T16:00", days(1, last_hour_rule=True, reading=Reading.DAY_ZERO), "2025-03-17T17:00"),
        # Hours run over lunch, nights and weekends.
        ("2025-03-14T10:30", Limit(2, U.WORKING_HOUR), "2025-03-14T14:30"),
        ("2025-03-14T16:00", Limit(8, U.WORKING_HOUR), "2025-03-17T16:30"),
        ("2025-03-14T12:00", Limit(8, U.WORKING_HOUR), "2025-03-17T14:00"),
        (WEEKDAY_15_30, Limit(2, U.WORKING_HOUR, Cutoff.COUNT_NEXT_DAY), "2025-03-17T09:30"),
        # Calendar days and months roll to a working day (D9).
        ("2025-03-14T09:00", Limit(1, U.CALENDAR_DAY), "2025-03-17T17:00"),
        ("2025-03-14T09:00", Limit(15, U.CALENDAR_DAY), "2025-03-31T17:00"),
        ("2025-04-15T09:00", Limit(15, U.CALENDAR_DAY), "2025-05-05T17:00"),
        ("2025-01-31T09:00", Limit(1, U.MONTH), "2025-03-03T17:00"),  # received on Tết: counts from 3/2
        ("2024-12-31T09:00", Limit(2, U.MONTH), "2025-02-28T17:00"),
        ("2025-03-14T09:00", Limit(2, U.MONTH), "2025-05-14T17:00"),
        (WEEKDAY_15_30, Limit(1, U.MONTH, Cutoff.COUNT_NEXT_DAY), "2025-04-16T17:00"),
        (WEEKDAY_15_30, Limit(1, U.MONTH, Cutoff.COUNT_NEXT_DAY, reading=Reading.DAY_ZERO), "2025-04-17T17:00"),
        # The swap of 2 January 2026.
        ("2025-12-30T09:00", days(2), "2026-01-05T17:00"),
        ("2026-01-08T09:00", days(2), "2026-01-10T17:00"),
    ],
)
def test_a_limit_ends_when_the_law_says(received, limit, due):
    assert rules.due(at(received), limit, CALENDAR).at == at(due)


def test_before_the_swap_was_announced_the_second_of_january_was_worked():
    assert rules.due(at("2025-12-30T09:00"), days(2), BEFORE_SWAP).at == at("2026-01-02T17:00")


@pytest.mark.parametrize(
    ("received", "limit", "sentence"),
    [
        (
            "2025-04-24T09:00", days(3),
            "Hồ sơ nhận lúc 09:00, Thứ Năm 24/04/2025; thời hạn 3 ngày làm việc, tính từ ngày làm việc tiếp theo"
            " là Thứ Sáu 25/04/2025; Thứ Bảy 26/04/2025 là ngày làm việc bù theo Thông báo 6150/TB-BLĐTBXH;"
            " không tính Chủ nhật; hẹn trả 17:00, Thứ Hai 28/04/2025.",
        ),
        (
            "2025-04-29T09:00", days(5),
            "Hồ sơ nhận lúc 09:00, Thứ Ba 29/04/2025; thời hạn 5 ngày làm việc, tính từ ngày làm việc tiếp theo"
            " là Thứ Hai 05/05/2025; nghỉ 30/04–04/05/2025 (Ngày Chiến thắng 30/4, Quốc tế Lao động 1/5,"
            " nghỉ hoán đổi theo Thông báo 6150/TB-BLĐTBXH); hẹn trả 17:00, Thứ Sáu 09/05/2025.",
        ),
        (
            WEEKDAY_15_30, Limit(1, U.SAME_DAY),
            "Hồ sơ nhận lúc 15:30, Thứ Sáu 14/03/2025; nhận sau 15 giờ nên trả trong ngày làm việc tiếp theo;"
            " không tính Thứ Bảy và Chủ nhật; hẹn trả 17:00, Thứ Hai 17/03/2025.",
        ),
        (
            "2025-05-01T10:00", days(1),
            "Hồ sơ nhận lúc 10:00, Thứ Năm 01/05/2025; nhận vào ngày nghỉ (Quốc tế Lao động 1/5) nên tính như nhận"
            " lúc 07:30, Thứ Hai 05/05/2025; thời hạn 1 ngày làm việc, tính từ ngày làm việc tiếp theo là"
            " Thứ Ba 06/05/2025; nghỉ 02/05–04/05/2025 (nghỉ hoán đổi theo Thông báo 6150/TB-BLĐTBXH);"
            " hẹn trả 17:00, Thứ Ba 06/05/2025.",
        ),
        (
            "2025-03-14T09:00", Limit(15, U.CALENDAR_DAY),
            "Hồ sơ nhận lúc 09:00, Thứ Sáu 14/03/2025; thời hạn 15 ngày tính cả ngày nghỉ, từ Thứ Bảy 15/03/2025;"
            " ngày cuối Thứ Bảy 29/03/2025 là ngày nghỉ hằng tuần nên chuyển sang ngày làm việc tiếp theo;"
            " hẹn trả 17:00, Thứ Hai 31/03/2025.",
        ),
    ],
)  # fmt: skip
def test_the_sentence_tells_what_counts_and_what_does_not(received, limit, sentence):
    told = rules.due(at(received), limit, CALENDAR).sentence

    assert told == sentence


def test_a_moment_in_another_zone_is_the_same_moment():
    limit = days(3)
    utc = datetime(2025, 4, 24, 2, tzinfo=UTC)

    assert rules.due(utc, limit, CALENDAR) == rules.due(at("2025-04-24T09:00"), limit, CALENDAR)


def test_a_naive_moment_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="aware"):
        rules.due(datetime(2025, 4, 24, 9), days(3), CALENDAR)


@pytest.mark.parametrize("value", [0, -1])
def test_a_limit_of_nothing_does_not_exist(value):
    with pytest.raises(ValueError, match=str(value)):
        Limit(value, U.WORKING_DAY)


@pytest.mark.parametrize(
    ("received", "cutoff", "handed_on"),
    [
        ("2025-03-14T14:00", Cutoff.TRANSFER_ONLY, "2025-03-14T14:00"),
        (WEEKDAY_15_30, Cutoff.TRANSFER_ONLY, "2025-03-17T07:30"),
        (WEEKDAY_15_30, Cutoff.NONE, WEEKDAY_15_30),
        ("2025-03-15T10:00", Cutoff.TRANSFER_ONLY, "2025-03-17T07:30"),
    ],
)
def test_a_file_received_after_three_is_handed_on_next_morning(received, cutoff, handed_on):
    assert rules.transfer_at(at(received), cutoff, CALENDAR) == at(handed_on)


def test_time_spent_waiting_for_a_payment_moves_the_promise_by_working_time():
    promise = rules.due(at("2025-03-10T09:00"), days(3), CALENDAR)
    wait = rules.Pause(at("2025-03-11T15:00"), at("2025-03-12T09:30"), "chờ nộp thuế")

    moved = rules.due_after_pauses(promise, [wait], CALENDAR)

    assert (promise.at, moved.at) == (at("2025-03-13T17:00"), at("2025-03-14T11:30"))
    assert "không tính thời gian tạm dừng từ 15:00, Thứ Ba 11/03/2025 đến 09:30, Thứ Tư 12/03/2025 (chờ nộp thuế)" in (
        moved.sentence
    )


def test_an_apology_sets_the_date_and_a_later_day_off_moves_it_on():
    promise = rules.due(at("2025-12-24T09:00"), days(2), CALENDAR)

    kept = rules.extended(promise, at("2025-12-31T11:00"), CALENDAR)
    moved = rules.extended(promise, at("2026-01-02T11:00"), CALENDAR)

    assert (kept.at, moved.at) == (at("2025-12-31T11:00"), at("2026-01-05T17:00"))
    assert "đã xin lỗi và hẹn lại vào 11:00, Thứ Tư 31/12/2025" in kept.sentence


@pytest.mark.parametrize(
    ("started", "budget", "due"),
    [
        ("2025-03-10T07:30", "0.5", "2025-03-10T11:15"),  # half of seven and a half hours
        ("2025-03-10T07:30", "1", "2025-03-10T17:00"),
        ("2025-03-10T11:15", "1", "2025-03-11T11:15"),
        ("2025-03-14T16:00", "7", "2025-03-25T16:00"),
        ("2025-03-10T07:30", "0", "2025-03-10T07:30"),
    ],
)
def test_a_step_is_due_after_its_fraction_of_working_days(started, budget, due):
    assert rules.budget_due(at(started), Decimal(budget), CALENDAR) == at(due)


@pytest.mark.parametrize(
    ("budgets", "limit", "excess"),
    [
        (["0.5", "0.5", "7", "0.5", "1", "0.5"], days(10), "0"),
        (["0.5", "10"], days(10), "0.5"),
        (["0.5", "0.5"], Limit(8, U.WORKING_HOUR), "0"),
        (["0.25"] * 4, Limit(1, U.SAME_DAY), "0"),
        (["10.75"], Limit(15, U.CALENDAR_DAY), "0.25"),
    ],
)
def test_budgets_are_held_against_the_limit(budgets, limit, excess):
    assert rules.budget_excess(map(Decimal, budgets), limit) == Decimal(excess)


def test_a_remote_commune_has_more_of_the_same():
    assert days(5).plus(10) == days(15)
    assert rules.due(at("2025-03-10T09:00"), days(5).plus(10), CALENDAR).at.date() == date(2025, 3, 31)


@pytest.mark.parametrize(
    ("reading", "told"),
    [
        (Reading.STRICT, "nhận sau 15 giờ; thời hạn 3 ngày làm việc, tính từ ngày làm việc tiếp theo là Thứ Hai 17/03"),
        (
            Reading.DAY_ZERO,
            "nhận sau 15 giờ nên tính như nhận vào Thứ Hai 17/03/2025; thời hạn 3 ngày làm việc, tính từ",
        ),
    ],
)
def test_the_sentence_says_how_the_next_working_day_was_read(reading, told):
    limit = days(3, cutoff=Cutoff.COUNT_NEXT_DAY, reading=reading)

    assert told in rules.due(at(WEEKDAY_15_30), limit, CALENDAR).sentence
