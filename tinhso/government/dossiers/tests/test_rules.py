"""Codes, lateness and apologies on plain values."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.government.dossiers import rules
from tinhso.government.dossiers.rules import CodeScheme, Timeliness
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import VIETNAM

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=VIETNAM)
SINCE = date(2025, 9, 15)


def test_old_codes_end_in_the_province_and_new_ones_begin_with_it():
    unit = {"canonical": "H40.19.21", "legacy": "000.21.19.H40"}
    old_day, new_day = date(2025, 3, 15), date(2026, 1, 5)

    old = rules.format_code(**unit, day=old_day, number=7, scheme=rules.scheme_on(old_day, new_since=SINCE))
    new = rules.format_code(**unit, day=new_day, number=12, scheme=rules.scheme_on(new_day, new_since=SINCE))

    assert (old, new) == ("000.21.19.H40-250315-0007", "H40.19.21-260105-0012")


@given(st.dates(date(2019, 1, 1), date(2049, 1, 1)), st.integers(1, 9999), st.sampled_from(list(CodeScheme)))
def test_a_code_that_was_written_can_be_read_again(day, number, scheme):
    written = rules.format_code(canonical="H42.31.28", legacy="000.28.31.H42", day=day, number=number, scheme=scheme)
    read = rules.parse_code(f"  {written.lower()} ")

    assert read and (str(read), read.day, read.number, read.scheme) == (written, day, number, scheme)


@pytest.mark.parametrize("text", ["", "H42", "H42.31.28-269905-0012", "X42-260105-0001", "000.28.31.H42-260105-1"])
def test_what_is_no_code_is_not_read_as_one(text):
    assert rules.parse_code(text) is None


def test_the_ten_thousandth_dossier_of_a_day_gets_a_clear_sentence():
    with pytest.raises(Refused, match="codes-exhausted") as refused:
        rules.format_code(canonical="H42.31", legacy="", day=NOON.date(), number=10_000, scheme=CodeScheme.TT03_2025)
    assert "9.999" in refused.value.sentence
    assert "Bản khai của bạn vẫn được lưu" in refused.value.sentence


def test_two_filings_of_the_same_request_have_the_same_key_whatever_the_accents():
    key = rules.duplicate_key("citizen:1", "1.001193", {"child": "Trần Minh An"})

    assert key == rules.duplicate_key("citizen:1", "1.001193", {"child": "TRAN MINH AN"})
    assert key != rules.duplicate_key("citizen:2", "1.001193", {"child": "Trần Minh An"})


def test_what_names_one_birth_counts_alone_whoever_files_and_only_when_it_is_all_there():
    names, one = ("child", "mother"), {"child": "Trần Minh An", "mother": "Trần Thị Mơ", "copies": 2}
    key = rules.duplicate_key("citizen:1", "1.001193", one, names)

    assert key == rules.duplicate_key(
        "citizen:2", "1.001193", {"child": "TRAN MINH AN", "mother": "Tran Thi Mo"}, names
    )
    assert key != rules.duplicate_key("citizen:1", "1.000656", one, names)
    some = {"child": "Trần Minh An"}
    assert rules.duplicate_key("c:1", "1", some, names) != rules.duplicate_key("c:2", "1", some, names)


@pytest.mark.parametrize(
    ("due", "finished", "paused", "expected"),
    [
        (timedelta(days=3), None, False, Timeliness.IN_TIME),
        (timedelta(hours=20), None, False, Timeliness.DUE_SOON),
        (timedelta(hours=4), None, False, Timeliness.DUE_TODAY),
        (timedelta(hours=-1), None, False, Timeliness.LATE),
        (timedelta(hours=-1), None, True, Timeliness.WAITING),
        (timedelta(hours=4), timedelta(0), False, Timeliness.ON_TIME),
        (timedelta(days=3), timedelta(0), False, Timeliness.EARLY),
        (timedelta(days=-3), timedelta(0), False, Timeliness.LATE),
    ],
)
def test_how_a_dossier_stands_against_its_promise(due, finished, paused, expected):
    finished_at = None if finished is None else NOON + finished
    assert rules.timeliness(due_at=NOON + due, now=NOON, finished_at=finished_at, paused=paused) is expected


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("apologised-before", {"apologised_before": True}),
        ("apology-too-late", {"now": NOON + timedelta(days=1)}),
        ("apology-not-later", {"new_due_at": NOON + timedelta(hours=5)}),
    ],
)
def test_an_apology_comes_once_in_time_and_with_a_later_day(code, facts):
    lawful = {
        "due_at": NOON + timedelta(hours=5),
        "new_due_at": NOON + timedelta(days=3),
        "apologised_before": False,
        "now": NOON,
    }
    rules.check_apology(**lawful)
    with pytest.raises(Refused, match=code):
        rules.check_apology(**(lawful | facts))


def test_nothing_goes_back_without_a_reason():
    with pytest.raises(Refused, match="reason-missing"):
        rules.reason_given("  .. ")
    assert rules.reason_given(" Thiếu giấy chứng sinh ") == "Thiếu giấy chứng sinh"


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Phó Chủ tịch Ủy ban nhân dân phường", ("KT. Chủ tịch", "Phó Chủ tịch")),
        ("Chủ tịch Ủy ban nhân dân xã", ("Chủ tịch",)),
        ("Phó Giám đốc Sở Xây dựng", ("KT. Giám đốc", "Phó Giám đốc")),
        ("Công chức tư pháp - hộ tịch", ("Công chức tư pháp - hộ tịch",)),
    ],
)
def test_a_deputy_signs_for_the_head(title, lines):
    assert rules.signing_lines(title) == lines


def test_a_paper_that_waits_is_tried_less_and_less_often_but_every_hour():
    minutes = [(rules.next_signing(tries, now=NOON) - NOON).seconds // 60 for tries in (1, 2, 3, 4, 5, 500)]

    assert minutes == [1, 4, 16, 60, 60, 60]
