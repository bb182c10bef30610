"""A director lets her accountant file; the accountant files for the company; the director takes it back."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys import acts

DIRECTOR, ACCOUNTANT = "Lê Thị Diệu Hồng", "Vũ Khánh An"
COMPANY = "Công ty TNHH Dệt may Sông Vị (minh hoạ)"
PDF = {"name": "trich luc.pdf", "mimeType": "application/pdf"}


def test_an_accountant_files_for_her_company_until_the_director_takes_it_back(visitor):
    director = visitor.comes(width=320, height=640)
    acts.sign_in_citizen(director, DIRECTOR, at="/uy-quyen/")
    director.get_by_role("link", name="Người được ủy quyền").click()
    director.get_by_label("Họ và tên").fill(ACCOUNTANT)
    director.get_by_label("Số định danh cá nhân").fill("000904000044")
    director.get_by_role("button", name="Ủy quyền").click()
    expect(director.locator(".line").first).to_contain_text("Đang có hiệu lực")

    accountant = visitor.comes()
    acts.sign_in_citizen(accountant, ACCOUNTANT, at="/thu-tuc/1.004873/nop/")
    accountant.get_by_label(COMPANY).check()
    accountant.get_by_label("Xã, phường nơi giải quyết").select_option("13669")
    accountant.get_by_role("button", name="Bắt đầu").click()
    expect(accountant.get_by_label("Họ, chữ đệm, tên người yêu cầu")).to_have_value(COMPANY)
    fill(accountant)
    accountant.get_by_role("button", name="Nộp hồ sơ").click()
    expect(accountant.get_by_text("Đã nộp hồ sơ.", exact=True)).to_be_visible()
    expect(accountant.locator(".timeline")).to_contain_text(f"{ACCOUNTANT} thay mặt {COMPANY} đã nộp hồ sơ.")
    filed = accountant.url.partition("?")[0]

    director.locator(".line").first.click()
    director.get_by_role("button", name="Thu hồi ngay").click()
    expect(director.get_by_role("heading", name="Đã bị thu hồi")).to_be_visible()

    assert accountant.goto(filed).status == 404


def fill(page: Page) -> None:
    """What is asked of the company, in as few words as the form allows."""

    def on() -> None:
        page.get_by_role("button", name="Lưu và tiếp tục").click()

    page.locator("[name=applicant_personal_number]").fill("000904000044")
    page.locator("[name=applicant_phone]").fill("0912345678")
    on()
    page.locator("[name=for_self][value=true]").check()
    page.locator("[name=subject_birth_date]").fill("02/11/1979")
    page.locator("[name=subject_sex][value=FEMALE]").check()
    page.locator("[name=subject_nationality]").fill("Việt Nam")
    page.locator("[name=status][value=NEVER]").check()
    page.locator("[name=lived_elsewhere][value=false]").check()
    on()
    page.locator("[name=purpose][value=LOAN]").check()
    page.locator("[name=issued_before][value=false]").check()
    page.locator("[name=commitment]").check()
    on()
    page.locator("input[type=file]").nth(1).set_input_files({**PDF, "buffer": acts.small_pdf("Trich luc")})
    expect(page.get_by_role("link", name="trich luc.pdf")).to_be_visible()
    on()
    on()
