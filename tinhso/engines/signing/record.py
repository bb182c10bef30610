"""The report on a signed file as it is kept beside it: the words of Thông tư 15/2025, readable without this system."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tinhso.engines.signing.reports import Report, SignatureReport
from tinhso.engines.signing.rules import moment_text

VERDICTS = {"good": "hợp lệ", "bad": "không hợp lệ", "doubtful": "chưa xác định được"}
RULES = "Thông tư 15/2025/TT-BKHCN; ETSI EN 319 102-1"


def record_of(report: Report, *, at: datetime) -> dict[str, Any]:
    """The report in Vietnamese, as plain JSON. at: when it was made, by our clock."""
    return {
        "kết luận": VERDICTS.get(report.verdict, "không kiểm tra được"),
        "diễn giải": report.sentence,
        "cấp độ chữ ký": f"{report.level} ({report.level.label})",
        "mã băm SHA-256 của tệp": report.sha256,
        "lập lúc": f"{moment_text(at)} (theo đồng hồ của hệ thống)",
        "quy định áp dụng": RULES,
        "các chữ ký": [_signature(one) for one in report.signatures],
    }


def _signature(one: SignatureReport) -> dict[str, Any]:
    if one.problem:
        return {"kết luận": "không hợp lệ", "diễn giải": one.problem}
    proven = f"{one.proven_when} (theo dấu thời gian của {one.judgement.by})" if one.proven_when else "không có"
    return {
        "kết luận": "hợp lệ" if one.good else "không hợp lệ" if one.bad else "chưa xác định được",
        "diễn giải": one.sentence,
        "loại": one.role,
        "người ký": one.who,
        "chức danh": one.title,
        "cơ quan, tổ chức": one.organisation,
        "thời điểm ký": f"{one.when} (theo đồng hồ của máy ký)",
        "đã có chữ ký vào lúc": proven,
        "tính toàn vẹn": "nguyên vẹn" if one.intact and one.lawful_changes else "đã bị thay đổi",
        "chứng thư": "do tổ chức được tin cậy cấp" if one.trusted else "không rõ tổ chức cấp",
        "hiệu lực chứng thư khi ký": "còn hiệu lực" if one.valid_then else "không còn hoặc chưa có hiệu lực",
        "thu hồi": one.revocation,
        "cấp độ": str(one.judgement.level),
    }
