"""The reviewed table of successors: its words and what can be told of it without the database."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import nfc

NEEDED = ("old", "new", "instrument")
OPTIONAL = ("commune", "sector", "level", "part", "staff")
BODY = "body"
LEVELS = frozenset({"", "PROVINCE", "COMMUNE", "BOTH"})


@dataclass(frozen=True)
class Line:
    """One line of the table: what `new` takes over from `old`, and by which instrument.

    number: line of the file, for saying which one is wrong. commune, sector, level: only dossiers that fit these.
    staff: only the posts of the official with this staff number. part: BODY for what is no open dossier (posts,
    programs, registers, teams); with none of these five the line takes everything that no narrower line takes.
    """

    number: int
    old: str
    new: str
    instrument: str
    commune: str = ""
    sector: str = ""
    level: str = ""
    part: str = ""
    staff: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """All that narrows the line; two lines of one body with the same words contradict each other."""
        return (self.commune, self.sector, self.level, self.part, self.staff)

    @property
    def takes_dossiers(self) -> bool:
        """Whether open dossiers may go by it."""
        return not self.part and not self.staff

    @property
    def takes_body(self) -> bool:
        """Whether the body's own things go by it."""
        return self.words in {("",) * 5, ("", "", "", BODY, "")}


def read_lines(text: str) -> list[Line]:
    """The lines of a CSV with a header. Refused: table-faulty, with all faults and their line numbers."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    header = set(reader.fieldnames or ())
    if strange := sorted((set(NEEDED) - header) | (header - {*NEEDED, *OPTIONAL})):
        raise Refused("table-faulty", f"Bảng kế thừa thiếu hoặc thừa cột: {', '.join(strange)}.")
    lines = [
        Line(reader.line_num, **{name: nfc(row.get(name) or "").strip() for name in (*NEEDED, *OPTIONAL)})
        for row in reader
    ]
    if faults := list(_faults(lines)):
        raise Refused("table-faulty", f"Bảng kế thừa có lỗi: {'; '.join(faults)}.")
    return lines


def _faults(lines: list[Line]) -> Iterable[str]:
    seen: dict[tuple[str, ...], int] = {}
    for line in lines:
        if not (line.old and line.new and line.instrument):
            yield f"dòng {line.number} thiếu cơ quan hoặc văn bản"
        if line.level not in LEVELS or line.part not in {"", BODY}:
            yield f"dòng {line.number} có cấp hoặc phần lạ"
        if (line.part or line.staff) and sum(map(bool, line.words)) > 1:
            yield f"dòng {line.number} ghi phần hoặc số hiệu cán bộ cùng điều kiện khác"
        if line.old == line.new:
            yield f"dòng {line.number} kế thừa chính mình"
        first = seen.setdefault((line.old, *line.words), line.number)
        if first != line.number:
            yield f"dòng {line.number} trùng điều kiện với dòng {first}"


def bodyless(lines: Sequence[Line]) -> list[str]:
    """Ending bodies of the table whose posts, programs and registers no line takes."""
    return sorted({line.old for line in lines} - {line.old for line in lines if line.takes_body})
