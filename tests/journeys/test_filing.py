"""A young mother registers a birth on her phone; bad days included."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import acts
from tests.journeys.looks import assert_sound

pytestmark = pytest.mark.journey
MOTHER = "Trần Thị Thu Hà"
PDF = {"name": "giấy chứng sinh.pdf", "mimeType": "application/pdf"}


def begin(page: Page, code: str = "1.001193") -> None:
    page.goto(f"/thu-tuc/{code}/nop/")
    page.get_by_role("button", name="Bắt đầu").click()


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Lưu và tiếp tục").click()


def fill_birth(page: Page) -> None:
    """The whole declaration, from the first step to the papers."""
    tell_of_the_child(page, "Nguyễn Trần An Nhiên")
    page.locator("input[name=commitment]").check()
    go_on(page)


def tell_of_the_child(page: Page, name: str) -> None:
    """Who registers, the child, its mother; ends at the step in which one promises."""
    page.get_by_label("Mẹ", exact=True).check()
    go_on(page)
    page.get_by_label("Họ, chữ đệm, tên của trẻ").fill(name)
    page.get_by_label("Ngày sinh của trẻ").fill("15/11/2026")
    page.get_by_label("Nữ", exact=True).check()
    page.get_by_label("Dân tộc của trẻ").select_option("Kinh")
    page.get_by_label("Quốc tịch của trẻ").fill("Việt Nam")
    page.locator("input[value=FACILITY]").check()
    page.get_by_label("Nơi sinh của trẻ").fill("Bệnh viện Phụ sản tỉnh")
    page.get_by_label("Quê quán của trẻ").fill("Phường Nam Định")
    go_on(page)
    page.get_by_label("Họ, chữ đệm, tên người mẹ").fill(MOTHER)
    page.get_by_label("Ngày sinh của người mẹ").fill("02/03/1996")
    page.get_by_label("Dân tộc của người mẹ").select_option("Kinh")
    page.get_by_label("Quốc tịch của người mẹ").fill("Việt Nam")
    page.get_by_label("Nơi cư trú của người mẹ").fill("Phường Nam Định")
    page.get_by_role("group", name="Có khai thông tin về người cha").get_by_label("Không").check()
    go_on(page)


def file_birth(page: Page, code: str = "1.001193", fill: Callable[[Page], None] = fill_birth) -> str:
    """From the card to the confirmation; the code of the dossier."""
    begin(page, code)
    fill(page)
    page.get_by_label("Chọn tệp").first.set_input_files({**PDF, "buffer": acts.small_pdf()})
    expect(page.get_by_role("link", name="giấy chứng sinh.pdf")).to_be_visible()
    go_on(page)
    go_on(page)
    page.get_by_role("button", name="Nộp hồ sơ").click()
    expect(page.get_by_text("Đã nộp hồ sơ.", exact=True)).to_be_visible()
    found = re.search(r"/ho-so/([^/]+)/", page.url)
    assert found
    return found[1]


def test_a_birth_is_registered_on_a_phone(visitor):
    page = visitor.comes(width=320, height=640)
    acts.sign_in_citizen(page, MOTHER)
    assert_sound(page, "mine-empty")
    begin(page)
    assert_sound(page, "step")
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    expect(page.locator(".error-summary")).to_be_visible()
    assert_sound(page, "step-wrong")
    fill_birth(page)
    lying = {"name": "anh.pdf", "mimeType": "application/pdf", "buffer": b"khong phai pdf"}
    page.get_by_label("Chọn tệp").first.set_input_files(lying)
    expect(page.locator(".error").first).to_contain_text("nội dung không phải PDF")
    page.get_by_label("Chọn tệp").first.set_input_files({**PDF, "buffer": acts.small_pdf()})
    expect(page.get_by_role("link", name="giấy chứng sinh.pdf")).to_be_visible()
    assert_sound(page, "parts")
    go_on(page)
    assert_sound(page, "fees")
    go_on(page)
    expect(page.locator("main")).to_contain_text("Nguyễn Trần An Nhiên")
    assert_sound(page, "review")
    address = page.url

    page.get_by_role("button", name="Nộp hồ sơ").click()

    expect(page.get_by_text("Đã nộp hồ sơ.", exact=True)).to_be_visible()
    assert_sound(page, "filed")
    filed = page.url.partition("?")[0]
    page.go_back()  # a browser keeps for its history what it may: neither the old page nor an old redirect
    assert page.url == filed
    page.goto(address)  # the address of the last look leads to the one dossier too
    assert page.url == filed
    page.goto("/cua-toi/")
    expect(page.locator(".line").first).to_contain_text("Bộ phận Một cửa đang kiểm tra")
    assert_sound(page, "mine")
    page.get_by_role("link", name=re.compile("khai sinh")).first.click()
    page.get_by_text("Vì sao là ngày này?").click()
    expect(page.locator("details p")).to_contain_text("giờ làm việc")


def test_an_expired_session_in_mid_form_loses_nothing(visitor):
    page = visitor.comes()
    acts.sign_in_citizen(page, "Lê Thị Diệu Hồng")
    page.goto("/thu-tuc/1.004873/nop/")
    page.get_by_label("Cho tôi").check()
    page.get_by_role("button", name="Bắt đầu").click()
    page.get_by_label("Số điện thoại").fill("0987654321")
    page.context.clear_cookies(name="sessionid")  # what eight idle hours do

    go_on(page)
    page.get_by_role("button", name="Đăng nhập bằng VNeID").click()
    page.get_by_role("button", name="Lê Thị Diệu Hồng").first.click()

    expect(page.get_by_text("những gì bạn vừa điền vẫn còn nguyên")).to_be_visible()
    expect(page.get_by_label("Số điện thoại")).to_have_value("0987654321")


def test_without_scripts_papers_are_sent_with_a_button(visitor):
    page = visitor.comes(width=320, scripts=False)
    acts.sign_in_citizen(page, MOTHER)
    begin(page)
    fill_birth(page)
    page.get_by_label("Chọn tệp").first.set_input_files({**PDF, "buffer": acts.small_pdf()})
    page.get_by_role("button", name="Tải lên").first.click()

    expect(page.get_by_role("link", name="giấy chứng sinh.pdf")).to_be_visible()
    page.get_by_role("button", name="Bỏ").click()
    expect(page.get_by_role("link", name="giấy chứng sinh.pdf")).to_have_count(0)


def test_anyone_sees_by_the_code_only_how_far_a_dossier_is(visitor):
    page = visitor.comes()
    acts.sign_in_citizen(page, MOTHER)
    code = file_birth(page)
    stranger = visitor.comes(width=320)

    stranger.goto(f"/tra-cuu/?ma={code.lower()}")

    expect(stranger.locator("main")).to_contain_text("Mới đăng ký")
    expect(stranger.locator("main")).not_to_contain_text(MOTHER)
    assert_sound(stranger, "lookup")
    stranger.goto("/tra-cuu/?ma=H42.134-261122-9998")
    expect(stranger.locator(".error")).to_contain_text("Không có hồ sơ nào")
