"""What partners are sent: pure mapping from what was filed and what was decided; only what their part needs.

The interfaces of the residence and social-insurance systems are unpublished: these shapes are ours [L], with the
field names of the national exchange (interop A.6) wherever it has one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Answers = Mapping[str, Any]


def number_of(code: str, part: str) -> str:
    """By which number a partner knows our part; it stands in addresses, so it holds no slash."""
    return f"{code}.{part}"


def request(*, code: str, part: str, procedure: str, name: str, subject: str, call_back: str,
            applicant: Mapping[str, str], content: Mapping[str, Any],
            answers: Sequence[str] = (), files: Sequence[Mapping[str, str]] = ()) -> dict[str, Any]:  # fmt: skip
    """The request for one part. All but `noiDung` is the same for all partners.

    call_back: where they tell us; answers: what the applicant said to their requests for more, oldest first;
    files: name and address of each file that came with them.
    """
    return {
        "maYeuCau": number_of(code, part),
        "goiLai": call_back,
        "maHoSo": number_of(code, part),
        "maHoSoLienThong": code,
        "maTTHC": procedure,
        "tenTTHC": name,
        "chuDe": subject,
        "chuHoSo": {
            "hoTen": applicant["full_name"],
            "soDinhDanh": applicant.get("personal_number", ""),
            "soDienThoai": applicant.get("phone", ""),
        },
        "noiDung": dict(content),
        "boSung": list(answers),
        "tepBoSung": [{"tenTep": file["name"], "duongDan": file["address"]} for file in files],
    }


def content_for(part: str, answers: Answers, root: Mapping[str, str]) -> dict[str, Any]:
    """What one kind of part needs. root: number and day of the root's result. KeyError for an unknown part."""
    return _CONTENT[part](answers, root)


def _child(answers: Answers, root: Mapping[str, str]) -> dict[str, Any]:
    return {
        "hoTen": answers.get("child_name", ""),
        "ngaySinh": _digits(answers.get("child_birth_date")),
        "gioiTinh": answers.get("child_sex", ""),
        "soGiayKhaiSinh": root.get("number", ""),
        "ngayDangKy": root.get("day", ""),
        "me": {"hoTen": answers.get("mother_name", ""), "soDinhDanh": answers.get("mother_personal_number", "")},
        "cha": {"hoTen": answers.get("father_name", ""), "soDinhDanh": answers.get("father_personal_number", "")},
    }


def _residence(answers: Answers, root: Mapping[str, str]) -> dict[str, Any]:
    return {
        "tre": _child(answers, root),
        "diaChi": answers.get("residence_address", ""),
        "chuHo": {
            "hoTen": answers.get("householder_name", ""),
            "soDinhDanh": answers.get("householder_personal_number", ""),
            "quanHe": answers.get("householder_relation", ""),
            "dongY": answers.get("householder_agrees") is True,
        },
    }


def _health_card(answers: Answers, root: Mapping[str, str]) -> dict[str, Any]:
    return {"tre": _child(answers, root), "noiDangKyKCB": answers.get("first_care_facility", ""),
            "diaChi": answers.get("residence_address", "")}  # fmt: skip


def _identity_card(answers: Answers, root: Mapping[str, str]) -> dict[str, Any]:
    return {"tre": _child(answers, root)}


def _deceased(answers: Answers, root: Mapping[str, str]) -> dict[str, Any]:
    return {
        "hoTen": answers.get("deceased_name", ""),
        "soDinhDanh": answers.get("deceased_personal_number", ""),
        "ngayMat": _digits(answers.get("death_date")),
        "soTrichLuc": root.get("number", ""),
        "ngayDangKy": root.get("day", ""),
    }


def _deletion(answers: Answers, root: Mapping[str, str]) -> dict[str, Any]:
    return {"nguoiMat": _deceased(answers, root)}


def _funeral(answers: Answers, root: Mapping[str, str]) -> dict[str, Any]:
    return {
        "nguoiMat": _deceased(answers, root),
        "nguoiLoMaiTang": {
            "hoTen": answers.get("organiser_name", ""),
            "soDinhDanh": answers.get("organiser_personal_number", ""),
            "taiKhoan": answers.get("organiser_account", ""),
            "nganHang": answers.get("organiser_bank", ""),
        },
    }


_CONTENT = {
    "residence": _residence,
    "health_card": _health_card,
    "identity_card": _identity_card,
    "residence_deletion": _deletion,
    "funeral": _funeral,
}


def _digits(day: object) -> str:
    """A day as the exchange writes it: yyyyMMdd."""
    return str(day or "").replace("-", "")
