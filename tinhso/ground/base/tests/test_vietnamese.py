from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.ground.base.sorting import sort_key
from tinhso.ground.base.vietnamese import fold, format_date, format_moment, format_vnd, nfc, weekday


def test_names_sort_as_a_vietnamese_dictionary_does():
    names = ["Eo", "Điện Biên", "An", "Đà Nẵng", "Ấn", "Bà", "Ăn", "Dĩ"]

    assert sorted(names, key=sort_key) == ["An", "Ăn", "Ấn", "Bà", "Dĩ", "Đà Nẵng", "Điện Biên", "Eo"]


def test_tones_decide_only_between_equal_letters():
    assert sorted(["má", "mạ", "ma", "mã", "mà", "mả"], key=sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sort_key("hoà an") < sort_key("hoa binh")


@pytest.mark.parametrize(("text", "key"), [("GIẤY PHÉP", "giay phep"), ("Đăng  Ký", "dang ky"), ("đường", "duong")])
def test_folding_forgets_case_marks_and_the_bar(text, key):
    assert fold(text) == key


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


def test_nfc_joins_marks_and_trims():
    assert nfc("  Nam   Ðinh ".replace("Ð", "Đ")) == "Nam Đinh"


def test_money_and_days_are_written_as_people_write_them():
    assert format_vnd(1234567) == "1.234.567 đ"
    assert format_date(date(2026, 1, 2)) == "02/01/2026"
    assert format_moment(datetime(2025, 4, 28, 10, 0, tzinfo=ZoneInfo("UTC"))) == "17:00, 28/04/2025"
    assert weekday(date(2026, 11, 22)) == "Chủ nhật"
