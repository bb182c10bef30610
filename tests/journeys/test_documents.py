"""A plan goes from its draft to every commune; one commune registers it, gives it to somebody by a day, answers."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import acts
from tests.journeys.looks import assert_sound

pytestmark = pytest.mark.journey
SUBJECT = "Chuyển đổi số năm 2027"
SHELVES = "/can-bo/van-ban/"


def comes(visitor, username: str, *, shelf: str = "", subject: str = "") -> Page:
    """An official signs in and opens a shelf, and a document on it."""
    page = visitor.comes()
    acts.sign_in_official(page, username)
    page.goto(SHELVES)
    if subject:
        opens(page, shelf, subject)
    return page


def opens(page: Page, shelf: str, subject: str) -> None:
    """Somebody opens a document that lies on a shelf."""
    page.goto(f"{SHELVES}?ngan={shelf}")
    page.locator(".queue-row", has_text=subject).first.click()


def says_why(page: Page, label: str, reason: str) -> None:
    """An act that asks for a reason."""
    act = page.locator("details", has=page.locator("summary", has_text=label))
    act.locator("summary").click()
    act.get_by_label("Lý do").fill(reason)
    act.get_by_role("button", name=label).click()


def test_a_plan_goes_to_every_commune_and_one_of_them_answers(house, visitor):
    writer = comes(visitor, "chuyenvien1.stc")
    writer.get_by_role("link", name="Soạn văn bản").click()
    writer.get_by_label("Tên loại văn bản").select_option(label="Kế hoạch")
    writer.get_by_label("Trích yếu").fill(SUBJECT)
    writer.get_by_label("Nội dung").fill("Sở ban hành kế hoạch như sau:\nI. MỤC ĐÍCH\n1. Rõ người, rõ việc.")
    writer.get_by_label("Người ký").select_option(label="Phan Ngọc Hoa")
    writer.get_by_role("button", name="Lưu dự thảo").click()

    # Nobody gets it yet: the page says so before anybody is asked to sign.
    expect(writer.get_by_text("Văn bản đi phải có nơi nhận")).to_be_visible()
    writer.get_by_role("link", name="Sửa dự thảo").click()
    assert_sound(writer, "document-rewrite")
    writer.get_by_label("Ủy ban nhân dân các xã, phường").check()
    writer.get_by_role("button", name="Lưu dự thảo").click()
    preview = writer.request.get(writer.get_by_role("link", name="Xem bản sẽ ký").get_attribute("href"))
    assert preview.body().startswith(b"%PDF")
    writer.get_by_role("button", name="Trình ký").click()
    expect(writer.get_by_text("Đã trình ký").first).to_be_visible()

    leader = comes(visitor, "lanhdao.stc", shelf="trinh-ky", subject=SUBJECT)
    says_why(leader, "Trả lại để sửa", "Nêu rõ nguồn kinh phí")
    expect(leader.get_by_text("Trả lại để sửa").first).to_be_visible()
    writer.reload()
    expect(writer.get_by_text("Nêu rõ nguồn kinh phí").first).to_be_visible()
    writer.get_by_role("link", name="Sửa dự thảo").click()
    writer.get_by_label("Nội dung").fill("Sở ban hành kế hoạch như sau:\nI. MỤC ĐÍCH\n1. Kinh phí từ ngân sách tỉnh.")
    writer.get_by_role("button", name="Lưu dự thảo").click()
    writer.get_by_role("button", name="Trình ký").click()
    leader.reload()
    leader.get_by_role("button", name="Ký số").click()
    expect(leader.get_by_text("Đã ký, chờ phát hành").first).to_be_visible()

    clerk = comes(visitor, "vanthu.stc", shelf="cho-phat-hanh", subject=SUBJECT)
    clerk.get_by_role("button", name="Cấp số, đóng dấu, phát hành").click()
    expect(clerk.get_by_role("heading", level=1)).to_contain_text("01/KH-STC")
    expect(clerk.get_by_text(re.compile(r"Đã đến: 1\d\d"))).to_be_visible()
    assert_sound(clerk, "document-released")
    signed = clerk.request.get(clerk.get_by_role("link", name="Xem văn bản").get_attribute("href"))
    assert signed.body().count(b"/ByteRange") == 2

    ward = comes(visitor, "vanthu.namdinh", shelf="moi-den", subject=SUBJECT)
    ward.get_by_role("button", name="Vào sổ đến").click()
    expect(ward.get_by_text("Số đến", exact=True)).to_be_visible()

    head = comes(visitor, "lanhdao.namdinh", shelf="cho-giao", subject=SUBJECT)
    head.get_by_label("Người chủ trì").select_option(label="Vũ Lan Phương")
    head.get_by_label("Việc cần làm").fill("Xây dựng kế hoạch của phường")
    head.get_by_label("Thời hạn (ngày làm việc)").fill("5")
    head.get_by_role("button", name="Giao việc").click()
    expect(head.get_by_role("region", name="Nhiệm vụ")).to_contain_text("Vũ Lan Phương")

    officer = comes(visitor, "chuyenvien1.namdinh")
    officer.get_by_role("link", name="Nhiệm vụ").first.click()
    expect(officer.get_by_text(re.compile(r"Hạn \d\d:\d\d, \d\d/\d\d/\d{4}"))).to_be_visible()
    assert_sound(officer, "documents-tasks")
    officer.get_by_role("link", name=re.compile(SUBJECT)).click()
    officer.get_by_role("link", name="Soạn trả lời").click()
    officer.get_by_label("Trích yếu").fill("báo cáo kết quả triển khai")
    officer.get_by_label("Chữ viết tắt đơn vị soạn thảo").fill("VP")
    officer.get_by_label("Nội dung").fill("Phường đã ban hành kế hoạch và phân công từng việc.")
    officer.get_by_label("Người ký").select_option(label="Phạm Mai Anh")
    officer.get_by_role("button", name="Lưu dự thảo").click()
    officer.get_by_role("button", name="Trình ký").click()
    opens(head, "trinh-ky", "báo cáo kết quả")
    head.get_by_role("button", name="Ký số").click()
    opens(ward, "cho-phat-hanh", "báo cáo kết quả")
    ward.get_by_role("button", name="Cấp số, đóng dấu, phát hành").click()
    expect(ward.get_by_role("heading", level=1)).to_contain_text("01/UBND-VP")

    # Its task ended with the answer, the department reads both.
    officer.goto(f"{SHELVES}nhiem-vu/")
    expect(officer.get_by_role("region", name="Đã hoàn thành")).to_contain_text("01/UBND-VP")
    clerk.reload()
    expect(clerk.get_by_text(re.compile("Hoàn thành: 1"))).to_be_visible()
    clerk.goto(f"{SHELVES}?ngan=moi-den")
    expect(clerk.locator(".queue-row", has_text="01/UBND-VP")).to_be_visible()
