"""Whatever the portal says, a row is either read whole or refused by the names of its fields."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.government.portal_intake.rules import Misshapen, kept_as_it_came, read_row

GOOD = {
    "MaHoSo": "000.00.00.G22-261127-000001", "MaTTHC": "1.001193", "ChuHoSo": "Trần Thị Mơ", "LoaiDoiTuong": "1",
    "MaDoiTuong": "999199000011", "DonViXuLy": "H42.134", "TrangThaiHoSo": "1", "ThongTinKhac": '{"a": [1]}',
    "NgayNop": "20261127091500", "TaiLieuNop": [{"TenTepDinhKem": "a.pdf", "DuongDanTaiTepTin": "http://x/tep/1"}],
}  # fmt: skip
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)


def test_a_good_row_is_read_and_what_it_says_is_kept():
    filed = read_row(GOOD)

    assert (filed.answers, filed.is_organisation, filed.files[0].part_code) == ({"a": [1]}, False, "")
    assert kept_as_it_came(filed) == {"a": "[1]"}
    assert kept_as_it_came(read_row(GOOD | {"ThongTinKhac": "lời khai"})) == {"Dữ liệu tờ khai": "lời khai"}
    assert kept_as_it_came(read_row(GOOD | {"ThongTinKhac": ""})) == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [("MaHoSo", "../x y"), ("MaTTHC", "abc"), ("ChuHoSo", ""), ("LoaiDoiTuong", "3"), ("MaDoiTuong", 7),
     ("DonViXuLy", "x" * 401), ("TrangThaiHoSo", "10"), ("HinhThuc", "2"), ("NgayNop", "20261399000000"),
     ("TaiLieuNop", [{}]), ("TaiLieuNop", "?"), ("GhiChu", {})],
)  # fmt: skip
def test_each_field_that_is_wrong_is_named(name, value):
    with pytest.raises(Misshapen) as wrong:
        read_row(GOOD | {name: value})
    assert wrong.value.names == [name]


@given(st.dictionaries(st.sampled_from([*GOOD, "GhiChu"]), anything), st.sets(st.sampled_from(sorted(GOOD))))
def test_whatever_comes_is_read_or_refused_by_name(changed, without):
    row = {name: value for name, value in (GOOD | changed).items() if name not in without}
    try:
        filed = read_row(row)
    except Misshapen as wrong:
        assert wrong.names
        assert all(re.fullmatch(r"\w+", name) for name in wrong.names)
    else:
        json.dumps(kept_as_it_came(filed), allow_nan=False, ensure_ascii=False).encode()
