"""What the double of the national portal keeps: dossiers by MaHoSo, in a file that outlives its process."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

STATES = {
    "1": "Mới đăng ký", "2": "Được tiếp nhận", "3": "Không được tiếp nhận", "4": "Đang xử lý",
    "5": "Yêu cầu bổ sung giấy tờ", "6": "Yêu cầu thực hiện nghĩa vụ tài chính", "7": "Công dân yêu cầu rút hồ sơ",
    "8": "Dừng xử lý", "9": "Đã xử lý xong", "10": "Đã trả kết quả",
}  # fmt: skip
# Asterisks of the guide: each is there and a string.
MANDATORY = (
    "MaHoSo", "MaTTHC", "TenTTHC", "MaLinhVuc", "TenLinhVuc", "LoaiDoiTuong", "Email", "SoDienThoai", "TrichYeuHoSo",
    "NgayTiepNhan", "NgayHenTra", "TrangThaiHoSo", "HinhThuc", "DonViXuLy",
)  # fmt: skip
# There, but maybe '': people without mail or a telephone apply too, a sector has a code only where the procedure was
# imported from the portal, and what has not been received has no days yet.
MAY_BE_EMPTY = frozenset({"Email", "SoDienThoai", "MaLinhVuc", "NgayTiepNhan", "NgayHenTra"})
NOT_RECEIVED = frozenset({"1", "3", "5", "8"})
STEP = ("MaHoSo", "NguoiXuLy", "ThoiDiemXuLy", "NoiDungXuLy", "TrangThai")
MANDATORY_OF_2026 = ("MaHoSo", "MaTTHC", "ChuHoSo", "LoaiDoiTuong", "MaDonViTiepNhan", "NgayNop", "ThongTinNguoiNop")
MOMENTS = ("NgayTiepNhan", "NgayHenTra", "NgayTra", "NgayKetThucXuLy", "NgayNop", "ThoiDiemXuLy", "NgayBatDau",
           "NgayKetThucTheoQuyDinh")  # fmt: skip


@dataclass
class Held:
    """One dossier as the portal holds it. number: IdHoSo; told: how often anybody told of it."""

    code: str
    number: str
    fields: dict[str, Any]
    state: str
    steps: list[dict[str, Any]] = field(default_factory=list)
    told: int = 1
    # Of those that citizens filed there: what is still to be handed over, and what was said to it; the receiver's code.
    filed: dict[str, Any] = field(default_factory=dict)
    is_handed_over: bool = True
    said: list[str] = field(default_factory=list)
    receipt: str = ""
    # Files that we were told of and fetched: address -> bytes.
    fetched: dict[str, int] = field(default_factory=dict)

    @property
    def state_name(self) -> str:
        """The state in Vietnamese."""
        return STATES.get(self.state, self.state)

    def as_json(self) -> dict[str, Any]:
        """The same for a program."""
        return {"MaHoSo": self.code, "IdHoSo": self.number, "TrangThaiHoSo": self.state, "steps": self.steps,
                "told": self.told, "fields": self.fields, "isHandedOver": self.is_handed_over, "said": self.said,
                "SoBienNhan": self.receipt, "fetched": self.fetched}  # fmt: skip


def faults_in(fields: Any) -> list[str]:
    """Fields of a classic dossier that are missing, empty or misshapen, by name."""
    if not isinstance(fields, dict):
        return ["MaHoSo"]
    state = fields.get("TrangThaiHoSo")
    empty = MAY_BE_EMPTY - (set() if state in NOT_RECEIVED else {"NgayTiepNhan", "NgayHenTra"})
    wrong = [name for name in MANDATORY if not _is_said(fields, name, may_be_empty=name in empty)]
    wrong += [name for name, value in fields.items() if not isinstance(value, str | list) and name not in wrong]
    wrong += ["TrangThaiHoSo"] if state not in STATES else []
    wrong += ["LoaiDoiTuong"] if fields.get("LoaiDoiTuong") not in {"1", "2"} else []
    wrong += ["HinhThuc"] if fields.get("HinhThuc") not in {"0", "1"} else []
    return sorted({*wrong, *_misshapen(fields)})


def faults_in_step(row: Any) -> list[str]:
    """Fields of a row of progress that are missing, empty or misshapen, by name."""
    if not isinstance(row, dict):
        return ["MaHoSo"]
    wrong = [name for name in STEP if not _is_said(row, name)]
    wrong += ["TrangThai"] if row.get("TrangThai") not in STATES else []
    return sorted({*wrong, *_misshapen(row)})


def faults_in_creation(body: Any) -> list[str]:
    """Fields of a creation in the dialect of 2026 that are missing, by name."""
    if not isinstance(body, dict):
        return ["MaHoSo"]
    wrong = [name for name in MANDATORY_OF_2026 if not body.get(name)]
    wrong += ["LoaiDoiTuong"] if body.get("LoaiDoiTuong") not in {"0", "1", "2"} else []
    return sorted({*wrong, *_misshapen(body)})


def _is_said(fields: dict[str, Any], name: str, *, may_be_empty: bool = False) -> bool:
    value = fields.get(name)
    return isinstance(value, str) and bool(value.strip() or may_be_empty)


def _misshapen(fields: dict[str, Any]) -> list[str]:
    """Moments that are not yyyyMMddHHmmss."""
    said = [(name, str(fields.get(name) or "")) for name in MOMENTS]
    return [name for name, value in said if value and not (len(value) == 14 and value.isdecimal())]


class Books:
    """All dossiers by MaHoSo; a change is on disk before anybody hears of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        kept = json.loads(path.read_text()) if path.exists() else []
        self.held = {one["code"]: Held(**one) for one in kept}

    def keep(self, held: Held) -> None:
        """Write a dossier down."""
        self.held[held.code] = held
        self.write()

    def forget(self, code: str = "") -> None:
        """Begin anew, or lose one dossier."""
        self.held = {one: held for one, held in self.held.items() if code and one != code}
        self.write()

    def write(self) -> None:
        """All of it to disk, at once or not at all."""
        fresh = self.path.with_suffix(".fresh")
        fresh.write_text(json.dumps([asdict(one) for one in self.held.values()], ensure_ascii=False))
        fresh.replace(self.path)
