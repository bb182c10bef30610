"""A step as a browser enlivens it, and with JavaScript off."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from tests.journeys import find_browser

pytestmark = pytest.mark.django_db
COPIES = "/bieu-mau/certified-copy/giay-to/"
BIRTH = "/bieu-mau/birth/cha-me/"
CAPITAL = "/bieu-mau/business-household/von/"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not find_browser.browser():
        pytest.skip("NO BROWSER: the pages of forms were not tried here")
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        # Playwright keeps an event loop in this thread; Django would take it for an asynchronous program.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        started = playwright.chromium.launch(
            executable_path=find_browser.browser(), args=["--no-sandbox", "--disable-quic"]
        )
        yield started
        started.close()


class Stage:
    """Pages that the server printed beforehand, opened in the browser; what a form sends is kept in `sent`.

    The server is asked outside the browser's event loop, where Django would open another connection.
    """

    def __init__(self, browser: Browser, staff: Client) -> None:
        self.browser, self.staff = browser, staff
        self.printed: dict[str, HttpResponse] = {}
        self.complaints: list[str] = []
        self.sent = ""

    def open(self, address: str, typed: str = "", **how: Any) -> Page:
        form = "application/x-www-form-urlencoded"
        self.printed[address] = self.staff.post(address, typed, content_type=form) if typed else self.staff.get(address)
        page = self.browser.new_context(**how).new_page()
        page.set_default_timeout(5000)
        page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.route("**/*", self.serve)
        page.goto("http://forms.test" + address)
        return page

    def serve(self, route: Route) -> None:
        path = "/" + route.request.url.partition("forms.test/")[2]
        if path.startswith("/static/"):
            found = finders.find(path.removeprefix("/static/"))
            route.fulfill(path=found, content_type=mimetypes.guess_type(found)[0])
        elif route.request.method == "POST":
            self.sent = route.request.post_data or ""
            route.fulfill(body="", content_type="text/html")
        else:
            answer = self.printed[path]
            kept = {name: answer[name] for name in ("Content-Type", "Content-Security-Policy")}
            route.fulfill(headers=kept, body=answer.content)


@pytest.fixture
def stage(browser: Browser, staff: Client) -> Iterator[Stage]:
    ready = Stage(browser, staff)
    yield ready
    for context in browser.contexts:
        context.close()
    assert ready.complaints == []


def test_a_condition_brings_fields_out_and_hides_them_again(stage):
    page = stage.open(BIRTH)
    father, married = page.get_by_label("Họ, chữ đệm, tên người cha"), page.get_by_text("Cha mẹ trẻ có đăng ký kết hôn")
    expect(father).to_be_hidden()

    page.locator("#f-father_known").check()
    expect(father).to_be_visible()
    page.locator("#f-parents_married").check()
    expect(page.get_by_label("Số giấy chứng nhận kết hôn của cha mẹ")).to_be_visible()
    page.locator("#f-father_known-2").check()
    expect(father).to_be_hidden()
    expect(married).to_be_hidden()


def test_totals_follow_the_keys_and_rows_come_and_go(stage):
    page = stage.open(COPIES)
    page.get_by_label("Số trang của một bản").fill("5")
    page.get_by_label("Số bản cần chứng thực").fill("3")
    expect(page.locator("#f-total_fee_vnd")).to_have_text("21.000")

    page.get_by_role("button", name="Thêm giấy tờ").click()
    page.locator("[name='documents.1.pages']").fill("1")
    page.locator("[name='documents.1.copies']").fill("1")
    expect(page.locator("#f-total_fee_vnd")).to_have_text("23.000")
    expect(page.get_by_role("group", name="Giấy tờ 2")).to_be_visible()

    page.get_by_role("button", name="Bỏ dòng này Giấy tờ 1").click()
    expect(page.locator("#f-total_fee_vnd")).to_have_text("2.000")
    expect(page.get_by_role("group", name="Giấy tờ 1")).to_be_visible()


def test_an_error_is_told_on_leaving_a_field_and_taken_back_when_mended(stage):
    page = stage.open(BIRTH)
    birth, box = page.get_by_label("Ngày sinh của người mẹ"), page.locator("[data-path=mother_birth_date]")
    birth.fill("31/2/1990")
    expect(box.locator(".error")).to_be_hidden()
    birth.blur()
    expect(box.locator(".error")).to_contain_text("phải là một ngày có thật")
    assert birth.get_attribute("aria-invalid") == "true"

    birth.fill("28/2/1990")
    expect(box.locator(".error")).to_be_hidden()


def test_the_browser_says_at_once_what_the_server_would_say(stage, staff):
    page = stage.open(CAPITAL)
    page.locator("#f-by_family").check()
    page.get_by_role("button", name="Kiểm tra bước này").click()

    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    asked = staff.post(CAPITAL, {"by_family": "true"}).context["problems"]
    assert sorted(summary.locator("li").all_inner_texts()) == sorted(asked.values())
    summary.get_by_role("link", name=asked["capital_vnd"]).click()
    expect(page.locator("#f-capital_vnd")).to_be_focused()


def test_with_javascript_off_everything_can_be_filled_and_the_server_decides(stage):
    page = stage.open(BIRTH, java_script_enabled=False)
    page.get_by_label("Họ, chữ đệm, tên người cha").fill("Nguyễn Văn Cha")
    page.locator("#f-father_known-2").check()
    page.get_by_role("button", name="Kiểm tra bước này").click()

    page = stage.open(BIRTH, stage.sent, java_script_enabled=False)
    assert "người mẹ" in page.locator(".error-summary").inner_text()
    assert "người cha" not in page.locator(".error-summary").inner_text()
    assert page.locator("[name=father_name]").input_value() == "Nguyễn Văn Cha"


@pytest.mark.parametrize("address", [COPIES, BIRTH, "/bieu-mau/"])
def test_pages_are_accessible_and_fit_a_narrow_phone(stage, address):
    page = stage.open(address, viewport={"width": 320, "height": 800}, bypass_csp=True)
    page.add_script_tag(path=finders.find("vendor/axe-core/axe.min.js"))

    found = page.evaluate("async () => (await axe.run()).violations.map(v => v.id + ' ' + v.nodes[0].html)")
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320
