"""The law of time limits on plain values: when a limit starts, when it ends, and the sentence that says why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from tinhso.engines.workflow.counting import (
    budget_due,
    last_day,
    plus_working_time,
    working_instant,
    working_time,
)
from tinhso.engines.workflow.limits import CUTOFF_AT, Cutoff, Limit, LimitUnit, Reading
from tinhso.engines.workflow.sentences import at_moment, joined, on_day, skipped, why_closed
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.reference.rules import DAY, WorkingCalendar

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
    "extended",
    "promised",
    "transfer_at",
    "working_time",
]

LAST_HOUR = timedelta(hours=1)


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


@dataclass(frozen=True)
class _Start:
    at: datetime
    day_zero: date
    reasons: tuple[str, ...]


def due(received_at: datetime, limit: Limit, calendar: WorkingCalendar) -> Due:
    """The moment by which the result is promised, with its explanation (onestop §8; D1–D9, D16).

    received_at: aware, else ValueError. Limits in days and months end at the close of work of their last day.
    """
    if received_at.tzinfo is None:
        raise ValueError("received_at must be aware")
    start = _start(received_at, limit, calendar)
    first = start.at.date()
    match limit.unit:
        case LimitUnit.SAME_DAY:
            late = start.at.time() > CUTOFF_AT
            day = calendar.next_working_day(first) if late else first
            why = "nhận sau 15 giờ nên trả trong ngày làm việc tiếp theo" if late else "trả kết quả trong ngày"
            return Due(calendar.closing(day), start.at, (*start.reasons, why, *skipped(calendar, first, day)))
        case LimitUnit.WORKING_HOUR:
            end = plus_working_time(start.at, timedelta(hours=limit.value), calendar)
            reasons = (*start.reasons, f"thời hạn {limit.words}, tính từ {at_moment(start.at)}")
            return Due(end, start.at, (*reasons, *skipped(calendar, first, end.date())))
        case _:
            return _due_in_days(received_at, start, limit, calendar)


def _due_in_days(received_at: datetime, start: _Start, limit: Limit, calendar: WorkingCalendar) -> Due:
    last = last_day(calendar, start.day_zero, limit.value, limit.unit)
    seen = min(received_at.astimezone(VIETNAM).date(), start.day_zero)
    if limit.unit == LimitUnit.WORKING_DAY:
        day_one = calendar.next_working_day(start.day_zero)
        counted = f"thời hạn {limit.words}, tính từ ngày làm việc tiếp theo là {on_day(day_one)}"
        told = skipped(calendar, seen, last)
    else:
        day_one = start.day_zero + DAY
        counted = f"thời hạn {limit.words} tính cả ngày nghỉ, từ {on_day(day_one)}"
        plain = last_day(_EVERY_DAY, start.day_zero, limit.value, limit.unit)
        told = () if plain == last else _rolled(calendar, plain)
    return Due(calendar.closing(last), start.at, (*start.reasons, counted, *told))


def _rolled(calendar: WorkingCalendar, day: date) -> tuple[str, ...]:
    why = f"ngày nghỉ ({calendar.why_off(day)})" if day in calendar.days else "ngày nghỉ hằng tuần"
    return (f"ngày cuối {on_day(day)} là {why} nên chuyển sang ngày làm việc tiếp theo",)


class _EveryDay(WorkingCalendar):
    """A calendar without days off: where a limit in plain days would end before it is moved."""

    def is_working(self, day: date) -> bool:
        return True


_EVERY_DAY = _EveryDay()


def _start(received_at: datetime, limit: Limit, calendar: WorkingCalendar) -> _Start:
    """From when time runs, and the day that is not counted (D2, D3, D4, D7)."""
    moment = working_instant(received_at, calendar)
    reasons = [f"Hồ sơ nhận lúc {at_moment(received_at)}"]
    if moment != received_at.astimezone(VIETNAM) and moment.date() == received_at.astimezone(VIETNAM).date():
        reasons[0] += f" (ngoài giờ làm việc, tính từ {moment:%H:%M} cùng ngày)"
    elif moment != received_at.astimezone(VIETNAM):
        reasons.append(f"nhận {why_closed(calendar, received_at)} nên tính như nhận lúc {at_moment(moment)}")
    late = ""
    if limit.unit != LimitUnit.SAME_DAY:
        if limit.cutoff == Cutoff.COUNT_NEXT_DAY and moment.time() > CUTOFF_AT:
            late = "nhận sau 15 giờ"
        elif limit.last_hour_rule and working_time(moment, calendar.closing(moment.date()), calendar) < LAST_HOUR:
            late = "nhận trong giờ làm việc cuối ngày"
    if not late:
        return _Start(moment, moment.date(), tuple(reasons))
    following = calendar.next_working_day(moment.date())
    if limit.reading == Reading.DAY_ZERO:
        late += f" nên tính như nhận vào {on_day(following)}"
        return _Start(calendar.opening(following), following, (*reasons, late))
    return _Start(calendar.opening(following), following - DAY, (*reasons, late))


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
    return Due(at, promise.starts_at, promise.reasons + told + (_rolled(calendar, local.date()) if at != local else ()))


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
