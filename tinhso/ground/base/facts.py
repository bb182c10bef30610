"""What a room tells of its work to those who count: plain rows without people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PEOPLE = ("name", "number", "phone", "email", "address", "citizen", "title", "contact", "note", "reason")


@dataclass(frozen=True)
class Facts:
    """Bảng sự kiện: one row a thing that happened, fit for figures and for nothing else.

    name: of the table; words: what one row is, in Vietnamese. columns: name -> type as DuckDB spells it; moments are
    told in Vietnam time without zone. The first column says of which thing a row speaks (`about`), by the ids that
    change: a thing may have several rows, and all of them are told anew together.

    table: where the rows begin. begun: its column, and that of the facts, by whose month rows lie together; it never
    changes. rows: SQL that gives the columns in their order; it holds %(which)s where the rows of `table` are chosen.
    by_ids: that condition for the things whose ids are %(ids)s.

    subject: the beginning of the journal's subjects that change such rows. changed: for what the journal does not tell,
    SQL for the ids of what happened since %(since)s.
    """

    name: str
    words: str
    columns: Mapping[str, str]
    table: str
    begun: str
    rows: str
    by_ids: str = "id = ANY(%(ids)s)"
    subject: str = ""
    changed: str = ""

    def __post_init__(self) -> None:
        people = [column for column in self.columns if column.split("_")[-1] in PEOPLE]
        if people:
            raise ValueError(f"{self.name}: {people} speak of people")
        if self.begun not in self.columns or "%(which)s" not in self.rows or bool(self.subject) == bool(self.changed):
            raise ValueError(f"{self.name}: nobody could keep it fresh")

    @property
    def about(self) -> str:
        """The column that says of which thing a row speaks."""
        return next(iter(self.columns))

    @property
    def by_month(self) -> str:
        """The condition for what began from %(begin)s until before %(end)s."""
        return f"{self.begun} >= %(begin)s AND {self.begun} < %(end)s"

    @property
    def months(self) -> str:
        """SQL for the first days of all months that hold rows, in Vietnam."""
        month = f"date_trunc('month', {self.begun} AT TIME ZONE 'Asia/Ho_Chi_Minh')::date"
        return f"SELECT DISTINCT {month} FROM {self.table} ORDER BY 1"  # noqa: S608 - words of our own rooms
