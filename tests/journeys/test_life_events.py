"""A family files once; the commune, the police and social insurance each do their part under one code."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import acts
from tests.journeys.conftest import patiently
from tests.journeys.looks import assert_sound
from tests.journeys.test_filing import MOTHER, file_birth, go_on, tell_of_the_child
from tests.journeys.test_main_job import at_desk, does

pytestmark = pytest.mark.journey
WARD = "Phường Nam Định"


def says(page: Page, group: str, answer: str) -> None:
    page.get_by_role("group", name=group).get_by_label(answer, exact=True).check()


def fill_birth(page: Page) -> None:
    tell_of_the_child(page, "Nguyễn Trần Bảo Ngọc")
    says(page, "Đăng ký thường trú cho trẻ", "Có")
    says(page, "Cấp thẻ bảo hiểm y tế", "Có")
    says(page, "Cấp thẻ căn cước", "Không")
    page.get_by_label("Địa chỉ thường trú của trẻ").fill(f"Số 9, {WARD}")
    page.get_by_label("Họ, chữ đệm, tên chủ hộ").fill("Trần Văn Hộ")
    page.get_by_label("Cháu", exact=True).check()
    says(page, "Chủ hộ, chủ sở hữu chỗ ở đồng ý", "Có")
    page.get_by_label("Nơi đăng ký khám bệnh").fill("Trạm y tế phường")
    page.locator("input[name=commitment]").check()
    assert_sound(page, "together-step")
    go_on(page)


def fill_death(page: Page) -> None:
    page.get_by_label("Quan hệ với người đã mất").fill("Con")
    go_on(page)
    page.get_by_label("Họ, chữ đệm, tên người đã mất").fill("Trần Văn Cụ")
    page.get_by_label("Ngày sinh của người đã mất").fill("03/02/1940")
    page.get_by_label("Nam", exact=True).check()
    page.get_by_label("Nơi cư trú cuối cùng").fill(WARD)
    go_on(page)
    page.get_by_label("Ngày mất").fill("20/11/2026")
    page.get_by_label("Nơi mất").fill("Tại nhà")
    page.locator("input[name=notice_kind]").first.check()
    page.get_by_label("Số giấy báo tử").fill("5/2026")
    page.get_by_label("Nơi cấp giấy tờ").fill("Trạm y tế phường")
    page.get_by_label("Ngày cấp giấy tờ").fill("21/11/2026")
    go_on(page)
    says(page, "Đề nghị trợ cấp mai táng", "Có")
    page.get_by_label("Họ, chữ đệm, tên người lo mai táng").fill(MOTHER)
    page.get_by_label("Số tài khoản nhận trợ cấp").fill("0123456789")
    page.get_by_label("Ngân hàng").fill("Ngân hàng Thử")
    page.locator("input[name=commitment]").check()
    go_on(page)


@pytest.mark.parametrize(
    ("procedure", "fill", "parts"),
    [
        ("3.000722", fill_birth, ["Đăng ký khai sinh", "Đăng ký thường trú cho trẻ", "Cấp thẻ bảo hiểm y tế cho trẻ"]),
        ("2.002913", fill_death, ["Đăng ký khai tử", "Xóa đăng ký thường trú", "Trợ cấp mai táng từ bảo hiểm xã hội"]),
    ],
)
def test_a_family_files_once_and_every_agency_does_its_part(visitor, procedure, fill, parts):
    citizen = visitor.comes(width=320, height=640)
    acts.sign_in_citizen(citizen, MOTHER)
    code = file_birth(citizen, procedure, fill)
    together = citizen.get_by_role("region", name="Các phần của hồ sơ liên thông")
    for part in parts:
        expect(together.get_by_text(part, exact=True)).to_be_visible()
    assert_sound(citizen, f"together-filed-{procedure}")

    does(at_desk(visitor, "tiepnhan.namdinh", code), "Tiếp nhận hồ sơ")
    officer = at_desk(visitor, "chuyenvien1.namdinh", code)
    does(officer, "Nhận thụ lý")
    does(officer, "Trình ký kết quả", outcome="GRANTED", content="Đủ điều kiện.")
    leader = at_desk(visitor, "lanhdao.namdinh", code)
    does(leader, "Ký số kết quả")
    does(at_desk(visitor, "vanthu.namdinh", code), "Đóng dấu, phát hành")

    def all_done() -> bool:
        citizen.goto(f"/ho-so/{code}/")
        return (
            together.get_by_text("Đã có kết quả", exact=True).count() == len(parts)
            and together.get_by_text("Hoàn thành").count() > 0  # the whole is ended by news of its last part
        )

    patiently(all_done, seconds=40)
    expect(citizen.locator(".timeline")).to_contain_text("Hồ sơ liên thông kết thúc.")
    assert_sound(citizen, f"together-done-{procedure}")
    with citizen.expect_download() as receipt:
        citizen.get_by_role("link", name="Giấy hẹn của cả nhóm").click()
    assert receipt.value.path().read_bytes().startswith(b"%PDF")
    leader.goto("/lien-thong/")
    expect(leader.locator("main")).to_contain_text(code)
    assert_sound(leader, f"together-list-{procedure}")
