"""What a room tells of its work to those who count: plain rows without people, a month at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PEOPLE = ("name", "number", "phone", "email", "address", "citizen", "title", "contact", "note", "reason")


@dataclass(frozen=True)
class Facts:
    """Bảng sự kiện: one row a thing that happened, fit for figures and for nothing else.

    name: of the table; words: what one row is, in Vietnamese. columns: name -> type as DuckDB spells it; moments are
    told in Vietnam time without zone. subject: the beginning of the journal's subjects that change such rows.
    rows: SQL that gives the columns in their order for what began within %(begin)s and %(end)s. months: SQL for the
    first days of all months that hold rows; touched: the same for the things whose ids are %(ids)s.
    """

    name: str
    words: str
    columns: Mapping[str, str]
    subject: str
    rows: str
    months: str
    touched: str

    def __post_init__(self) -> None:
        people = [column for column in self.columns if column.split("_")[-1] in PEOPLE]
        if people:
            raise ValueError(f"{self.name}: {people} speak of people")
