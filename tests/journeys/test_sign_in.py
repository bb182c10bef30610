"""Coming in: a citizen through VNeID, an official with two steps, in a real browser."""

from __future__ import annotations

import json
import time
from base64 import b32decode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from playwright.sync_api import Page, expect

from tests.journeys.looks import assert_sound

pytestmark = pytest.mark.journey
DEMO = json.loads((Path(__file__).resolve().parents[2] / "seed" / "people" / "demo.json").read_text())
AUTHENTICATOR = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def code(*, ahead_s: int = 0) -> str:
    """What the demonstration's authenticator shows now, or in a moment."""
    app = TOTP(b32decode(DEMO["totp_secret"]), 6, SHA1(), 30)
    return app.generate(int(time.time()) + ahead_s).decode()


def give_password(page: Page, origin: str, username: str) -> None:
    page.goto(f"{origin}/tai-khoan/can-bo/?next=/tai-khoan/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(DEMO["password"])
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nhập mã xác thực")


def test_a_citizen_comes_in_through_vneid_and_finds_her_page_again(visitor):
    page = visitor.comes(width=320, height=640)
    page.goto("/tai-khoan/ai-da-xem/")
    assert_sound(page, "sign-in")

    page.get_by_role("button", name="Đăng nhập bằng VNeID").click()
    page.get_by_role("button", name="Phạm Văn Lợi").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Ai đã xem dữ liệu của tôi")
    assert_sound(page, "looks")
    page.get_by_role("link", name="Thông tin", exact=True).click()
    expect(page.locator("main")).not_to_contain_text("000848000022")
    assert_sound(page, "profile")
    page.get_by_role("link", name="Hiện đầy đủ").click()
    expect(page.locator("main")).to_contain_text("000848000022")


def test_a_refusal_at_vneid_says_what_to_do(visitor):
    page = visitor.comes()
    page.goto("/tai-khoan/dang-nhap/?next=/tai-khoan/")
    page.get_by_role("button", name="Đăng nhập bằng VNeID").click()
    page.get_by_role("button", name="Từ chối đăng nhập").click()
    expect(page.get_by_role("alert").last).to_contain_text("Bạn đã từ chối")
    assert_sound(page, "vneid-failed")

    page.get_by_role("button", name="Thử lại với VNeID").click()
    page.get_by_role("button", name="Vũ Khánh An").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Vũ Khánh An")
    expect(page.locator("main")).to_contain_text("Còn thiếu ngày sinh, số điện thoại, địa chỉ")


def test_an_official_comes_in_without_scripts(visitor):
    page = visitor.comes(scripts=False)
    give_password(page, visitor.origin, "traketqua.stc")

    page.get_by_label("Mã 6 chữ số").fill(code())
    page.get_by_role("button", name="Đăng nhập").click()

    expect(page.locator("main")).to_contain_text("Chuyên viên trả kết quả")


def test_a_passkey_takes_the_place_of_the_code(visitor):
    page, origin = visitor.comes(), visitor.origin.replace("127.0.0.1", "localhost")
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    give_password(page, origin, "vanthu.stc")
    assert_sound(page, "second-factor")
    page.get_by_label("Mã 6 chữ số").fill(code())
    page.get_by_role("button", name="Đăng nhập").click()

    page.get_by_label("Tên gợi nhớ").fill("Máy ở Sở")
    page.locator("#passkey-code").fill(code(ahead_s=30))
    page.get_by_role("button", name="Thêm khóa truy cập").click()
    expect(page.get_by_role("status")).to_contain_text("Đã thêm khóa truy cập.")
    assert_sound(page, "official")
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_load_state()
    give_password(page, origin, "vanthu.stc")
    page.get_by_role("button", name="Dùng khóa truy cập").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Nguyễn Thanh Hiếu")
