"""A leader reads what waits, confirms once, sees the bar go to its end and why one paper was not signed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys import acts
from tests.journeys.looks import assert_sound
from tests.journeys.test_main_job import does

pytestmark = pytest.mark.journey


def test_a_leader_signs_five_results_with_one_confirmation(house, visitor):
    codes = house.manage("shell", "-v", "0", "-c", "from tests.journeys.drafts import lay; print(*lay(5))").split()
    page = visitor.comes()
    acts.sign_in_official(page, "lanhdao.namdinh")
    page.get_by_role("link", name=re.compile(r"Ký loạt \(\d+\)")).click()
    page.get_by_role("button", name="Mở danh sách").click()
    for code in codes:
        expect(page.get_by_text(code, exact=True)).to_be_visible()
    draft = page.request.get(page.get_by_role("link", name="Xem bản sẽ ký").last.get_attribute("href"))
    assert draft.body().startswith(b"%PDF")

    # Meanwhile, in another tab, he sends one of them back.
    other = page.context.new_page()
    other.goto(f"/can-bo/ho-so/{codes[2]}/")
    does(other, "Trả lại chuyên viên", reason="Sai tên đệm của mẹ.")
    other.close()
    page.get_by_role("button", name=re.compile(r"Ký \d+ giấy")).click()

    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_role("heading", name="Đã xong")).to_be_visible()
    bar = page.get_by_role("region", name="Đã xong")
    expect(bar.get_by_role("link", name="Lê Thị Diệu Hồng")).to_have_count(1)
    expect(bar).to_contain_text(f"{codes[2]}Hồ sơ vừa được")
    expect(page.locator(".paper-row", has_text=codes[4]).get_by_text("Đã ký", exact=True)).to_be_visible()
    assert_sound(page, "bulk-done")
    signed = page.locator(".paper-row", has_text=codes[0]).get_by_role("link", name="Xem văn bản")
    assert b"/ByteRange" in page.request.get(signed.get_attribute("href")).body()
