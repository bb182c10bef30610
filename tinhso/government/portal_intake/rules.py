"""Reading what the portal hands over: the row of DongBoHoSoMC as plain values, and whose session it is.

Assumed [L], for nothing is published about dossiers on their way *to* a province: that it uses the classic row, that
NgayNop says when it was filed, that ThongTinKhac holds the answers of the form as a JSON object by field code, that
DonViXuLy names the agency by code or name, and that each file lies at DuongDanTaiTepTin on the portal itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tinhso.ground.base.vietnamese import VIETNAM, nfc

CODE = re.compile(r"[A-Z\d][A-Z\d./-]{2,59}")
PROCEDURE = re.compile(r"\d\.\d{6}(?:\.[\w.]{1,20})?")
PERSON, ORGANISATION = "1", "2"
NEW = "1"
MOST_FILES = 60
LONGEST = 400


class Misshapen(Exception):
    """A row that nobody can file; `names`: its fields that are missing or wrong."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


@dataclass(frozen=True)
class FileThere:
    """One file that waits at the portal. part_code: MaThanhPhanHoSo, '' where the portal names none."""

    part_code: str
    name: str
    address: str


@dataclass(frozen=True)
class FiledThere:
    """A dossier as the portal tells it. answers: None where the form's data cannot be read; words: as they came."""

    code: str
    procedure_code: str
    applicant_name: str
    is_organisation: bool
    applicant_number: str
    phone: str
    email: str
    agency: str
    by_post: bool
    filed_at: datetime | None
    answers: dict[str, Any] | None
    words: str
    files: tuple[FileThere, ...]


def read_row(row: Any) -> FiledThere:
    """The row as plain values. Misshapen names every field that is missing or wrong; what we do not use is ignored."""
    if not isinstance(row, Mapping):
        raise Misshapen(["data"])
    wrong = [name for name, value in row.items() if not isinstance(value, str | list)]
    said = {name: nfc(value) for name, value in row.items() if isinstance(value, str)}
    for name in ("ChuHoSo", "MaDoiTuong", "DonViXuLy"):
        wrong += [] if 0 < len(said.get(name, "")) <= LONGEST else [name]
    wrong += [] if CODE.fullmatch(said.get("MaHoSo", "")) else ["MaHoSo"]
    wrong += [] if PROCEDURE.fullmatch(said.get("MaTTHC", "")) else ["MaTTHC"]
    wrong += [] if said.get("LoaiDoiTuong") in {PERSON, ORGANISATION} else ["LoaiDoiTuong"]
    wrong += [] if said.get("TrangThaiHoSo") == NEW else ["TrangThaiHoSo"]
    wrong += [] if said.get("HinhThuc", "0") in {"0", "1"} else ["HinhThuc"]
    filed_at = _moment(said.get("NgayNop", ""), wrong)
    files = _files(row.get("TaiLieuNop") or [], wrong)
    if wrong:
        raise Misshapen(sorted(set(wrong)))
    answers = _answers(said.get("ThongTinKhac", ""))
    return FiledThere(
        code=said["MaHoSo"], procedure_code=said["MaTTHC"], applicant_name=said["ChuHoSo"],
        is_organisation=said["LoaiDoiTuong"] == ORGANISATION, applicant_number=said["MaDoiTuong"],
        phone=said.get("SoDienThoai", "")[:20], email=said.get("Email", "")[:200], agency=said["DonViXuLy"],
        by_post=said.get("HinhThuc") == "1", filed_at=filed_at, answers=answers, words=said.get("ThongTinKhac", ""),
        files=files,
    )  # fmt: skip


def kept_as_it_came(filed: FiledThere) -> dict[str, Any]:
    """The form's data where no form of ours fits: what was said, under the portal's own words, as texts."""
    if filed.answers is None:
        return {"Dữ liệu tờ khai": filed.words[:20_000]} if filed.words else {}
    return {str(name)[:200]: _text(value) for name, value in filed.answers.items()}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _answers(words: str) -> dict[str, Any] | None:
    try:
        found = json.loads(words)
        # What JSON for Python is but not for PostgreSQL.
        json.dumps(found, allow_nan=False, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and "\\u0000" not in words else None


def _moment(words: str, wrong: list[str]) -> datetime | None:
    if not words:
        return None
    try:
        if len(words) == 14 and words.isascii() and words.isdecimal():
            return datetime.strptime(words, "%Y%m%d%H%M%S").replace(tzinfo=VIETNAM)
    except ValueError:
        pass
    wrong.append("NgayNop")
    return None


def _files(rows: Any, wrong: list[str]) -> tuple[FileThere, ...]:
    found = []
    for row in rows if isinstance(rows, list) else [None]:
        said = row if isinstance(row, Mapping) else {}
        name, address, part = (said.get(one) for one in ("TenTepDinhKem", "DuongDanTaiTepTin", "MaThanhPhanHoSo"))
        if str(said.get("IsDeleted", "")).lower() in {"1", "true"}:
            continue
        if not isinstance(name, str) or not isinstance(address, str) or not name or not address:
            wrong.append("TaiLieuNop")
            continue
        found.append(FileThere(nfc(part)[:40] if isinstance(part, str) else "", nfc(name)[:200], address))
    if len(found) > MOST_FILES:
        wrong.append("TaiLieuNop")
    return tuple(found)
