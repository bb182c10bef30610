"""How far a target has come: attainment without a cap, and whether the way keeps up with a straight line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from tinhso.ground.base.states import Labelled

HUNDRED = Decimal(100)
TENTH = Decimal("0.1")


class Operator(Labelled):
    """Dấu của chỉ tiêu, as the paper has it; the last two say that less is better."""

    LEAST = ">=", "ít nhất"
    MORE = ">", "hơn"
    EQUAL = "=", "đạt"
    MOST = "<=", "không quá"
    LESS = "<", "dưới"


DOWNWARD = frozenset({Operator.MOST, Operator.LESS})


class Band(Labelled):
    """Mức đạt. The borders are ours, not law: from 100, from 80, from 50."""

    ACHIEVED = "ACHIEVED", "Đạt"
    NEAR = "NEAR", "Gần đạt"
    AT_RISK = "AT_RISK", "Có nguy cơ không đạt"
    OFF_TRACK = "OFF_TRACK", "Còn xa"
    UNKNOWN = "UNKNOWN", "Chưa rõ"


@dataclass(frozen=True)
class Aim:
    """What is to be reached. baseline, since: None where no source gives them."""

    value: Decimal
    operator: Operator
    due_on: date
    baseline: Decimal | None = None
    since: date | None = None

    @property
    def goes_down(self) -> bool:
        """Whether less is better: ranks, times, costs."""
        return self.operator in DOWNWARD


def attainment(aim: Aim, achieved: Decimal) -> Decimal | None:
    """What was achieved of what was assigned, in percent with one decimal, never capped: 156 % stays 156 %.

    Where less is better: assigned by achieved. None where that would divide by nothing.
    """
    above, below = (aim.value, achieved) if aim.goes_down else (achieved, aim.value)
    if not below:
        return None
    return (HUNDRED * above / below).quantize(TENTH, ROUND_HALF_UP)


def is_met(aim: Aim, achieved: Decimal) -> bool:
    """Whether the paper's own sign is satisfied: more than 80 is not met by 80."""
    match aim.operator:
        case Operator.MORE:
            return achieved > aim.value
        case Operator.LESS:
            return achieved < aim.value
        case Operator.MOST:
            return achieved <= aim.value
        case _:
            return achieved >= aim.value


def band(aim: Aim, achieved: Decimal | None) -> Band:
    """In which band a value lies; met by its sign, else by its attainment."""
    if achieved is None:
        return Band.UNKNOWN
    if is_met(aim, achieved):
        return Band.ACHIEVED
    share = attainment(aim, achieved)
    if share is None:
        return Band.UNKNOWN
    return Band.NEAR if share >= 80 else Band.AT_RISK if share >= 50 else Band.OFF_TRACK


def expected(aim: Aim, on: date) -> Decimal | None:
    """Where a straight line from the baseline stands on a day, one decimal more than people write; None without one.

    Before the first day it is the baseline, after the deadline the target itself.
    """
    if aim.baseline is None or aim.since is None or aim.due_on <= aim.since:
        return None
    elapsed = min(max((on - aim.since).days, 0), (aim.due_on - aim.since).days)
    way = (aim.value - aim.baseline) * elapsed / (aim.due_on - aim.since).days
    return (aim.baseline + way).quantize(Decimal("0.01"), ROUND_HALF_UP)


def behind(aim: Aim, achieved: Decimal, on: date) -> Decimal | None:
    """By how many percent of the whole way a value lies behind the line on a day; negative when ahead.

    None where there is no line: no baseline, or one that is the target already.
    """
    line = expected(aim, on)
    if line is None or aim.baseline is None or aim.value == aim.baseline:
        return None
    return (HUNDRED * (line - achieved) / (aim.value - aim.baseline)).quantize(TENTH, ROUND_HALF_UP)


def warns(aim: Aim, achieved: Decimal, on: date, *, margin: Decimal) -> bool:
    """Whether to warn: behind the line by more than a margin (percent of the way), and not met."""
    distance = behind(aim, achieved, on)
    return distance is not None and distance > margin and not is_met(aim, achieved)
