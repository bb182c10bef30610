"""Papers of named people, for tests and for the benchmark."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from tinhso.government.dossiers.papers.books import HandOver, RegisterFacts, RegisterLine, SlipFacts
from tinhso.government.dossiers.papers.frame import Applicant, Letterhead, Signer
from tinhso.government.dossiers.papers.notices import ApologyFacts, Missing, RefusalFacts, StopFacts, SupplementFacts
from tinhso.government.dossiers.papers.receipt import FeePaid, PartLine, ReceiptFacts
from tinhso.government.dossiers.papers.result import ON_SEALING, ResultFacts
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


ANH = Signer(name="Phạm Mai Anh", position=("KT. Chủ tịch", "Phó Chủ tịch"))
FOLLOW = "http://127.0.0.1:8000/ho-so/H42.13669-261123-0001/"
MORNING = datetime(2026, 11, 23, 9, 15, tzinfo=VIETNAM)
CASE = {"code": "H42.13669-261123-0001", "applicant": NHUNG, "procedure": "Đăng ký khai sinh", "head": NAM_DINH}


def a_supplement_request() -> SupplementFacts:
    return SupplementFacts(
        **CASE,
        phase="Tiếp nhận",
        missing=(
            Missing("Giấy chứng sinh", "Ảnh chụp mờ, không đọc được số giấy", "Chụp lại rõ bốn góc, đủ sáng"),
            Missing("Tờ khai đăng ký khai sinh", "Chưa ghi quê quán của con", "Ghi theo quê quán của cha hoặc mẹ"),
        ),
        reason="Thông tin trên giấy chứng sinh không đối chiếu được.",
        legal_basis="Điều 16 Luật Hộ tịch 2014",
        answer_by=date(2026, 12, 14),
        contact="Nguyễn Thị Lan",
        phone="0228 3848 999",
        signer=LAN,
        follow_url=FOLLOW,
    )


def a_refusal() -> RefusalFacts:
    return RefusalFacts(
        **CASE,
        reason="Nơi cư trú của cha, mẹ không thuộc địa bàn phường.",
        legal_basis="Điều 13 Luật Hộ tịch 2014",
        right_place="Ủy ban nhân dân phường Thiên Trường",
        signer=ANH,
        follow_url=FOLLOW,
    )


def an_apology() -> ApologyFacts:
    return ApologyFacts(
        **CASE,
        received_at=MORNING,
        old_due_at=datetime(2026, 11, 26, 17, 0, tzinfo=VIETNAM),
        new_due_at=datetime(2026, 11, 30, 17, 0, tzinfo=VIETNAM),
        stage="Lấy ý kiến cơ quan phối hợp",
        reason="Chưa nhận được trả lời xác minh.",
        responsible="Phòng Văn hóa – Xã hội",
        signer=ANH,
        follow_url=FOLLOW,
    )


def a_stop_notice() -> StopFacts:
    return StopFacts(
        **CASE,
        phase="Đang thẩm định",
        ground="Đơn đề nghị dừng giải quyết ngày 24/11/2026 của người nộp hồ sơ",
        decision="Dừng giải quyết hồ sơ từ ngày 25/11/2026",
        fee="Không hoàn trả theo quy định",
        originals="Trả lại tại Bộ phận Một cửa",
        signer=ANH,
        follow_url=FOLLOW,
    )


def a_slip() -> SlipFacts:
    return SlipFacts(
        head=NAM_DINH,
        code="H42.13669-261123-0001",
        procedure="Đăng ký khai sinh",
        applicant_name=NHUNG.name,
        received_at=MORNING,
        due_at=datetime(2026, 11, 23, 17, 0, tzinfo=VIETNAM),
        hand_overs=(
            HandOver("Nguyễn Thị Lan, Bộ phận Một cửa", "Trần Văn Hưng, Tư pháp – Hộ tịch", MORNING, "Đúng hạn"),
            HandOver(
                "Trần Văn Hưng, Tư pháp – Hộ tịch", "Phạm Mai Anh, Phó Chủ tịch", MORNING, "Trước hạn", "Trình ký"
            ),
        ),
    )


def a_register(count: int) -> RegisterFacts:
    line = RegisterLine(
        code="H42.13669-261123-0001",
        procedure="Đăng ký khai sinh",
        sets=1,
        applicant=NHUNG.name,
        contact=f"{NHUNG.address}; {NHUNG.phone}",
        unit="UBND phường Nam Định",
        received_at=MORNING,
        due_at=datetime(2026, 11, 23, 17, 0, tzinfo=VIETNAM),
        returned_by="Trực tuyến",
    )
    lines = tuple(replace(line, code=f"H42.13669-261123-{number:04d}") for number in range(1, count + 1))
    return RegisterFacts(head=NAM_DINH, book="01/2026", span="Từ ngày 01/11/2026 đến ngày 30/11/2026", lines=lines)


def a_result() -> ResultFacts:
    return ResultFacts(
        head=replace(NAM_DINH, unit="", number=ON_SEALING),
        title="Giấy phép xây dựng",
        about="Nhà ở riêng lẻ",
        bases=(
            "Căn cứ Luật Tổ chức chính quyền địa phương",
            "Căn cứ Luật Xây dựng và các văn bản hướng dẫn thi hành",
            "Xét đơn đề nghị cấp giấy phép xây dựng của ông Vũ Đức Thắng",
        ),
        lines=(
            ("Cấp cho", "Ông Vũ Đức Thắng"),
            ("Được phép xây dựng", "Nhà ở riêng lẻ, 3 tầng, diện tích sàn 240 m²"),
            ("Địa điểm", "Số 7 đường Trần Phú, phường Nam Định, tỉnh Ninh Bình"),
        ),
        articles=("Giấy phép có hiệu lực khởi công trong thời hạn 12 tháng kể từ ngày cấp.",),
        recipients=("Ông Vũ Đức Thắng", "Lưu: VT"),
        signer=ANH,
        verify_url="http://127.0.0.1:8000/xac-minh/7K3M-9XQ2-0VNE-5T1C/",
        paper_code="7K3M-9XQ2-0VNE-5T1C",
        dossier_code="H42.13669-261120-0007",
    )
