"""What those who run the exchange may read of a message: codes and moments, never who it is about."""

from __future__ import annotations

import re
from typing import Any

HIDDEN = "•••"
# Named one by one: what nobody has thought of stays hidden.
SHOWN = frozenset({
    "maYeuCau", "maHoSo", "maTTHC", "maDonVi", "goiLai", "chuDe", "soThuTu", "trangThai", "ngayHenTra", "ngayNop",
    "ngayTiepNhan", "khongCoDongY", "hanhDong", "dialect", "isUpdating", "code", "MaHoSo", "MaTTHC", "MaLinhVuc",
    "state", "national_code", "outcome", "procedure", "receiving_agency", "resolving_agency", "filed_at", "received_at",
    "due_at", "finished_at", "returned_at", "number", "type", "source", "subject", "time", "dataschema", "sequence",
    "packet", "file", "sha256", "size_bytes", "document_id", "sender", "doc_id",
    "TrangThaiHoSo", "TrangThai", "NgayTiepNhan", "NgayHenTra", "NgayKetThucXuLy", "ThoiDiemXuLy",
})  # fmt: skip
# 12 digits: số định danh cá nhân; 9 digits: old identity card.
PERSONAL = re.compile(r"(?<!\d)(?:\d{9}|\d{12})(?!\d)")


def masked(payload: Any, *, is_shown: bool = False) -> Any:
    """The same shape; of its values only codes are left, known by their key and never like a personal number."""
    if isinstance(payload, dict):
        return {key: masked(value, is_shown=key in SHOWN) for key, value in payload.items()}
    if isinstance(payload, list):
        return [masked(value) for value in payload]
    return payload if payload is None or (is_shown and not PERSONAL.search(str(payload))) else HIDDEN


# What a reader of packets forgave, in words; unreadable:<element> has the element behind it.
ODDITIES = {
    "root": "Gốc XML của phần mềm đời cũ",
    "manifest-type": "Danh mục ghi sai loại tệp",
    "business-type": "Không ghi nghiệp vụ",
    "document-id": "Mã văn bản không đúng mẫu",
    "receiver-code": "Có mã nơi nhận không đúng mẫu",
    "sender-differs": "Nơi gửi khác với bên gọi trục",
    "signed": "Có chữ ký ngoài phong bì, chưa kiểm tra",
    "sha1": "Chữ ký ngoài phong bì dùng SHA-1",
}


def oddity_words(code: str) -> str:
    """An oddity of a packet in Vietnamese."""
    name, _, element = code.partition(":")
    return f"Không đọc được {element}" if name == "unreadable" else ODDITIES.get(name, name)
