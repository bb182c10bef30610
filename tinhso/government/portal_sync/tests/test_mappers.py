from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.government.portal_sync.mappers import (
    CLASSIC,
    OF_2026,
    Fee,
    Paper,
    Supplement,
    dossier_row,
    moment,
    progress_row,
)
from tinhso.government.portal_sync.tests.factories import FILED, facts
from tinhso.ground.gateway.doubles.national_portal_books import (
    MANDATORY,
    MANDATORY_OF_2026,
    STEP,
    faults_in,
    faults_in_creation,
    faults_in_step,
)

GUIDE = [
    "MaHoSo", "MaTTHC", "TenTTHC", "MaLinhVuc", "TenLinhVuc", "SoBienNhan", "ChuHoSo", "LoaiDoiTuong", "MaDoiTuong",
    "ThongTinKhac", "Email", "Fax", "SoDienThoai", "TrichYeuHoSo", "NgayTiepNhan", "NgayHenTra", "TrangThaiHoSo",
    "NgayTra", "ThongTinTra", "HinhThuc", "NgayKetThucXuLy", "DonViXuLy", "GhiChu", "TaiLieuNop", "DanhSachLePhi",
    "DanhSachTepDinhKemKhac", "DanhSachHoSoBoSung", "DanhSachGiayToKetQua",
]  # fmt: skip
words = st.text(max_size=30)
moments = st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.just(UTC))
maybe = st.none() | moments
any_facts = st.builds(
    facts,
    applicant_name=words, phone=words, email=words, address=words, title=words, step_words=words, step_by=words,
    applicant_kind=st.sampled_from(["CITIZEN", "ENTERPRISE", "HOUSEHOLD"]), state=st.integers(1, 10),
    by_post=st.booleans(), received_at=maybe, due_at=maybe, finished_at=maybe, returned_at=maybe, step_at=moments,
    step_due_at=maybe, result_title=words,
    supplements=st.lists(st.builds(Supplement, words, words, words, moments, maybe, words), max_size=2).map(tuple),
    fees=st.lists(st.builds(Fee, words, words, words, st.integers(0, 10**9), st.sampled_from([1, 2, 4]))).map(tuple),
    papers=st.lists(st.builds(Paper, words, words, *[st.booleans()] * 3, *[words] * 3), max_size=3).map(tuple),
)  # fmt: skip


def strings(value: Any) -> list[Any]:
    """Every leaf of a row."""
    if isinstance(value, dict):
        return [leaf for one in value.values() for leaf in strings(one)]
    return [leaf for one in value for leaf in strings(one)] if isinstance(value, list) else [value]


def test_a_dossier_is_told_in_the_words_of_the_guide():
    asked = Supplement("H42.134-261122-0001/1", "Nguyễn Thị Lan", "Thiếu giấy chứng sinh", FILED, None, "")
    row = dossier_row(
        facts(fees=(Fee("LP01", "Lệ phí hộ tịch", "LEVY", 8000, 1),), supplements=(asked,)), dialect=CLASSIC
    )

    assert list(row) == GUIDE
    assert row == {
        "MaHoSo": "H42.134-261122-0001", "MaTTHC": "1.001193", "TenTTHC": "Thủ tục đăng ký khai sinh",
        "MaLinhVuc": "G15-HT02", "TenLinhVuc": "Hộ tịch", "SoBienNhan": "H42.134-261122-0001",
        "ChuHoSo": "Trần Thị Mai", "LoaiDoiTuong": "1", "MaDoiTuong": "999199000011", "ThongTinKhac": "", "Email": "",
        "Fax": "", "SoDienThoai": "0912345678", "TrichYeuHoSo": "Đăng ký khai sinh cho Nguyễn Minh An",
        "NgayTiepNhan": "20261122094507", "NgayHenTra": "20261122161507", "TrangThaiHoSo": "4", "NgayTra": "",
        "ThongTinTra": "", "HinhThuc": "0", "NgayKetThucXuLy": "", "DonViXuLy": "UBND phường Nam Định", "GhiChu": "",
        "TaiLieuNop": [], "DanhSachTepDinhKemKhac": [], "DanhSachGiayToKetQua": [],
        "DanhSachLePhi": [{"TenPhiLePhi": "Lệ phí hộ tịch", "MaPhiLePhi": "LP01", "HinhThucThu": "1", "Gia": "8000",
                           "LoaiPhiLePhi": "LEVY"}],
        "DanhSachHoSoBoSung": [{
            "HoSoBoSungId": "H42.134-261122-0001/1", "NguoiYeuCauBoSung": "Nguyễn Thị Lan",
            "NoiDungBoSung": "Thiếu giấy chứng sinh", "NgayBoSung": "20261122091507", "NguoiTiepNhanBoSung": "",
            "ThongTinTiepNhan": "", "NgayTiepNhanBoSung": "", "TrangThaiBoSung": "0", "DanhSachGiayToBoSung": [],
            "DanhSachLePhiBoSung": [], "NgayHenTraTruoc": "", "NgayHenTraMoi": "",
        }],
    }  # fmt: skip


def test_a_step_is_told_in_the_shape_of_the_golden_sample():
    assert progress_row(facts(step_agency="")) == {
        "MaHoSo": "H42.134-261122-0001", "NguoiXuLy": "Vũ Lan Phương", "ChucDanh": "",
        "ThoiDiemXuLy": "20261122091507", "PhongBanXuLy": "", "NoiDungXuLy": "Thụ lý hồ sơ", "TrangThai": "4",
        "NgayBatDau": "20261122091507", "NgayKetThucTheoQuyDinh": "",
    }  # fmt: skip


def test_a_creation_of_2026_names_applicant_and_papers():
    row = dossier_row(
        facts(papers=(Paper("TP01", "Tờ khai", True), Paper("TP02", "Giấy chứng sinh", False))), dialect=OF_2026
    )

    assert (row["MaDonViTiepNhan"], row["NgayNop"], row["LoaiDoiTuong"]) == ("H42.134", "20261122091507", "0")
    assert [(one["MaThanhPhanHoSo"], one["LoaiBan"]) for one in row["ThanhPhanHoSo"]] == [("TP01", "2"), ("TP02", "")]
    assert row["ThongTinNguoiNop"]["ThongTinChiTiet"]["SoDinhDanh"] == "999199000011"


@pytest.mark.parametrize(
    ("kind", "classic", "of_2026"), [("CITIZEN", "1", "0"), ("ENTERPRISE", "2", "1"), ("HOUSEHOLD", "2", "2")]
)
def test_each_dialect_numbers_applicants_in_its_own_way(kind, classic, of_2026):
    told = facts(applicant_kind=kind)

    assert dossier_row(told, dialect=CLASSIC)["LoaiDoiTuong"] == classic
    assert dossier_row(told, dialect=OF_2026)["LoaiDoiTuong"] == of_2026


def test_a_result_by_post_is_said_so_and_one_that_was_issued_is_named():
    row = dossier_row(facts(by_post=True, result_title="Giấy khai sinh", result_number="7/2026"), dialect=CLASSIC)

    assert row["HinhThuc"] == "1"
    assert [(one["TenGiayTo"], one["GiayToId"]) for one in row["DanhSachGiayToKetQua"]] == [
        ("Giấy khai sinh", "7/2026")
    ]


def test_moments_are_read_in_vietnam_and_absence_is_empty():
    assert moment(datetime(2026, 11, 21, 18, 30, tzinfo=UTC)) == "20261122013000"
    assert moment(None) == ""


@given(any_facts)
def test_every_dossier_has_all_that_is_mandatory_and_only_strings(told):
    classic, creation, step = dossier_row(told, dialect=CLASSIC), dossier_row(told, dialect=OF_2026), progress_row(told)

    assert set(MANDATORY) <= set(classic)
    assert set(MANDATORY_OF_2026) <= set(creation)
    assert set(STEP) <= set(step)
    for leaf in strings([classic, creation, step]):
        assert isinstance(leaf, str)
        assert unicodedata.is_normalized("NFC", leaf)
    for row in (classic, creation, step):
        for name in [name for name in row if name.startswith(("Ngay", "Thoi"))]:
            assert re.fullmatch(r"(?:\d{14})?", row[name])


def test_a_whole_dossier_is_taken_by_the_portal_as_its_double_checks_it():
    told = facts()

    assert faults_in(dossier_row(told, dialect=CLASSIC)) == []
    assert faults_in_creation(dossier_row(told, dialect=OF_2026)) == []
    assert faults_in_step(progress_row(told)) == []
    assert faults_in(dossier_row(facts(title=" ", received_at=None), dialect=CLASSIC)) == [
        "NgayTiepNhan",
        "TrichYeuHoSo",
    ]
