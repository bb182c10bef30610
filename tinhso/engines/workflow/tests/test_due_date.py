"""The command that people and scripts rely on."""

import io

import pytest
from django.core.management import CommandError, call_command

from tinhso.ground.reference.models import CalendarDecision

pytestmark = pytest.mark.django_db


def ask(*words):
    out, err = io.StringIO(), io.StringIO()
    call_command("due_date", *words, stdout=out, stderr=err)
    return [*out.getvalue().splitlines(), err.getvalue()]


def test_it_prints_the_moment_and_the_sentence():
    assert ask("--received", "2025-04-24T09:00", "--limit", "3", "--unit", "working_day") == [
        "2025-04-28T17:00:00+07:00",
        "Hồ sơ nhận lúc 09:00, Thứ Năm 24/04/2025; thời hạn 3 ngày làm việc, tính từ ngày làm việc tiếp theo là"
        " Thứ Sáu 25/04/2025; Thứ Bảy 26/04/2025 là ngày làm việc bù theo Thông báo 6150/TB-BLĐTBXH;"
        " không tính Chủ nhật; hẹn trả 17:00, Thứ Hai 28/04/2025.",
        "",
    ]


@pytest.mark.parametrize(
    ("known_on", "due"),
    [("2025-12-24", "2026-01-02T17:00:00+07:00"), ("2025-12-25", "2026-01-05T17:00:00+07:00"),
     (None, "2026-01-05T17:00:00+07:00")],
)  # fmt: skip
def test_it_answers_as_one_would_have_on_an_earlier_day(known_on, due):
    known = ["--as-known-on", known_on] if known_on else []

    assert ask("--received", "2025-12-30T09:00", "--limit", "2", *known)[0] == due


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("--received 2025-03-14T15:30 --unit same_day", "2025-03-17T17:00:00+07:00"),
        ("--received 2025-03-14T15:30 --limit 3 --cutoff count_next_day", "2025-03-19T17:00:00+07:00"),
        ("--received 2025-03-14T15:30 --limit 3 --cutoff count_next_day --reading day_zero",
         "2025-03-20T17:00:00+07:00"),
        ("--received 2025-03-14T03:30+00:00 --limit 2 --unit working_hour", "2025-03-14T14:30:00+07:00"),
        ("--received 2026-11-23T09:00 --limit 1", "2026-11-25T17:00:00+07:00"),
        ("--received 2025-08-28T09:00 --limit 2 --scope agency:12", "2025-09-03T17:00:00+07:00"),
    ],
)  # fmt: skip
def test_every_option_counts(words, due):
    assert ask(*words.split())[0] == due


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("--received 2025-04-24T09:00 --limit 0", "số nguyên từ 1"),
        ("--received 2025-04-24T09:00 --limit=-3", "số nguyên từ 1"),
        ("--received 2025-04-24T09:00 --limit ba", "không phải “ba”"),
        ("--received 2025-04-24T09:00 --limit 99999", "đến 3660"),
        ("--received 2025-04-24T09:00", "--limit"),
        ("--received 24/04/2025 --limit 3", "không đúng"),
        ("--received 2025-02-30T09:00 --limit 3", "không đúng"),
        ("--received 2025-04-24 --limit 3", "thiếu giờ"),
        ("--received 9999-12-31T23:59 --limit 3", "Năm"),
        ("--limit 3", "Thiếu --received"),
        ("--received 2025-04-24T09:00 --limit 3 --unit fortnight", "hãy chọn một trong: same_day"),
        ("--received 2025-04-24T09:00 --limit 3 --cutoff noon", "--cutoff"),
        ("--received 2025-04-24T09:00 --limit 3 --scope mars", "--scope"),
        ("--received 2025-04-24T09:00 --limit 3 --as-known-on hôm-qua", "--as-known-on"),
    ],
)
def test_bad_input_gets_one_vietnamese_sentence_and_exit_code_2(words, sentence):
    with pytest.raises(CommandError) as refused:
        ask(*words.split())

    assert refused.value.returncode == 2
    assert sentence in str(refused.value)
    assert str(refused.value).count("\n") == 0


def test_on_a_machine_without_the_province_it_loads_the_calendar_first_and_says_so():
    CalendarDecision.objects.all().delete()

    due, _, said = ask("--received", "2025-04-24T09:00", "--limit", "3")

    assert due == "2025-04-28T17:00:00+07:00"
    assert "Lịch làm việc còn trống" in said
