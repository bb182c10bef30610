"""Attainment as a bar and the way to a target as a line, computed here so that the pages need no script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tinhso.insight.plans.queries import Standing
from tinhso.insight.warehouse.queries import Achieved

BAR_WIDTH, BAR_MOST = 200, 200  # the bar ends at 200 %: the number beside it says the whole
WIDTH, HEIGHT, MARGIN = 640, 240, 44


@dataclass(frozen=True)
class Bar:
    """How long the bar is, in units of the drawing. full: where 100 % is."""

    width: int
    full: int = BAR_WIDTH * 100 // BAR_MOST


def bar(standing: Standing) -> Bar | None:
    """The bar of an attainment; None where there is none."""
    share = standing.attainment
    if share is None:
        return None
    drawn = min(max(share, Decimal(0)), Decimal(BAR_MOST))
    return Bar(int(drawn * BAR_WIDTH / BAR_MOST))


@dataclass(frozen=True)
class Dot:
    """One value on the way."""

    x: int
    y: int
    value: Achieved


@dataclass(frozen=True)
class Path:
    """The straight line from baseline to target, the values, and today. line: x1, y1, x2, y2; None without a baseline.

    goal: the height of the target. marks: days written below, with their places.
    """

    line: tuple[int, int, int, int] | None
    goal: int
    dots: tuple[Dot, ...]
    joins: str
    today: int | None
    marks: tuple[tuple[int, date], ...]


def path(standing: Standing) -> Path | None:
    """The way to a target; None where there is neither a line nor two values to join."""
    aim, known = standing.aim, standing.known
    if aim is None or not (len(known) > 1 or aim.since):
        return None
    days = [one.on for one in known] + [aim.due_on, *([aim.since] if aim.since else [])]
    first, last = min(days), max(days)
    values = [one.value for one in known] + [aim.value, *([aim.baseline] if aim.baseline is not None else [])]
    low, high = min(values), max(values)
    x, y = _across(first, last), _upward(low, high)
    line = None
    if aim.since and aim.baseline is not None:
        line = (x(aim.since), y(aim.baseline), x(aim.due_on), y(aim.value))
    dots = tuple(Dot(x(one.on), y(one.value), one) for one in known)
    today = x(standing.on) if first <= standing.on <= last else None
    marks = tuple(dict.fromkeys([(x(first), first), (x(last), last)]))
    return Path(line, y(aim.value), dots, " ".join(f"{dot.x},{dot.y}" for dot in dots), today, marks)


def _across(first: date, last: date) -> Callable[[date], int]:
    span = max((last - first).days, 1)
    return lambda day: MARGIN + (day - first).days * (WIDTH - 2 * MARGIN) // span


def _upward(low: Decimal, high: Decimal) -> Callable[[Decimal], int]:
    span = (high - low) or Decimal(1)
    return lambda value: int(HEIGHT - (value - low) * HEIGHT / span)
