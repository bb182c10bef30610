"""The law of time limits on plain values: when a limit starts, when it ends, and the sentence that says why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from tinhso.engines.workflow.counting import budget_due, plus_working_time, working_instant, working_time
from tinhso.engines.workflow.limits import CUTOFF_AT, Cutoff, Limit, LimitUnit, Reading
from tinhso.engines.workflow.reckoning import end_of, start_of
from tinhso.engines.workflow.sentences import at_moment, joined
from tinhso.engines.workflow.telling import reasons, rolled
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.reference.rules import WorkingCalendar

__all__ = [
    "Apology",
    "Cutoff",
    "Due",
    "Limit",
    "LimitUnit",
    "Pause",
    "Reading",
    "budget_due",
    "budget_excess",
    "due",
    "due_after_pauses",
    "due_at",
    "extended",
    "promised",
    "transfer_at",
    "working_time",
]


@dataclass(frozen=True)
class Due:
    """A promise: the moment, the moment from which time runs, and the reasons in the order of reading."""

    at: datetime
    starts_at: datetime
    reasons: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The explanation in one plain sentence, as printed on the receipt."""
        return joined(self.reasons, self.at)


@dataclass(frozen=True)
class Pause:
    """Time that does not count, and what was waited for."""

    from_at: datetime
    to_at: datetime
    reason: str


@dataclass(frozen=True)
class Apology:
    """A letter of apology (form 04): when it was written, and the one new date it names."""

    at: datetime
    due_at: datetime


def due(received_at: datetime, limit: Limit, calendar: WorkingCalendar) -> Due:
    """The moment by which the result is promised, with its explanation (onestop §8; D1–D9, D16).

    received_at: aware, else ValueError. Limits in days and months end at the close of work of their last day.
    """
    start = start_of(received_at, limit, calendar)
    end = end_of(start, limit, calendar)
    return Due(end, start.at, reasons(received_at, start, limit, calendar, end))


def due_at(received_at: datetime, limit: Limit, calendar: WorkingCalendar) -> datetime:
    """The moment of `due` alone, without its words: what a run over many promises asks first."""
    return end_of(start_of(received_at, limit, calendar), limit, calendar)


def transfer_at(received_at: datetime, cutoff: Cutoff, calendar: WorkingCalendar) -> datetime:
    """When the file must be handed on inside: at once, or at the next opening after 15:00 (D5)."""
    moment = working_instant(received_at, calendar)
    if cutoff == Cutoff.NONE or moment.time() <= CUTOFF_AT:
        return moment
    return calendar.opening(calendar.next_working_day(moment.date()))


def extended(promise: Due, new_due_at: datetime, calendar: WorkingCalendar) -> Due:
    """The promise after a letter of apology: its date, moved on when that day has since become a day off (D14)."""
    local = new_due_at.astimezone(VIETNAM)
    day = calendar.working_day_from(local.date())
    at = local if day == local.date() else calendar.closing(day)
    told = (f"đã xin lỗi và hẹn lại vào {at_moment(local)}",)
    return Due(at, promise.starts_at, promise.reasons + told + (rolled(calendar, local.date()) if at != local else ()))


def due_after_pauses(promise: Due, pauses: Iterable[Pause], calendar: WorkingCalendar) -> Due:
    """The promise moved on by the working time that was paused (D11); never earlier."""
    for pause in pauses:
        span = working_time(max(pause.from_at, promise.starts_at), pause.to_at, calendar)
        told = f"không tính thời gian tạm dừng từ {at_moment(pause.from_at)} đến {at_moment(pause.to_at)}"
        why = f"{told} ({pause.reason})" if pause.reason else told
        promise = replace(promise, at=plus_working_time(promise.at, span, calendar), reasons=(*promise.reasons, why))
    return promise


def promised(
    received_at: datetime,
    limit: Limit,
    calendar: WorkingCalendar,
    *,
    pauses: Sequence[Pause] = (),
    apology: Apology | None = None,
) -> Due:
    """The promise derived afresh from its facts: receipt, limit, letter of apology, pauses since then.

    What was paused before the apology is contained in the date of its letter.
    """
    promise = due(received_at, limit, calendar)
    if apology:
        promise = extended(promise, apology.due_at, calendar)
        pauses = [pause for pause in pauses if pause.from_at >= apology.at]
    return due_after_pauses(promise, pauses, calendar) if pauses else promise


def budget_excess(budgets: Iterable[Decimal], limit: Limit) -> Decimal:
    """By how many working days the budgets of a route exceed the legal limit; 0 or less when they fit.

    One day is eight working hours (D15); of calendar days five in seven are worked, a month has thirty;
    same-day counts as one day.
    """
    total = sum(budgets, Decimal(0))
    match limit.unit:
        case LimitUnit.SAME_DAY:
            allowed = Decimal(1)
        case LimitUnit.WORKING_HOUR:
            allowed = Decimal(limit.value) / 8
        case LimitUnit.WORKING_DAY:
            allowed = Decimal(limit.value)
        case _:
            days = limit.value * (30 if limit.unit == LimitUnit.MONTH else 1)
            allowed = max(Decimal(1), Decimal(days * 20 // 7) / 4)
    return total - allowed
