"""Papers of named people, for tests and for the benchmark."""

from __future__ import annotations

from datetime import date, datetime

from tinhso.government.dossiers.papers.frame import Applicant, Letterhead, Signer
from tinhso.government.dossiers.papers.receipt import FeePaid, PartLine, ReceiptFacts
from tinhso.ground.base.vietnamese import VIETNAM

NAM_DINH = Letterhead(
    superior="Ủy ban nhân dân tỉnh Ninh Bình",
    agency="Ủy ban nhân dân phường Nam Định",
    unit="Trung tâm Phục vụ hành chính công",
    place="Nam Định",
    on=date(2026, 11, 23),
    number="15/TN",
)
NHUNG = Applicant(
    name="Trần Thị Hồng Nhung",
    id_number="036190001234",
    phone="0912345678",
    email="nhung@example.vn",
    address="Số 12 Trần Hưng Đạo, phường Nam Định, tỉnh Ninh Bình",
)
LAN = Signer(name="Nguyễn Thị Lan", position=("Người tiếp nhận hồ sơ",))


def a_receipt(**changes: object) -> ReceiptFacts:
    """Mrs Nhung registers a birth on a Monday morning."""
    facts: dict[str, object] = {
        "head": NAM_DINH,
        "code": "H42.13669-261123-0001",
        "applicant": NHUNG,
        "procedure": "Đăng ký khai sinh",
        "parts": (
            PartLine("Tờ khai đăng ký khai sinh", "Bản điện tử"),
            PartLine("Giấy chứng sinh", "Bản chính"),
            PartLine("Giấy tờ chứng minh nơi cư trú", "Dữ liệu", from_data="Cơ sở dữ liệu quốc gia về dân cư"),
        ),
        "limit": "Trong ngày làm việc",
        "received_at": datetime(2026, 11, 23, 9, 15, tzinfo=VIETNAM),
        "due_at": datetime(2026, 11, 23, 17, 0, tzinfo=VIETNAM),
        "due_sentence": "Nhận lúc 09:15 ngày 23/11/2026, trước 15:00, nên trả kết quả ngay trong ngày làm việc.",
        "return_at": "Trung tâm Phục vụ hành chính công phường Nam Định",
        "officer": LAN,
        "follow_url": "http://127.0.0.1:8000/ho-so/H42.13669-261123-0001/",
        "fees": (FeePaid("Lệ phí đăng ký khai sinh", 8_000),),
        "fee_state": "đã nộp trực tuyến, biên lai số 0000123",
        "hotline": "0228 3848 999",
        "book": "01/2026",
        "book_place": "15",
    }
    return ReceiptFacts(**(facts | changes))
