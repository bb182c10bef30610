"""A sheet of figures as officials bring it: read from CSV as Vietnamese spreadsheets write it, judged row by row."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import fold, nfc
from tinhso.ground.reference.models import Unit
from tinhso.insight.warehouse.models import Statistic
from tinhso.insight.warehouse.periods import Period
from tinhso.insight.warehouse.rules import Cells, Measured, measured, place_in

LARGEST_FILE = 1_000_000
# Three provinces of communes. Of more, all wrong, the page could not be sent again: a form holds 2,000 fields.
MOST_ROWS = 350
# Headings as they are written, folded; what else a file holds (names of units, remarks) is left alone.
HEADINGS = {
    "ma": "code", "ma don vi": "code", "ma dvhc": "code", "tu so": "numerator", "mau so": "denominator",
    "gia tri": "value",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One row as typed. line: its number in the file, or on the page."""

    line: int
    code: str
    cells: Cells

    def kept(self) -> dict[str, str | int]:
        """As a draft keeps it."""
        return {"line": self.line, "code": self.code, "numerator": self.cells.numerator,
                "denominator": self.cells.denominator, "value": self.cells.value}  # fmt: skip


@dataclass(frozen=True)
class Judged:
    """A row with what it means, or with the one sentence that says what is wrong with it."""

    row: Row
    unit: Unit | None = None
    measured: Measured | None = None
    sentence: str = ""


def written(text: str, most: int) -> str:
    """What somebody typed, as it is stored: NFC, without what PostgreSQL cannot hold, no longer than the column."""
    return nfc(text.replace("\0", ""))[:most]


def row_of(kept: Mapping[str, str | int]) -> Row:
    """A row back from a draft."""
    words = {name: written(str(kept.get(name, "")), 60) for name in ("code", "numerator", "denominator", "value")}
    return Row(int(kept.get("line", 0)), words.pop("code")[:10], Cells(**words))


def read_csv(content: bytes) -> list[Row]:
    """The rows of a file with commas, semicolons or tabs between columns. Refused when it cannot be read at all."""
    if len(content) > LARGEST_FILE:
        raise Refused("file-too-large", "Tệp lớn hơn 1 MB.", field="file")
    try:
        columns, rows = _columns_and_rows(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, csv.Error) as error:
        sentence = "Không đọc được chữ trong tệp. Hãy lưu lại ở dạng CSV UTF-8."
        raise Refused("unreadable-file", sentence, field="file") from error
    if "code" not in columns or not {"value", "numerator"} & set(columns):
        sentence = "Dòng đầu của tệp cần các cột: mã đơn vị, tử số và mẫu số, hoặc giá trị."
        raise Refused("headings-missing", sentence, field="file")
    if len(rows) > MOST_ROWS:
        raise Refused("too-many-rows", f"Tệp có hơn {MOST_ROWS} dòng.", field="file")
    return rows


def _columns_and_rows(text: str) -> tuple[list[str | None], list[Row]]:
    heading = text.partition("\n")[0]
    between = max(";\t,", key=heading.count)
    lines = csv.reader(StringIO(text), delimiter=between)
    columns = [HEADINGS.get(fold(name.replace("_", " "))) for name in next(lines, [])]
    rows = []
    for line in lines:
        if any(cell.strip() for cell in line[len(columns) :]):
            # 12,5 between commas is two cells: every number after it would slip into another column.
            raise Refused(
                "cells-too-many",
                f"Dòng {lines.line_num} có nhiều ô hơn dòng đầu. Số có dấu phẩy thập phân phải đặt trong ngoặc kép, "
                "hoặc ngăn các cột bằng dấu chấm phẩy.",
                field="file",
            )
        if any(cell.strip() for cell in line):
            rows.append(_row(lines.line_num, columns, line))
    return columns, rows


def _row(line: int, columns: Sequence[str | None], cells: Sequence[str]) -> Row:
    # A file may have shorter and longer lines than its heading.
    named = {name: cell for name, cell in zip(columns, cells, strict=False) if name}
    return row_of({**named, "line": line})


def judge(
    statistic: Statistic, period: Period, rows: Iterable[Row], *, versions: Mapping[str, Sequence[Unit]],
    allowed: Collection[str],
) -> list[Judged]:  # fmt: skip
    """Each row that is not empty, judged. versions: all units that ever carried each code; allowed: codes to enter."""
    found: list[Judged] = []
    seen: dict[str, int] = {}
    for row in rows:
        if row.cells.are_empty:
            continue
        try:
            found.append(_judged(statistic, period, row, versions=versions, allowed=allowed, seen=seen))
        except Refused as refused:
            found.append(Judged(row, sentence=refused.sentence))
        seen.setdefault(row.code, row.line)
    return found


def _judged(
    statistic: Statistic, period: Period, row: Row, *, versions: Mapping[str, Sequence[Unit]],
    allowed: Collection[str], seen: Mapping[str, int],
) -> Judged:  # fmt: skip
    unit = place_in(row.code, versions.get(row.code, ()), level=statistic.level, last=period.last)
    if row.code not in allowed:
        raise Refused("not-yours", f"Bạn không được giao nhập cho đơn vị mã {row.code}.")
    if row.code in seen:
        raise Refused("code-twice", f"Mã {row.code} đã có ở dòng {seen[row.code]}.")
    meant = measured(
        row.cells, has_parts=statistic.has_parts, is_share=statistic.is_share, least=statistic.least,
        most=statistic.most,
    )  # fmt: skip
    return Judged(row, unit, meant)
