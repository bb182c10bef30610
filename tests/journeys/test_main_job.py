"""The main job, from the citizen's phone through every desk and back, with a signed result at the end."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import acts
from tests.journeys.looks import assert_sound
from tests.journeys.test_filing import MOTHER, PDF, begin, file_birth, go_on

pytestmark = pytest.mark.journey


def does(page: Page, label: str, **fields: str) -> None:
    """An official opens an act of the dossier's page, fills it in and presses its button."""
    section = page.get_by_role("region", name="Việc cần làm")
    act = section.locator("details", has=page.locator("summary", has_text=re.compile(f"^{label}$")))
    if act.count():
        act.locator("summary").click()
        for name, text in fields.items():
            field = act.locator(f"[name={name}]").first
            if field.evaluate("e => e.tagName") == "SELECT":
                field.select_option(label=text)
            elif field.get_attribute("type") in ("checkbox", "radio"):
                act.locator(f"[name={name}][value='{text}']").check()
            else:
                field.fill(text)
        act.get_by_role("button", name=label, exact=True).click()
    else:
        section.get_by_role("button", name=label, exact=True).click()
    expect(page.get_by_role("region", name="Việc cần làm").get_by_text(label, exact=True)).to_have_count(0)


def at_desk(visitor, username: str, code: str) -> Page:
    """An official signs in, sees his desk, and opens one dossier."""
    page = visitor.comes(width=1280)
    acts.sign_in_official(page, username)
    assert_sound(page, f"desk-{username}")
    page.goto(f"/can-bo/ho-so/{code}/")
    return page


def reads_without_scripts(visitor, citizen: Page, code: str) -> None:
    """The same person, with JavaScript off: from the list to the whole story, why that day, and the papers."""
    page = visitor.comes(width=320, scripts=False, storage_state=citizen.context.storage_state())
    page.goto("/cua-toi/")
    page.locator(f"a[href='/ho-so/{code}/']").click()
    told = page.locator(".timeline li").all_inner_texts()
    assert "Bạn đã nộp hồ sơ." in told[-1]
    assert any("hẹn trả" in moment for moment in told)
    assert any("Kết quả đã đóng dấu" in moment for moment in told)
    with page.expect_download() as result:
        page.get_by_role("link", name="Tải kết quả").click()
    assert b"/ByteRange" in result.value.path().read_bytes()
    page.goto(f"/tra-cuu/?ma={code}")
    expect(page.locator("main")).to_contain_text(code)


def test_a_birth_goes_through_every_desk_and_comes_back_signed(visitor):
    citizen = visitor.comes(width=320, height=640)
    acts.sign_in_citizen(citizen, MOTHER)
    code = file_birth(citizen)

    reception = at_desk(visitor, "tiepnhan.namdinh", code)
    assert_sound(reception, "official-dossier")
    does(reception, "Tiếp nhận hồ sơ")
    citizen.goto(f"/ho-so/{code}/")
    expect(citizen.get_by_text("Hẹn trả kết quả", exact=True)).to_be_visible()
    with citizen.expect_download() as receipt:
        citizen.get_by_role("link", name="Giấy tiếp nhận hồ sơ").first.click()
    assert receipt.value.path().read_bytes().startswith(b"%PDF")

    does(at_desk(visitor, "truongphong.namdinh", code), "Phân công thụ lý", official="Vũ Lan Phương")
    does(
        at_desk(visitor, "chuyenvien1.namdinh", code),
        "Trình ký kết quả",
        outcome="GRANTED",
        content="Đăng ký khai sinh cho Nguyễn Trần An Nhiên.",
    )
    does(at_desk(visitor, "lanhdao.namdinh", code), "Ký số kết quả")
    does(at_desk(visitor, "vanthu.namdinh", code), "Đóng dấu, phát hành")

    citizen.goto(f"/ho-so/{code}/")
    assert_sound(citizen, "result")
    reads_without_scripts(visitor, citizen, code)
    with citizen.expect_download() as result:
        citizen.get_by_role("link", name="Tải kết quả").click()
    assert b"/ByteRange" in result.value.path().read_bytes()
    citizen.get_by_role("link", name="Xác minh").first.click()
    expect(citizen.locator("main")).to_contain_text("nguyên vẹn")
    assert_sound(citizen, "verified")

    citizen.goto(f"/ho-so/{code}/")
    citizen.get_by_role("link", name="Đánh giá").click()
    assert_sound(citizen, "rate")
    citizen.get_by_label("Hài lòng", exact=True).check()
    citizen.get_by_role("button", name="Gửi đánh giá").click()
    expect(citizen.get_by_text("Cảm ơn bạn đã đánh giá.")).to_be_visible()


def test_a_supplement_is_asked_once_answered_and_the_dossier_withdrawn(visitor):
    citizen = visitor.comes(width=768)
    acts.sign_in_citizen(citizen, MOTHER)
    code = file_birth(citizen)

    reception = at_desk(visitor, "tiepnhan.namdinh", code)
    reception.locator("summary", has_text="Yêu cầu bổ sung, hoàn thiện").click()
    assert_sound(reception, "asking")
    reception.reload()
    does(
        reception,
        "Yêu cầu bổ sung, hoàn thiện",
        **{"wrong-TP02": "Ảnh mờ, mất góc dưới.", "how-TP02": "Chụp lại rõ cả bốn góc."},
        reason="Ảnh giấy chứng sinh bị mờ.",
        legal_basis="Nghị định 61/2018/NĐ-CP, Điều 17",
    )

    expect(reception.get_by_role("region", name="Giấy tờ để in").get_by_text("Đã ký số")).to_be_visible()
    assert_sound(reception, "signed-slip")

    citizen.goto("/cua-toi/")
    expect(citizen.get_by_text("Cần bạn bổ sung").first).to_be_visible()
    citizen.goto(f"/ho-so/{code}/")
    assert_sound(citizen, "asked")
    expect(citizen.get_by_text("Ảnh mờ, mất góc dưới.")).to_be_visible()
    expect(citizen.get_by_role("link", name="Đã ký số, xác minh Phiếu yêu cầu bổ sung")).to_be_visible()
    citizen.get_by_role("link", name="Bổ sung hồ sơ").click()
    assert_sound(citizen, "supplement")
    citizen.locator("input[type=file]").first.set_input_files({**PDF, "buffer": acts.small_pdf("ro hon")})
    citizen.get_by_role("button", name="Gửi bổ sung").click()
    expect(citizen.get_by_text("Đã gửi bổ sung. Cán bộ")).to_be_visible()

    citizen.get_by_role("link", name="Rút hồ sơ").click()
    assert_sound(citizen, "withdraw")
    citizen.get_by_role("button", name="Rút hồ sơ").click()
    expect(citizen.locator(".error")).to_be_visible()
    citizen.get_by_label("Lý do rút").fill("Tôi sẽ nộp lại ở xã khác.")
    citizen.get_by_role("button", name="Rút hồ sơ").click()
    expect(citizen.get_by_role("heading", name="Hồ sơ đã rút")).to_be_visible()


def test_a_fee_is_paid_through_the_platform_and_the_dossier_knows(visitor):
    page = visitor.comes()
    acts.sign_in_citizen(page, MOTHER)
    begin(page, "2.000635")
    page.locator("main input[type=radio]").first.check()
    go_on(page)
    page.get_by_label("Nội dung đề nghị").fill("Cấp một bản sao trích lục khai sinh")
    page.get_by_label("Trình bày chi tiết").fill("Bản sao để nhập học cho con.")
    go_on(page)
    page.locator("input[name=commitment]").check()
    go_on(page)
    go_on(page)
    expect(page.locator("main")).to_contain_text("8.000 đ")
    assert_sound(page, "fees-due")
    go_on(page)
    page.get_by_role("button", name="Nộp hồ sơ").click()
    page.get_by_role("link", name=re.compile("Nộp 8")).click()
    assert_sound(page, "pay")
    page.get_by_role("button", name="trực tuyến").click()
    page.get_by_role("button", name="Thanh toán").click()
    page.wait_for_url(f"{visitor.origin}/**")
    page.goto("/cua-toi/")
    page.get_by_role("link", name=re.compile("bản sao Trích lục")).first.click()

    expect(page.locator("main")).to_contain_text("Đã nộp 8.000 đ.")
    expect(page.get_by_role("region", name="Việc bạn cần làm")).to_have_count(0)
