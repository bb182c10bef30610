"""A signed annex as CSV: every row that cannot be taken says why, and none is taken until all can."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any

from tinhso.ground.base.vietnamese import format_number, nfc
from tinhso.insight.scoring.rules.patterns import Pattern

COLUMNS = ("code", "name", "unit", "pattern", "params", "max_points", "evidence", "owner")
FILE = "needs_file"  # may be missing as well: x where the annex wants evidence as a file
DUE = "due_date"  # a column that may be missing: the annex of the ministry has none, the province's own plan does
CODE = re.compile(r"[A-Z0-9]+(\.[A-Z0-9]+)+")
NUMBER = re.compile(r"\d{1,4}(?:[.,]\d{1,2})?")
MARKS = {"": False, "0": False, "x": True, "1": True}
NEEDS = {Pattern.RATIO_TO_TARGET: "target", Pattern.TIERED_COUNT: "tiers"}
MOST_ROWS = 2000


@dataclass(frozen=True)
class Leaf:
    """One row of an annex."""

    code: str
    name: str
    unit: str
    pattern: str
    params: Mapping[str, Any]
    max_points: Decimal
    evidence: str
    owner: str
    due_date: date | None = None
    needs_file: bool = False

    @property
    def parent(self) -> str:
        """DTI22.7.3 stands below DTI22.7."""
        return self.code.rpartition(".")[0]


def read(text: str, *, parents: Mapping[str, Decimal | None], owners: Collection[str]) -> tuple[list[Leaf], list[str]]:
    """Rows and complaints. parents: main indices with their points; owners: slugs of agencies that stand.

    The sum of the rows of a main index must be its points, where these are known.
    """
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    if not rows or any(column not in rows[0] for column in COLUMNS):
        return [], [f"Tệp phải có dòng tiêu đề với các cột: {', '.join(COLUMNS)}."]
    if len(rows) > MOST_ROWS:
        return [], [f"Tệp có {len(rows)} dòng, nhiều hơn {MOST_ROWS} dòng được nhận."]
    leaves: list[Leaf] = []
    wrong: list[str] = []
    first: dict[str, int] = {}
    for line, row in enumerate(rows, 2):
        said = {column: nfc(row.get(column) or "") for column in (*COLUMNS, DUE, FILE)}
        found = _complaints(said, parents, owners)
        if said["code"] in first:
            found.append(f"mã {said['code']} đã có ở dòng {first[said['code']]}")
        first.setdefault(said["code"], line)
        if found:
            wrong += [f"Dòng {line}: {one}." for one in found]
        else:
            leaves.append(_leaf(said))
    return leaves, wrong or _sums(leaves, parents)


def _complaints(said: Mapping[str, str], parents: Collection[str], owners: Collection[str]) -> list[str]:
    found = []
    if not CODE.fullmatch(said["code"]) or said["code"].rpartition(".")[0] not in parents:
        found.append(f"mã “{said['code']}” không thuộc chỉ số chính nào của phiên bản này")
    if not said["name"]:
        found.append("thiếu tên chỉ số")
    if said["pattern"] not in list(Pattern):
        found.append(f"không có cách tính “{said['pattern']}”")
    if not NUMBER.fullmatch(said["max_points"]):
        found.append(f"điểm tối đa “{said['max_points']}” không phải một số như 10 hoặc 7,5")
    if not said["evidence"]:
        found.append("thiếu tài liệu kiểm chứng")
    if said["owner"] not in owners:
        found.append(f"không có cơ quan “{said['owner']}”")
    if said[DUE] and _day(said[DUE]) is None:
        found.append(f"hạn “{said[DUE]}” không phải ngày như 31/12/2026")
    if said[FILE].lower() not in MARKS:
        found.append(f"cột {FILE} chỉ ghi x hoặc để trống, không ghi “{said[FILE]}”")
    params = _params(said["params"])
    if params is None or (said["pattern"] in NEEDS and NEEDS[Pattern(said["pattern"])] not in params):
        found.append(f"tham số “{said['params']}” chưa đúng cho cách tính này")
    return found


def _day(text: str) -> date | None:
    """31/12/2026; None for anything else."""
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 - a day, no moment
    except ValueError:
        return None


def _params(text: str) -> dict[str, Any] | None:
    """{"target": 0.8} or {"tiers": {"4": 20, "3": 15}}; {"metric": "ADM.ONLINE"}: counted by the warehouse."""
    try:
        said = json.loads(text) if text else {}
    except ValueError:
        return None
    if not isinstance(said, dict) or not all(name in FITS and FITS[name](value) for name, value in said.items()):
        return None
    return said


def _is_number(said: Any) -> bool:
    """JSON as Python reads it knows true, NaN and Infinity, of which none is a number of an annex."""
    return isinstance(said, int | float) and not isinstance(said, bool) and isfinite(said)


def _is_target(said: Any) -> bool:
    return _is_number(said) and said > 0


def _is_tiers(said: Any) -> bool:
    """At least so many times -> points."""
    if not isinstance(said, dict) or not said or not all(str(times).isdecimal() for times in said):
        return False
    return all(_is_number(points) for points in said.values()) and max(said.values()) > 0


def _is_metric(said: Any) -> bool:
    return isinstance(said, str) and bool(CODE.fullmatch(said))


FITS: Mapping[str, Callable[[Any], bool]] = {"target": _is_target, "tiers": _is_tiers, "metric": _is_metric}


def _leaf(said: Mapping[str, str]) -> Leaf:
    return Leaf(
        said["code"], said["name"], said["unit"], said["pattern"], _params(said["params"]) or {},
        Decimal(said["max_points"].replace(",", ".")), said["evidence"], said["owner"],
        _day(said[DUE]), MARKS[said[FILE].lower()],
    )  # fmt: skip


def _sums(leaves: list[Leaf], parents: Mapping[str, Decimal | None]) -> list[str]:
    wrong = []
    for parent, printed in parents.items():
        added = sum((leaf.max_points for leaf in leaves if leaf.parent == parent), Decimal(0))
        if printed is not None and added != printed:
            said, wanted = format_number(added), format_number(printed)
            wrong.append(f"Chỉ số {parent}: các dòng cộng được {said} điểm, phụ lục ghi {wanted} điểm.")
    return wrong
