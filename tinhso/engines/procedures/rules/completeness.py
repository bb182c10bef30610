"""What a version must say before it may be published: the constituent parts of a procedure.

Nghị định 63/2010/NĐ-CP, Điều 8 khoản 2. A time limit or a price that nobody has checked is not a part that stands:
a promise printed on a receipt must not be invented.
"""

from __future__ import annotations

from datetime import date

from tinhso.engines.procedures.rules.facts import VersionFacts


def missing_parts(facts: VersionFacts) -> list[tuple[str, str]]:
    """Pairs (field, Vietnamese sentence) for each constituent part that is missing; empty = may be published."""
    checks = [
        ("name", bool(facts.name), "Tên thủ tục."),
        ("field_name", bool(facts.field_name), "Lĩnh vực."),
        ("level", bool(facts.level), "Cấp thực hiện."),
        (
            "route_code",
            bool(facts.route_code or facts.order_text or facts.interlinked),
            "Trình tự thực hiện (quy trình nội bộ).",
        ),
        ("channels", bool(facts.channels), "Cách thức thực hiện."),
        ("parts", bool(facts.parts), "Thành phần hồ sơ."),
        # What is done by several agencies has a limit and a route in each of its parts, not always one for all.
        ("limit_unit", has_limit(facts) or facts.interlinked, "Thời hạn giải quyết: chưa xác định được số và đơn vị."),
        (
            "limit_verified",
            facts.limit_verified or not has_limit(facts),
            "Thời hạn giải quyết: con số hiện có chưa được đối chiếu với văn bản công bố.",
        ),
        ("audience", bool(facts.audience or facts.subject_text), "Đối tượng thực hiện."),
        ("agency_text", bool(facts.agency_text), "Cơ quan giải quyết."),
        ("result_name", bool(facts.result_name), "Kết quả thực hiện."),
        ("fee_basis", facts.fee_basis not in {"", "UNKNOWN"}, "Phí, lệ phí: chưa rõ mức thu hoặc văn bản quy định."),
        (
            "fees",
            facts.fee_basis != "LISTED" or any(not fee.on_request for fee in facts.fees),
            "Phí, lệ phí: ghi là theo biểu nhưng chưa có mức thu nào.",
        ),
        ("legal_basis", bool(facts.legal_basis), "Căn cứ pháp lý."),
        ("service_level", bool(facts.service_level), "Mức độ dịch vụ công trực tuyến."),
        (
            "form_code",
            facts.service_level == "INFORMATION" or bool(facts.form_code),
            "Biểu mẫu điện tử để nộp trực tuyến.",
        ),
    ]
    return [(field, sentence) for field, stands, sentence in checks if not stands]


def owed_to_the_public(facts: VersionFacts) -> list[str]:
    """Vietnamese sentences on what the law wants published beside the parts; they do not hold publication back."""
    owed = []
    if facts.service_level == "PARTIAL" and not facts.partial_reason:
        owed.append("Chưa công bố lý do chưa cung cấp trực tuyến toàn trình (Nghị định 224/2026/NĐ-CP).")
    if not facts.decision:
        owed.append("Chưa ghi số quyết định công bố.")
    if facts.service_level_confidence == "low":
        owed.append("Mức độ dịch vụ công trực tuyến chưa được đối chiếu.")
    return owed


def has_limit(facts: VersionFacts) -> bool:
    """True when the time limit is a number with a unit, or "within the day"."""
    return facts.limit_unit == "SAME_DAY" or bool(facts.limit_unit and facts.limit_value)


def ends_before_it_begins(valid_from: date | None, valid_to: date | None) -> bool:
    """True for a validity that no day could meet."""
    return valid_from is not None and valid_to is not None and valid_to < valid_from
