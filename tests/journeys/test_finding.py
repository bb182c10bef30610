"""A visitor looks for a procedure, in the words and with the fingers that people have."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.looks import assert_sound

pytestmark = pytest.mark.journey


def test_a_word_without_marks_leads_to_the_card(visitor):
    page = visitor.comes(width=320, height=640)
    page.goto("/")
    assert_sound(page, "front")

    page.get_by_label("Tìm thủ tục").fill("khai sinh")
    page.get_by_role("button", name="Tìm", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("cho “khai sinh”")
    assert_sound(page, "search")
    page.get_by_role("link", name="Thủ tục đăng ký khai sinh").first.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Thủ tục đăng ký khai sinh")
    expect(page.locator("main")).to_contain_text("Giấy chứng sinh")
    assert_sound(page, "card")


def test_answers_come_while_one_types(visitor):
    page = visitor.comes()
    page.goto("/thu-tuc/")

    page.get_by_label("Tìm theo tên").type("ket hon")

    expect(page.locator("#results")).to_contain_text("Thủ tục đăng ký kết hôn")
    expect(page).to_have_url(f"{visitor.origin}/thu-tuc/?q=ket+hon")


def test_a_moment_of_life_leads_to_its_procedures_without_scripts(visitor):
    page = visitor.comes(scripts=False)
    page.goto("/")

    page.get_by_role("link", name="Sinh con").click()

    expect(page.locator("main")).to_contain_text("Thủ tục đăng ký khai sinh")
    page.goto("/thu-tuc/")
    page.get_by_role("link", name="Hộ tịch").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hộ tịch")
