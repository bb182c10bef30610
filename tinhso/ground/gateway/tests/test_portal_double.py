"""The double of the national portal as strangers meet it: what it asks of them, and what it shows."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings

from tinhso.ground.gateway.errors import Rejected
from tinhso.ground.gateway.partners import national_portal
from tinhso.ground.gateway.tests.outside import outside

ROW = {
    "MaHoSo": "H42.134-261122-0001", "MaTTHC": "1.001193", "TenTTHC": "Đăng ký khai sinh", "MaLinhVuc": "",
    "HinhThuc": "0", "TenLinhVuc": "Hộ tịch", "LoaiDoiTuong": "1", "Email": "", "SoDienThoai": "",
    "TrichYeuHoSo": "Khai sinh",
    "NgayTiepNhan": "20261122091507", "NgayHenTra": "20261122160000", "TrangThaiHoSo": "4", "DonViXuLy": "UBND",
}  # fmt: skip
STEP = {"MaHoSo": ROW["MaHoSo"], "NguoiXuLy": "Lan", "ThoiDiemXuLy": "20261122091507", "NoiDungXuLy": "Thụ lý",
        "TrangThai": "4"}  # fmt: skip


def tell(row: dict[str, Any], *, operation: str = "dong-bo-ho-so", is_updating: str = "False") -> dict[str, Any]:
    """What the portal answers to one row in the classic dialect."""
    return national_portal.send(operation=operation, payload={
        "dialect": "classic", "code": row.get("MaHoSo", ""), "isUpdating": is_updating, "state": "4", "data": [row],
    })  # fmt: skip


@pytest.mark.parametrize("name", sorted(set(ROW) - {"MaHoSo"}))
def test_a_mandatory_field_that_is_missing_is_refused_by_name(portal_double, name):
    with pytest.raises(Rejected, match=rf"error_code -1 .*{name}"):
        tell({key: value for key, value in ROW.items() if key != name})

    assert portal_double.dossiers() == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NgayTiepNhan", "22/11/2026"),
        ("NgayHenTra", ""),
        ("TrangThaiHoSo", "11"),
        ("LoaiDoiTuong", "0"),
        ("Email", None),
    ],
)
def test_a_value_of_the_wrong_shape_is_refused_by_name(portal_double, name, value):
    with pytest.raises(Rejected, match=name):
        tell(ROW | {name: value})


def test_progress_of_a_dossier_that_nobody_told_of_is_refused(portal_double):
    with pytest.raises(Rejected, match="error_code -4 MaHoSo"):
        tell(STEP, operation="cap-nhat-tien-do")

    tell(ROW)
    tell(STEP, operation="cap-nhat-tien-do")
    tell(STEP, operation="cap-nhat-tien-do")
    assert len(portal_double.dossiers()[0]["steps"]) == 1


def test_an_update_of_what_is_not_there_is_refused_and_a_second_creation_becomes_an_update(portal_double):
    with pytest.raises(Rejected, match="error_code -4"):
        tell(ROW, is_updating="True")

    tell(ROW)
    assert tell(ROW | {"TrangThaiHoSo": "9"}) == {"maHoSo": ROW["MaHoSo"]}
    assert [one["TrangThaiHoSo"] for one in portal_double.dossiers()] == ["9"]
    assert national_portal.ask(ROW["MaHoSo"]) == {"maHoSo": ROW["MaHoSo"], "trangThai": "9"}
    assert national_portal.ask("H42.134-261122-0002") is None


def test_nobody_enters_without_session_agency_and_destination(portal_double):
    portal, services = settings.PORTAL, f"{portal_double.address}/mapi/g"
    asking = {"service": "TraCuuHoSo", "mahoso": "H42", "madonvi": portal["agency"]}
    headers = {"dstcode": portal["dstcode"]}
    login = {"username": portal["username"], "password": portal["password"]}
    session = outside.post(f"{portal_double.address}/mapi/login", json=login).json()["session"]

    def said(body: dict[str, str], given: dict[str, str]) -> Any:
        return outside.post(services, json=body, headers=given).json()["error_code"]

    assert said(asking, headers) == "-2"
    assert said(asking | {"session": session}, {}) == "-1"
    assert said(asking | {"session": session, "madonvi": ""}, headers) == "-1"
    assert said(asking | {"session": session, "service": "XoaHoSo"}, headers) == "-1"
    assert said(asking | {"session": session}, headers) == 0
    assert outside.post(f"{portal_double.address}/api/NoiHoSo", json={}).status_code == 401
    assert outside.post(services, content=b"\xff").json()["error_code"] == "-2"


def test_a_refusal_keeps_names_of_fields_and_nothing_that_a_person_is_called(portal_double):
    with pytest.raises(Rejected) as refused:
        national_portal._judged({"error_code": -9, "message": "Ho so cua Nguyen Thi Thanh 036196001234: thieu TenTTHC"})

    assert refused.value.detail == "error_code -9 TenTTHC"


def test_its_page_lists_what_it_holds(portal_double):
    assert "Chưa có hồ sơ nào" in outside.get(portal_double.address).text
    tell(ROW)
    tell(STEP, operation="cap-nhat-tien-do")

    page = outside.get(portal_double.address).text
    assert ROW["MaHoSo"] in page
    assert "Đang xử lý" in page
    assert "Thụ lý" in page
