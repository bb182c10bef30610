"""One metric's count: what one fact adds to the numerator and to the denominator of a period."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import ibis
import ibis.expr.types as ir

from tinhso.insight.warehouse.periods import Period

Rows: TypeAlias = ir.Table
Condition: TypeAlias = ir.BooleanValue
Two: TypeAlias = tuple[ir.NumericValue, ir.NumericValue | None]
# A fact table and a period in; what each row adds to the numerator, and to the denominator (None: there is none).
Count = Callable[[Rows, Period], Two]


@dataclass(frozen=True)
class Counted:
    """How a metric is counted: over which table of facts, and what each of its rows adds."""

    facts: str
    count: Count


def one_if(condition: Condition) -> ir.NumericValue:
    """1 for a row of which it is true, 0 for others: what is unknown is not counted."""
    return many_if(condition, ibis.literal(1))


def many_if(condition: Condition, many: ir.NumericValue) -> ir.NumericValue:
    """A number of a row of which it is true, 0 of others."""
    return ibis.cases((condition, many), else_=0)


def within(moment: ir.TimestampValue, period: Period) -> Condition:
    """Whether a moment lies in the period."""
    return (moment >= ibis.literal(period.begin)) & (moment < ibis.literal(period.end))


def before_end(moment: ir.TimestampValue, period: Period) -> Condition:
    """Whether a moment came before the period was over."""
    return moment < ibis.literal(period.end)


def not_before(moment: ir.TimestampValue, at: ir.Scalar) -> Condition:
    """Whether something had not happened before a moment: later, or never."""
    return moment.isnull() | (moment >= at)


def named(code: str) -> tuple[str, str]:
    """The two columns of one metric in an answer."""
    slug = code.lower().replace(".", "_")
    return f"{slug}_n", f"{slug}_d"
