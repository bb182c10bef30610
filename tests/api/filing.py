"""A birth, certified copies and a certified signature as another system files them."""

from __future__ import annotations

from typing import Any

CHILD = {
    "applicant_name": "Trần Thị Mai",
    "applicant_personal_number": "999199000011",
    "applicant_address": "12 phố Hàng Tiện, phường Nam Định",
    "applicant_phone": "0912345678",
    "applicant_relation": "MOTHER",
    "child_name": "Nguyễn Minh An",
    "child_birth_date": "2026-11-01",
    "child_sex": "MALE",
    "child_ethnicity": "Kinh",
    "child_nationality": "Việt Nam",
    "child_born_at": "FACILITY",
    "child_birth_place": "Bệnh viện Phụ sản tỉnh",
    "child_hometown": "Xã Giao Thủy, tỉnh Ninh Bình",
    "birth_notice_number": "123/2026",
    "mother_name": "Trần Thị Mai",
    "mother_birth_date": "1998-05-02",
    "mother_ethnicity": "Kinh",
    "mother_nationality": "Việt Nam",
    "mother_address": "12 phố Hàng Tiện, phường Nam Định",
    "father_known": False,
    "copies_count": 2,
    "commitment": True,
}


def a_birth(**changes: Any) -> dict[str, Any]:
    """The body of a filing: every paper is replaced by data."""
    return {
        "procedure": "1.001193",
        "applicant": {"number": "999199000011", "full_name": "Trần Thị Mai", "phone": "0912345678"},
        "answers": CHILD,
        "parts": [{"part_code": code, "from_data": True} for code in ("TP02", "TP03", "TP06")],
        **changes,
    }


APPLICANT = {"number": "999199000011", "full_name": "Trần Thị Mai", "phone": "0912345678"}


def a_copy(papers: list[dict[str, Any]], **changes: Any) -> dict[str, Any]:
    """Certified copies: the form itself asks for pages and copies."""
    return {
        "procedure": "2.000815",
        "applicant": APPLICANT,
        "answers": {
            "applicant_name": "Trần Thị Mai",
            "applicant_phone": "0912345678",
            "documents": papers,
            "original_kind": "PAPER",
            "commitment": True,
        },
        "parts": [{"part_code": code, "on_paper": True} for code in ("TP01", "TP02")],
        **changes,
    }


def a_signature(**changes: Any) -> dict[str, Any]:
    """A translator's signature: the general form asks for no number of cases."""
    return {
        "procedure": "2.000992",
        "applicant": APPLICANT,
        "answers": {
            "applicant_name": "Trần Thị Mai",
            "applicant_personal_number": "999199000011",
            "applicant_address": "12 phố Hàng Tiện, phường Nam Định",
            "applicant_phone": "0912345678",
            "on_behalf": "SELF",
            "request_subject": "Chứng thực chữ ký người dịch",
            "request_details": "Ba bản dịch văn bằng từ tiếng Anh",
            "commitment": True,
        },
        "parts": [{"part_code": "TP01", "on_paper": True}],
        **changes,
    }
