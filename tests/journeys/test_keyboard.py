"""Filing, and an officer's morning, with the keyboard alone; where one is can always be seen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import acts
from tests.journeys.test_filing import MOTHER, file_birth

pytestmark = pytest.mark.journey


def tab_to(page: Page, words: str) -> None:
    """Press Tab until the focus stands on something with these words; each stop must show its ring."""
    for _press in range(60):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "() => { const e = document.activeElement; const s = getComputedStyle(e);"
            " return [e.innerText || e.labels?.[0]?.innerText || '', s.outlineStyle + s.boxShadow]; }"
        )
        assert here[1] != "nonenone", f"no ring on {here[0]!r}"
        if words in here[0]:
            return
    raise AssertionError(f"the keyboard never came to {words!r}")


def test_a_form_is_begun_and_saved_without_a_mouse(visitor):
    page = visitor.comes()
    acts.sign_in_citizen(page, MOTHER)
    page.goto("/thu-tuc/1.001193/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()

    tab_to(page, "Nộp hồ sơ")
    page.keyboard.press("Enter")
    page.wait_for_url("**/nop/")
    tab_to(page, "Bắt đầu")
    page.keyboard.press("Enter")
    page.wait_for_url("**/to-khai/**")
    tab_to(page, "Cha")
    page.keyboard.press("ArrowDown")  # from father to mother
    tab_to(page, "Lưu và tiếp tục")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Thông tin của trẻ")


def test_an_officer_signs_in_and_receives_a_dossier_without_a_mouse(visitor):
    citizen = visitor.comes()
    acts.sign_in_citizen(citizen, MOTHER)
    code = file_birth(citizen)
    page = visitor.comes()
    page.goto("/can-bo/")

    tab_to(page, "Tên đăng nhập")
    page.keyboard.type("tiepnhan.namdinh")
    tab_to(page, "Mật khẩu")
    page.keyboard.type(acts.DEMO["password"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/ma-xac-thuc/**")
    expect(page.get_by_label("Mã 6 chữ số")).to_be_focused()
    page.keyboard.type(acts.code_now("tiepnhan.namdinh"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/can-bo/")
    tab_to(page, "Hồ sơ")
    page.keyboard.press("Enter")
    page.wait_for_url("**/can-bo/ho-so/**")
    tab_to(page, code)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{code}/")
    tab_to(page, "Tiếp nhận hồ sơ")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Hẹn trả kết quả", exact=True)).to_be_visible()
