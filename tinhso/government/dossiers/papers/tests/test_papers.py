"""Every official field stands on its paper, and every paper is one that an archive takes."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from tinhso.government.dossiers.papers import forms
from tinhso.government.dossiers.papers.books import control_slip, register
from tinhso.government.dossiers.papers.forms import PaperForm
from tinhso.government.dossiers.papers.notices import apology, refusal, stop_notice, supplement_request
from tinhso.government.dossiers.papers.receipt import PartLine, receipt
from tinhso.government.dossiers.papers.result import result
from tinhso.government.dossiers.papers.tests import examples
from tinhso.ground.base.refused import Refused

A5 = (420, 595)


def words(pdf: bytes) -> str:
    """All text of a paper, with single spaces."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


HEAD = (
    "ỦY BAN NHÂN DÂN TỈNH NINH BÌNH", "PHƯỜNG NAM ĐỊNH", "Trung tâm Phục vụ hành chính công",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập – Tự do – Hạnh phúc", "Số: 15/TN",
    "Nam Định, ngày 23 tháng 11 năm 2026",
)  # fmt: skip
APPLICANT = (
    "Trần Thị Hồng Nhung", "036190001234", "Điện thoại: 0912345678", "nhung@example.vn", "Số 12 Trần Hưng Đạo",
    "Nội dung yêu cầu giải quyết: Đăng ký khai sinh", "Mã hồ sơ: H42.13669-261123-0001",
)  # fmt: skip


@pytest.mark.parametrize(
    ("paper", "fields"),
    [
        (
            lambda: receipt(examples.a_receipt()),
            (
                "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", "Nhận hồ sơ của: Trần Thị Hồng Nhung",
                "1. Thành phần hồ sơ nộp gồm:", "Giấy chứng sinh Bản chính 1", "Tờ khai đăng ký khai sinh Bản điện tử",
                "Không phải nộp: khai thác từ Cơ sở dữ liệu quốc gia về dân cư", "2. Số lượng hồ sơ: 1 (bộ)",
                "3. Thời gian giải quyết hồ sơ theo quy định: Trong ngày làm việc",
                "4. Thời gian nhận hồ sơ: 09:15, 23/11/2026",
                "5. Thời gian trả kết quả giải quyết hồ sơ: 17:00, 23/11/2026",
                "trước 15:00, nên trả kết quả ngay trong ngày làm việc", "6. Đăng ký nhận kết quả tại: Trung tâm",
                "7. Phí, lệ phí: Lệ phí đăng ký khai sinh 8.000 đ", "đã nộp trực tuyến, biên lai số 0000123",
                "Quyển số: 01/2026", "Số thứ tự: 15", "NGƯỜI NỘP HỒ SƠ", "NGƯỜI TIẾP NHẬN HỒ SƠ", "Nguyễn Thị Lan",
                "http://127.0.0.1:8000/ho-so/H42.13669-261123-0001/", "0228 3848 999", "Mẫu số 01",
            ),
        ),
        (
            lambda: supplement_request(examples.a_supplement_request()),
            (
                "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ", "Giấy chứng sinh", "Ảnh chụp mờ", "Chụp lại rõ bốn góc",
                "Giai đoạn: Tiếp nhận", "Lý do: Thông tin trên giấy chứng sinh", "Căn cứ: Điều 16 Luật Hộ tịch",
                "chậm nhất ngày 14/12/2026", "Nguyễn Thị Lan; điện thoại 0228 3848 999", "Mẫu số 02",
            ),
        ),
        (
            lambda: refusal(examples.a_refusal()),
            (
                "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ", "Lý do: Nơi cư trú của cha", "Điều 13 Luật Hộ tịch",
                "Cơ quan có thẩm quyền giải quyết: Ủy ban nhân dân phường Thiên Trường", "quyền khiếu nại",
                "KT. CHỦ TỊCH", "Phạm Mai Anh", "Mẫu số 03",
            ),
        ),
        (
            lambda: apology(examples.an_apology()),
            (
                "VĂN BẢN XIN LỖI", "xin lỗi", "Ngày tiếp nhận: 09:15, 23/11/2026", "17:00, 26/11/2026",
                "Thời gian hẹn lại: 17:00, 30/11/2026", "Lấy ý kiến cơ quan phối hợp",
                "Chưa nhận được trả lời xác minh",
                "Đơn vị chịu trách nhiệm: Phòng Văn hóa – Xã hội", "Mẫu số 04",
            ),
        ),
        (
            lambda: stop_notice(examples.a_stop_notice()),
            (
                "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ", "Căn cứ dừng: Đơn đề nghị", "Giai đoạn của hồ sơ: Đang thẩm định",
                "Quyết định: Dừng giải quyết", "Phí, lệ phí đã nộp: Không hoàn trả",
                "Bản chính giấy tờ đã nộp: Trả lại",
                "Mẫu số 05",
            ),
        ),
    ],
)  # fmt: skip
def test_a_letter_to_the_applicant_carries_every_official_field(paper, fields):
    made = paper()

    text = words(made)
    assert [field for field in (*HEAD, *APPLICANT, *fields) if field not in text] == []
    first = PdfReader(io.BytesIO(made)).pages[0].mediabox
    assert (round(first.width), round(first.height)) == A5
    assert b"<pdfaid:part>2</pdfaid:part>" in made


def test_the_control_slip_shows_each_hand_over():
    text = words(control_slip(examples.a_slip()))

    fields = ("Mã hồ sơ: H42.13669-261123-0001", "Giao Nhận Thời gian Kết quả Ghi chú", "Bộ phận Một cửa", "Đúng hạn",
              "Trước hạn", "Trình ký", "Mẫu số 06", "Hẹn trả kết quả: 17:00, 23/11/2026")  # fmt: skip
    assert [field for field in (*HEAD, *fields) if field not in text] == []


def test_a_register_of_1200_lines_goes_to_its_last_line_and_repeats_its_headings():
    pages = PdfReader(io.BytesIO(register(examples.a_register(1200)))).pages
    first, middle, last = (re.sub(r"\s+", " ", pages[at].extract_text()) for at in (0, len(pages) // 2, -1))

    assert "1 H42.13669-261123-0001" in first
    assert "1200 H42.13669-261123-1200" in last
    assert f"Trang {len(pages)}/{len(pages)}" in last
    for text in (first, middle, last):
        assert [
            name for name in ("Nhận hồ sơ", "Hẹn trả", "Chuyển hồ", "Nhận kết", "Trả kết quả") if name not in text
        ] == []
    assert "Quyển số: 01/2026" in first
    assert (round(pages[0].mediabox.width), round(pages[0].mediabox.height)) == (842, 595)


def test_a_result_leaves_room_for_signature_number_and_date():
    made = result(examples.a_result())

    text, places = words(made), set(PdfReader(io.BytesIO(made)).named_destinations)
    assert {"ky-ten-76x32"} < places
    assert {name.split("-")[0] for name in places} == {"ky", "so", "ngay"}
    for field in (
        "GIẤY PHÉP XÂY DỰNG",
        "Căn cứ Luật Xây dựng",
        "Ông Vũ Đức Thắng",
        "Nơi nhận",
        "7K3M-9XQ2-",
        "0VNE-5T1C",
    ):
        assert field in text


def test_names_of_forms_and_their_numbers_follow_the_day():
    before, after = date(2025, 9, 14), date(2025, 9, 15)

    assert forms.mark(PaperForm.CONTROL_SLIP, before) == "Mẫu số 05 – Thông tư 01/2018/TT-VPCP"
    assert forms.mark(PaperForm.CONTROL_SLIP, after) == "Mẫu số 06 – Thông tư 03/2025/TT-VPCP"
    assert forms.title(PaperForm.APOLOGY, before) == "Phiếu xin lỗi và hẹn lại ngày trả kết quả"
    assert forms.title(PaperForm.APOLOGY, after) == "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết"
    with pytest.raises(Refused, match="no-such-form"):
        forms.mark(PaperForm.STOP, before)


def test_a_receipt_without_fee_says_so_and_a_land_case_has_its_second_appointment():
    text = words(receipt(examples.a_receipt(fees=(), second_due="05 ngày làm việc sau khi nộp chứng từ")))

    assert "7. Phí, lệ phí: không thu" in text
    assert "Hẹn lần hai: 05 ngày làm việc sau khi nộp chứng từ" in text


def test_a_receipt_of_many_papers_goes_on_to_a_second_page_and_counts_them():
    parts = tuple(PartLine(f"Giấy tờ số {number}", "Bản sao") for number in range(1, 41))

    text = words(receipt(examples.a_receipt(parts=parts)))

    assert "Giấy tờ số 40" in text
    assert "Trang 2/2" in text


def test_a_column_that_nobody_filled_is_left_out_of_a_supplement_request():
    facts = examples.a_supplement_request()
    bare = replace(facts, missing=tuple(replace(item, content="") for item in facts.missing))

    text = words(supplement_request(bare))

    assert "Nội dung thiếu hoặc chưa đúng" not in text
    assert "Chụp lại rõ bốn góc" in text


def test_days_and_the_first_months_carry_a_zero():
    head = replace(examples.NAM_DINH, on=date(2026, 2, 3))

    assert "ngày 03 tháng 02 năm 2026" in words(receipt(examples.a_receipt(head=head)))
