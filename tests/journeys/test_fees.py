"""A price that nobody types twice: read from the form, paid at the platform, given back by two people."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys import acts
from tests.journeys.looks import assert_sound
from tests.journeys.test_filing import PDF, begin, go_on

pytestmark = pytest.mark.journey
CITIZEN = "Lê Thị Diệu Hồng"
SENTENCE = "Bằng tốt nghiệp đại học: 3 bản × (2 trang × 2.000 đ + 3 trang × 1.000 đ) = 21.000 đ."


def files_copies(visitor):
    """A citizen on a telephone files three copies of a paper of five pages, and is told the price twice."""
    page = visitor.comes(width=320, height=640)
    acts.sign_in_citizen(page, CITIZEN)
    begin(page, "2.000815")
    page.get_by_label("Số điện thoại").fill("0987654321")
    go_on(page)
    page.get_by_label("Tên giấy tờ").first.fill("Bằng tốt nghiệp đại học")
    page.get_by_label("Số trang của một bản").first.fill("5")
    page.get_by_label("Số bản cần chứng thực").first.fill("3")
    expect(page.get_by_role("group", name="Cộng")).to_contain_text("21.000")  # while it is typed
    go_on(page)
    page.locator("input[value=PAPER]").check()
    page.locator("input[name=commitment]").check()
    go_on(page)
    for place in range(2):
        page.get_by_label("Chọn tệp").first.set_input_files({**PDF, "buffer": acts.small_pdf(f"to {place}")})
        expect(page.get_by_role("link", name="giấy chứng sinh.pdf")).to_have_count(place + 1)
    go_on(page)

    expect(page.locator("main")).to_contain_text(SENTENCE)
    expect(page.locator("input[type=number]")).to_have_count(0)
    assert_sound(page, "fees-counted")
    go_on(page)
    expect(page.locator("main")).to_contain_text(SENTENCE)
    page.get_by_role("button", name="Nộp hồ sơ").click()
    return page


def test_copies_are_counted_in_the_form_paid_for_and_given_back_by_decision(visitor):
    page = files_copies(visitor)
    page.get_by_role("link", name=re.compile("Nộp 21")).click()
    expect(page.locator("main")).to_contain_text(SENTENCE)
    assert_sound(page, "pay-counted")
    page.get_by_role("button", name="trực tuyến").click()
    page.get_by_role("button", name="Thanh toán").click()
    page.wait_for_url(f"{visitor.origin}/**")
    expect(page.get_by_text("Đã nhận 21.000 đ.")).to_be_visible()
    receipt = page.locator("dd.num", has_text=re.compile(r"H42\S+-\d{4}-\d{7}")).inner_text()

    head = visitor.comes(width=768)
    acts.sign_in_official(head, "motcua.namdinh")
    head.goto("/thanh-toan/hoan/")
    head.get_by_role("button", name="Đề nghị hoàn").click()
    expect(head.get_by_text("Hãy ghi số biên lai của khoản đã nộp.")).to_be_visible()
    assert_sound(head, "refunds-wrong")
    head.get_by_label("Số biên lai").fill(receipt)
    head.get_by_label("Số tiền hoàn (đồng)").fill("21000")
    head.get_by_label("Lý do hoàn").fill("Bản chính không thuộc diện chứng thực, phí thu nhầm.")
    head.get_by_role("button", name="Đề nghị hoàn").click()
    expect(head.get_by_text("người khác quyết định")).to_be_visible()

    accountant = visitor.comes()
    acts.sign_in_official(accountant, "ketoan.namdinh")
    accountant.get_by_text("Việc khác").click()
    accountant.get_by_role("link", name="Sổ thu").click()
    accountant.get_by_role("link", name="Hoàn phí, lệ phí").click()
    assert_sound(accountant, "refunds")
    accountant.get_by_role("link", name=re.compile(CITIZEN)).click()
    assert_sound(accountant, "refund-waiting")
    accountant.get_by_label("Số, ngày của quyết định hoàn").fill("Quyết định 12/QĐ-UBND ngày 23/11/2026")
    accountant.get_by_role("button", name="Duyệt và chuyển trả").click()

    expect(accountant.get_by_text("Đã hoàn tiền cho người nộp.")).to_be_visible()
    expect(accountant.locator("main")).to_contain_text("Mã giao dịch hoàn")
    assert_sound(accountant, "refund-done")


def test_an_officer_counts_the_pages_anew_and_the_citizen_reads_why_and_pays_the_new_sum(visitor):
    page = files_copies(visitor)
    page.get_by_role("link", name=re.compile("Nộp 21")).wait_for()
    code = re.search(r"/ho-so/([^/]+)/", page.url)[1]
    officer = visitor.comes(width=768)
    acts.sign_in_official(officer, "tiepnhan.namdinh")
    assert_sound(officer, "desk")
    officer.goto(f"/can-bo/ho-so/{code}/")
    officer.locator("summary", has_text="Kiểm đếm lại để tính phí").click()
    officer.get_by_label("Bằng tốt nghiệp đại học: số trang mỗi bản").fill("2")
    assert_sound(officer, "recount-typed")
    act = officer.locator("form", has=officer.get_by_label("Bằng tốt nghiệp đại học: số trang mỗi bản"))
    act.get_by_label("Lý do").fill("Bản chính chỉ có 2 trang.")
    act.get_by_role("button", name="Kiểm đếm lại để tính phí").click()

    expect(officer.get_by_text("Đã ghi nhận.")).to_be_visible()
    expect(officer.locator("main")).to_contain_text(f"Trước: {SENTENCE}")
    assert_sound(officer, "recounted")
    page.reload()
    expect(page.locator("main")).to_contain_text("Cán bộ kiểm đếm lại số trang, số bản: cần nộp 12.000 đ.")
    expect(page.locator("main")).to_contain_text("Bản chính chỉ có 2 trang.")
    assert_sound(page, "recount-told")
    page.get_by_role("link", name=re.compile("Nộp 12")).click()
    expect(page.locator("main")).to_contain_text("3 bản × 2 trang × 2.000 đ/trang = 12.000 đ.")
    assert_sound(page, "pay-recounted")
