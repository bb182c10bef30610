"""A department fills a leaf of an index: assigned by the controller, proven by a file, appraised beside it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys import acts

pytestmark = pytest.mark.journey
DUTIES = "/chi-so/phien-ban/DTI-PROV-2022/phan-cong/2026/"
LEAF = "Nhân lực số"


def test_a_department_fills_its_leaf_with_evidence_and_another_official_appraises_it(visitor):
    keeper = visitor.comes()
    acts.sign_in_official(keeper, "kiemsoat", at=DUTIES)
    keeper.get_by_role("checkbox", name=LEAF).check()
    keeper.get_by_label("Cơ quan phụ trách").select_option("NB.STC")
    keeper.get_by_label("Hạn chấm").fill("31/12/2026")
    keeper.get_by_label("Tệp minh chứng").select_option("1")
    keeper.get_by_role("button", name="Ghi phân công").click()
    expect(keeper.get_by_text("Đã phân công 1 chỉ số.")).to_be_visible()

    officer = visitor.comes()
    acts.sign_in_official(officer, "chuyenvien1.stc", at="/chi-so/cua-toi/")
    officer.get_by_role("link", name=LEAF).click()
    officer.get_by_label("Giá trị chỉ số chính").fill("0,85")
    officer.get_by_label("Tài liệu kiểm chứng").fill("12/BC-STC")
    officer.get_by_role("button", name="Ghi điểm").click()
    expect(officer.locator(".field.has-error")).to_have_count(1)
    expect(officer.get_by_label("Giá trị chỉ số chính")).to_have_value("0,85")
    pdf = {"name": "Bao-cao.pdf", "mimeType": "application/pdf", "buffer": acts.small_pdf("Bao cao nhan luc so")}
    officer.get_by_label("Tệp minh chứng").set_input_files([pdf])
    officer.get_by_role("button", name="Ghi điểm").click()
    row = officer.get_by_role("row").filter(has_text=LEAF)
    expect(row).to_contain_text("1 tệp")
    expect(row).to_contain_text("85")

    keeper.goto("/chi-so/DTI-PROV-2022/NB/2026/cham/")
    keeper.get_by_role("link", name=f"thẩm định: {LEAF}").click()
    expect(keeper.get_by_role("link", name="Bao-cao.pdf")).to_be_visible()
    keeper.get_by_label("Giá trị chỉ số chính").fill("0,8")
    keeper.get_by_label("Tài liệu kiểm chứng").fill("Biên bản thẩm định")
    keeper.get_by_role("button", name="Ghi điểm").click()

    expect(keeper.get_by_role("row").filter(has_text=LEAF)).to_contain_text("80")
