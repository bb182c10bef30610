"""Entered figures for other systems: what is asked for, what was locked, and sending figures as officials do."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from tinhso.ground.base.refused import Refused
from tinhso.ground.people.doors import Request
from tinhso.ground.web.rest import READ_PROBLEMS, WRITE_PROBLEMS
from tinhso.insight.warehouse import actions, queries
from tinhso.insight.warehouse.models import Observation
from tinhso.insight.warehouse.rules import Cells
from tinhso.insight.warehouse.sheets import Row

router = Router(tags=["statistics"])
SAID = 10  # faulty rows that one answer names
Number = Annotated[Decimal, Field(ge=-(10**15), le=10**15, decimal_places=4, max_digits=20)]


class StatisticOut(Schema):
    """One statistic: of which units it is asked for, how often (M, Q, Y), and whether its parts are entered."""

    code: str
    version: int
    name: str
    unit: str
    level: str
    every: str
    numerator: str
    denominator: str
    owner: str
    has_parts: bool


class FigureOut(Schema):
    """One version of one figure; numbers are text, so that no digit is lost. state: LOCKED is published."""

    number: int
    unit_code: str
    unit_name: str
    period: str
    last: date
    revision: int
    numerator: str | None
    denominator: str | None
    value: str
    vintage: str
    method: str
    basis: str
    state: str
    entered_at: datetime

    @staticmethod
    def of(one: Observation) -> FigureOut:
        """A version as others read it."""
        return FigureOut(
            number=one.pk, unit_code=one.unit_code, unit_name=one.unit_name, period=one.period, last=one.last,
            revision=one.revision, numerator=_text(one.above), denominator=_text(one.below), value=f"{one.figure:f}",
            vintage=one.vintage, method=one.method, basis=one.basis, state=one.state, entered_at=one.entered_at,
        )  # fmt: skip


class FigureIn(Schema):
    """One figure: its parts where the statistic has a denominator, else its value."""

    unit_code: str = Field(max_length=5)
    numerator: Number | None = None
    denominator: Number | None = None
    value: Number | None = None


class EntryIn(Schema):
    """Figures of one period. reason: needed to correct what was locked."""

    figures: list[FigureIn] = Field(min_length=1, max_length=2000)
    method: str = Field(max_length=200)
    basis: str = Field(max_length=200)
    vintage: Literal["PRELIMINARY", "FINAL"] = "FINAL"
    reason: str = Field("", max_length=400)


@router.get("", response={200: list[StatisticOut], **READ_PROBLEMS})
def statistics(request: Request) -> Any:
    """What is asked for today."""
    return queries.statistics(timezone.localdate(request.now))


@router.get("/{code}", response={200: list[FigureOut], **READ_PROBLEMS})
def locked(request: Request, code: str) -> Any:
    """The locked figures of a statistic, the newest correction of each, newest period first; at most 1,000."""
    one = queries.statistic(code, timezone.localdate(request.now))
    return [FigureOut.of(row) for row in queries.locked_values(one.code)[:1000]]


@router.post("/{code}/periods/{period}", response={201: list[FigureOut], **WRITE_PROBLEMS})
def enter(request: Request, code: str, period: str, body: EntryIn) -> Any:
    """Send figures to be checked, all or none. The next three steps are taken by officials, whoever sent them."""
    person = request.person
    one = queries.statistic(code, timezone.localdate(request.now))
    of = queries.period_of(one, period, now=request.now)
    rows = [_row(line, figure) for line, figure in enumerate(body.figures, 1)]
    draft = actions.keep_draft(
        person, one, of, rows=rows, method=body.method, basis=body.basis, vintage=body.vintage, reason=body.reason,
        now=request.now,
    )  # fmt: skip
    wrong = [row for row in actions.judged(person, one, of, rows) if row.sentence]
    if wrong:
        said = " ".join(f"Dòng {row.row.line}: {row.sentence}" for row in wrong[:SAID])
        raise Refused("bad-rows", f"Còn {len(wrong)} dòng cần sửa. {said}", field="figures")
    return Status(201, [FigureOut.of(made) for made in actions.enter(person, draft, of, now=request.now)])


def _row(line: int, figure: FigureIn) -> Row:
    """A figure as a row of a sheet, so that it is judged by the same rules: numbers as Vietnamese write them."""
    parts = [_typed(number) for number in (figure.numerator, figure.denominator, figure.value)]
    return Row(line, figure.unit_code.replace("\0", ""), Cells(*parts))


def _typed(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}".replace(".", ",")


def _text(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"
