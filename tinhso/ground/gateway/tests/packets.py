"""Messages of document exchange as the tests send them: one of each kind that the standard knows."""

from __future__ import annotations

import io
from datetime import date, datetime

from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.gateway.edxml.messages import (
    Attachment,
    Business,
    BusinessInfo,
    Changed,
    Code,
    Document,
    Kind,
    Organ,
    Other,
    Packet,
    Promulgation,
    Receiver,
    Replacement,
    ResponseFor,
    Signer,
    Staff,
    StatusReport,
    Trace,
    Traces,
    document_id,
)
from tinhso.ground.gateway.edxml.reading import read
from tinhso.ground.gateway.edxml.writing import written

US, THEM, THIRD = "000.00.00.H42", "000.00.00.G09", "000.00.04.H40"
DAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 9, 15, 7, tzinfo=VIETNAM)
CODE = Code("15", "KH-UBND")
ID = document_id(US, DAY, CODE)
PLAN = b"%PDF-1.7\n" + "Kế hoạch chuyển đổi số\n".encode() * 40
SHEET = bytes(range(256)) * 9
STAFF = Staff("Văn phòng", "Trần Thị Hoà", "hoa@ninhbinh.example", "0900000001")


def file(name: str, content: bytes, kind: str = "application/pdf", number: str = "") -> Attachment:
    return Attachment(name, kind, number, "", lambda: io.BytesIO(content), len(content))


def document(**changed) -> Document:
    return Document(**{
        "sender": Organ(US, name="Uỷ ban nhân dân tỉnh Ninh Bình", email="vp@ninhbinh.example"),
        "receivers": (Organ(THEM, name="Bộ Nội vụ"), Organ(THIRD)),
        "document_id": ID,
        "code": CODE,
        "promulgation": Promulgation("Ninh Bình", DAY),
        "kind": Kind(2, 11, "Kế hoạch"),
        "subject": "Kế hoạch hoà giải ở cơ sở; “A & B” < 3 tháng",
        "content": "Nội dung",
        "signer": Signer("TM.", "Chủ tịch", "Nguyễn Văn Thuỷ"),
        "due": date(2026, 12, 1),
        "other": Other(1, "Toàn tỉnh", "VT", 30, 12, direction=False, appendixes=("Phụ lục I", "Phụ lục II")),
        "responses": (ResponseFor(THEM, "7/CV-BNV", "000.00.00.G09,2026/11/02,7/CV-BNV", date(2026, 11, 2)),),
        "steering": 2,
        "places": ("Như trên", "Lưu: VT"),
    } | changed)  # fmt: skip


def packet(header, business: BusinessInfo, *files: Attachment) -> Packet:
    return Packet(header, Traces(business, (Trace(US, AT),)), files)


def new(**changed) -> Packet:
    two = file("Kế hoạch.pdf", PLAN, number="cid:a1"), file("Phụ lục.xlsx", SHEET, "application/vnd.ms-excel", "cid:a2")
    return packet(document(**changed), BusinessInfo(Business.NEW, paper=0, staff=STAFF), *two)


def recall(**changed) -> Packet:
    return packet(
        document(**{"document_id": ID, "subject": ""} | changed),
        BusinessInfo(Business.RECALL, "Ban hành nhầm", document_id=ID, paper=0, staff=STAFF),
    )


def update(**changed) -> Packet:
    changes = Changed(1, 1, (Receiver(0, THIRD), Receiver(1, "000.00.05.H40")))
    info = BusinessInfo(Business.UPDATE, "Sửa nơi nhận", changes, ID, 0, STAFF)
    return packet(document(**changed), info, file("Kế hoạch.pdf", PLAN + b"2", number="cid:b1"))


def replacement(**changed) -> Packet:
    code = Code("16", "KH-UBND")
    info = BusinessInfo(
        Business.REPLACE, "Thay thế", paper=0, staff=STAFF, replacements=(Replacement(ID, (THEM, THIRD)),)
    )
    said = {"code": code, "document_id": document_id(US, DAY, code)} | changed
    return packet(document(**said), info, file("Kế hoạch.pdf", PLAN + b"3", number="cid:c1"))


def status(code: str, sender: str = THEM, receiver: str = US) -> Packet:
    about = ResponseFor(receiver, "15/KH-UBND", ID, DAY)
    return Packet(StatusReport(Organ(sender), about, STAFF, code, "Đã rõ", AT))


EACH_BUSINESS = {Business.NEW: new, Business.RECALL: recall, Business.UPDATE: update, Business.REPLACE: replacement}
EACH_STATUS = ("01", "02", "03", "04", "05", "06", "13", "15", "16")


def as_bytes(one: Packet) -> bytes:
    return b"".join(written(one))


def again(one: Packet) -> Packet:
    """What a reader makes of it."""
    return read(io.BytesIO(as_bytes(one)))
