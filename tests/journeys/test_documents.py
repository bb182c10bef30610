"""A plan goes to every commune; one of them answers over the axis, and reads how far its answer has come."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys import acts
from tests.journeys.conftest import House, patiently
from tests.journeys.looks import assert_sound
from tinhso.ground.gateway.edxml.codes import to_legacy
from tinhso.ground.gateway.partners import axis
from tinhso.ground.gateway.partners.wire import client_for

pytestmark = pytest.mark.journey
SUBJECT, ANSWER = "Chuyển đổi số năm 2027", "báo cáo kết quả triển khai"
SHELVES = "/can-bo/van-ban/"
EXCHANGE = ("gateway.collect", "documents.exchange")


def comes(visitor, username: str, *, shelf: str = "", subject: str = "") -> Page:
    """An official signs in and opens a shelf, or a document on it."""
    page = visitor.comes()
    acts.sign_in_official(page, username, at=f"{SHELVES}?ngan={shelf}" if shelf else SHELVES)
    if subject:
        page.locator(".queue-row", has_text=subject).first.click()
    return page


def opens(page: Page, shelf: str, subject: str) -> None:
    """Somebody opens a document that lies on a shelf."""
    page.goto(f"{SHELVES}?ngan={shelf}")
    page.locator(".queue-row", has_text=subject).first.click()


def at_the_axis(house: House, settings, slug: str) -> tuple[str, str]:
    """A body of the province takes and sends documents at the axis; its code and name."""
    code, name = house.asked("SELECT code, name FROM people_agency WHERE slug = %s", slug)
    port = int(house.environment["PORT"]) + 11
    settings.PARTNERS = settings.PARTNERS | {"axis": f"http://127.0.0.1:{port}/vxp"}
    settings.AXIS = settings.AXIS | {"secret": house.environment["TINHSO_SECRET_AXIS"]}
    axis.register_agency(to_legacy(code), name=name, now=timezone.now())
    client_for(settings.PARTNERS["axis"]).close()
    client_for.cache_clear()
    return code, name


def sees_after_a_while(house: House, page: Page, said: str | re.Pattern[str]) -> None:
    """What the minutes of the axis bring shows on a page."""

    def shows() -> bool:
        house.starts(*EXCHANGE)
        page.reload()
        return page.get_by_text(said).count() > 0

    patiently(shows)


def test_a_plan_goes_to_every_commune_and_one_of_them_answers_over_the_axis(house, visitor, settings):
    code, name = at_the_axis(house, settings, "NB.STC")
    at_the_axis(house, settings, "NB.C13669")
    clerk = comes(visitor, "vanthu.stc")
    clerk.get_by_role("link", name="Soạn văn bản").click()
    clerk.get_by_label("Tên loại văn bản").select_option(label="Kế hoạch")
    clerk.get_by_label("Trích yếu").fill(SUBJECT)
    clerk.get_by_role("textbox", name=re.compile("^Nội dung")).fill(
        "Sở ban hành kế hoạch như sau:\n1. Rõ người, rõ việc."
    )
    clerk.get_by_label("Người ký").select_option(label="Phan Ngọc Hoa")
    clerk.get_by_role("button", name="Lưu dự thảo").click()

    # Nobody gets it yet: the page says so before anybody is asked to sign.
    expect(clerk.get_by_text("Văn bản đi phải có nơi nhận")).to_be_visible()
    clerk.get_by_role("link", name="Sửa dự thảo").click()
    clerk.get_by_label("Ủy ban nhân dân các xã, phường").check()
    clerk.get_by_role("button", name="Lưu dự thảo").click()
    clerk.get_by_role("button", name="Trình ký").click()

    leader = comes(visitor, "lanhdao.stc", shelf="trinh-ky", subject=SUBJECT)
    leader.get_by_role("button", name="Ký số").click()
    clerk.reload()
    clerk.get_by_role("button", name="Cấp số, đóng dấu, phát hành").click()
    expect(clerk.get_by_role("heading", level=1)).to_contain_text("01/KH-STC")
    expect(clerk.get_by_text(re.compile(r"Đã đến: 1\d\d"))).to_be_visible()
    assert_sound(clerk, "document-released")
    signed = clerk.request.get(clerk.get_by_role("link", name="Xem văn bản").get_attribute("href"))
    assert signed.body().count(b"/ByteRange") == 2

    ward = comes(visitor, "vanthu.namdinh", shelf="moi-den", subject=SUBJECT)
    ward.get_by_role("button", name="Vào sổ đến").click()
    head = comes(visitor, "lanhdao.namdinh", shelf="cho-giao", subject=SUBJECT)
    head.get_by_label("Người chủ trì").select_option(label="Vũ Lan Phương")
    head.get_by_label("Việc cần làm").fill("Xây dựng kế hoạch của phường")
    head.get_by_role("button", name="Giao việc").click()
    expect(head.get_by_role("region", name="Nhiệm vụ")).to_contain_text(re.compile(r"Hạn \d\d:\d\d, \d\d/\d\d/\d{4}"))

    # The answer goes to a body that it names by its code: over the axis, as to one elsewhere.
    ward.reload()
    ward.get_by_role("link", name="Soạn trả lời").click()
    ward.get_by_label("Trích yếu").fill(ANSWER)
    ward.get_by_label("Chữ viết tắt đơn vị soạn thảo").fill("VP")
    ward.get_by_role("textbox", name=re.compile("^Nội dung")).fill(
        "Phường đã ban hành kế hoạch và phân công từng việc."
    )
    ward.get_by_label("Gửi từng cơ quan trong tỉnh").select_option([])
    ward.get_by_label("Gửi cơ quan ngoài tỉnh").fill(f"{code} {name}")
    ward.get_by_label("Người ký").select_option(label="Phạm Mai Anh")
    ward.get_by_role("button", name="Lưu dự thảo").click()
    ward.get_by_role("button", name="Trình ký").click()
    opens(head, "trinh-ky", ANSWER)
    head.get_by_role("button", name="Ký số").click()
    ward.reload()
    ward.get_by_role("button", name="Cấp số, đóng dấu, phát hành").click()
    expect(ward.get_by_role("heading", level=1)).to_contain_text("01/UBND-VP")

    clerk.reload()
    expect(clerk.get_by_text(re.compile("Hoàn thành: 1"))).to_be_visible()  # the ward's task ended with its answer
    clerk.goto(f"{SHELVES}?ngan=moi-den")
    sees_after_a_while(house, clerk, re.compile("01/UBND-VP"))
    expect(clerk.get_by_text("Chữ ký số hợp lệ")).to_be_visible()
    clerk.locator(".queue-row", has_text="01/UBND-VP").click()
    clerk.get_by_role("button", name="Vào sổ đến").click()
    sees_after_a_while(house, ward, re.compile("Đã tiếp nhận: 1"))
