"""Why a promise is what it is: the reasons of one sentence, in the order of reading."""

from __future__ import annotations

from datetime import date, datetime

from tinhso.engines.workflow.counting import last_day
from tinhso.engines.workflow.limits import Limit, LimitUnit, Reading
from tinhso.engines.workflow.reckoning import Late, Start
from tinhso.engines.workflow.sentences import at_moment, on_day, skipped, why_closed
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.reference.rules import DAY, WorkingCalendar


class _EveryDay(WorkingCalendar):
    """A calendar without days off: where a limit in plain days would end before it is moved."""

    def is_working(self, day: date) -> bool:
        return True


_EVERY_DAY = _EveryDay()


def reasons(
    received_at: datetime, start: Start, limit: Limit, calendar: WorkingCalendar, end: datetime
) -> tuple[str, ...]:
    """What was received when, from which day it counts, which days were skipped and why."""
    seen, first, last = received_at.astimezone(VIETNAM).date(), start.at.date(), end.date()
    match limit.unit:
        case LimitUnit.SAME_DAY:
            over = last > first
            why = "nhận sau 15 giờ nên trả trong ngày làm việc tiếp theo" if over else "trả kết quả trong ngày"
            told = (why, *skipped(calendar, first, last))
        case LimitUnit.WORKING_HOUR:
            told = (f"thời hạn {limit.words}, tính từ {at_moment(start.at)}", *skipped(calendar, first, last))
        case LimitUnit.WORKING_DAY:
            day_one = calendar.next_working_day(start.day_zero)
            counted = f"thời hạn {limit.words}, tính từ ngày làm việc tiếp theo là {on_day(day_one)}"
            told = (counted, *skipped(calendar, min(seen, start.day_zero), last))
        case _:
            counted = f"thời hạn {limit.words} tính cả ngày nghỉ, từ {on_day(start.day_zero + DAY)}"
            plain = last_day(_EVERY_DAY, start.day_zero, limit.value, limit.unit)
            told = (counted,) if plain == last else (counted, *rolled(calendar, plain))
    return (*_received(received_at, start, limit, calendar), *told)


def _received(received_at: datetime, start: Start, limit: Limit, calendar: WorkingCalendar) -> list[str]:
    """How the moment of receipt was taken: as it was, at the next opening, or as of the next working day."""
    told = [f"Hồ sơ nhận lúc {at_moment(received_at)}"]
    if start.received != received_at:
        if start.received.date() == received_at.astimezone(VIETNAM).date():
            told[0] += f" (ngoài giờ làm việc, tính từ {start.received:%H:%M} cùng ngày)"
        else:
            told.append(f"nhận {why_closed(calendar, received_at)} nên tính như nhận lúc {at_moment(start.received)}")
    if start.late != Late.NO:
        as_of = f" nên tính như nhận vào {on_day(start.day_zero)}" if limit.reading == Reading.DAY_ZERO else ""
        told.append(start.late.label + as_of)
    return told


def rolled(calendar: WorkingCalendar, day: date) -> tuple[str, ...]:
    """Why a limit that would end on `day` moved on."""
    why = f"ngày nghỉ ({calendar.why_off(day)})" if day in calendar.days else "ngày nghỉ hằng tuần"
    return (f"ngày cuối {on_day(day)} là {why} nên chuyển sang ngày làm việc tiếp theo",)
