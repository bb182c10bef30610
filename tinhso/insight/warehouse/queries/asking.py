"""A question to the facts is compiled once and asked often: from one to the next only its two moments change.

Compiling the expression costs more than reading a hundred thousand rows, so its text is kept with marks in the places
of the two moments. They are written into the text and not given as parameters: at the first parameter of a process
DuckDB's driver loads pandas, a third of a second and 46 MB that nothing else of ours needs.
"""

from __future__ import annotations

from datetime import date
from threading import Lock
from typing import Any

import ibis
from cachetools import LRUCache, cached

from tinhso.insight.warehouse import lake
from tinhso.insight.warehouse.metrics.counting import Rows
from tinhso.insight.warehouse.metrics.totals import by_agency
from tinhso.insight.warehouse.periods import Period

BEGIN, END = "$begin", "$end"
MARK = Period(date(1901, 2, 3), date(1902, 3, 4), "1901")  # no figure is as old


def totals(rows: Rows, codes: tuple[str, ...], period: Period, *, unit: int | None) -> list[dict[str, Any]]:
    """What `by_agency` says of the metrics of one table of facts: a row an agency, or that of one unit."""
    statement = _statement(rows, codes)
    for mark, moment in ((BEGIN, period.begin), (END, period.end)):
        statement = statement.replace(mark, f"TIMESTAMP '{moment:%Y-%m-%d %H:%M:%S.%f}'")
    if unit is not None:
        statement = f"SELECT * FROM ({statement}) WHERE agency = {int(unit)}"  # noqa: S608 - a number of our own
    answer = lake.LAKE.opened().con.execute(statement)
    columns = [name for name, *_ in answer.description]
    return [dict(zip(columns, row, strict=True)) for row in answer.fetchall()]


@cached(LRUCache(128), key=lambda _rows, codes: codes, lock=Lock())  # the table of a code is always the same view
def _statement(rows: Rows, codes: tuple[str, ...]) -> str:
    """The text with BEGIN and END. ValueError where a metric says a moment in words of its own."""
    text = str(ibis.to_sql(by_agency(rows, codes, MARK), dialect="duckdb"))
    for mark, moment in ((BEGIN, MARK.begin), (END, MARK.end)):
        literal = str(ibis.to_sql(ibis.literal(moment), dialect="duckdb"))
        text = text.replace(literal.removeprefix("SELECT").partition(' AS "')[0].strip(), mark)
    if BEGIN not in text or END not in text or "1901" in text or "1902" in text:
        raise ValueError(text)
    return text
