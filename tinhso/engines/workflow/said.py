"""Deadlines as people say them: a number of working days, or a day; both moved by the calendar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from tinhso.engines.workflow.limits import Limit, LimitUnit
from tinhso.engines.workflow.rules import due
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import VIETNAM, weekday
from tinhso.ground.reference.rules import WorkingCalendar

LONGEST_DAYS = 750
# The reasons of a deadline are worded for dossiers; a task is given, not handed in over a counter.
SAID = ((r"^Hồ sơ nhận lúc ", "Giao lúc "), (r"; nhận ([^;]+) nên tính như nhận ", r"; giao \1 nên tính như giao "),
        (r"; hẹn trả ", "; hạn "))  # fmt: skip


@dataclass(frozen=True)
class Deadline:
    """The close of work of the last day, and the sentence that says why it is this one."""

    at: datetime
    sentence: str

    @property
    def on(self) -> date:
        """The last day."""
        return self.at.astimezone(VIETNAM).date()


def deadline(
    calendar: WorkingCalendar, *, given_at: datetime, asked_on: date | None, working_days: int | None
) -> Deadline:
    """The deadline of a task. A named day that nobody works moves on (Bộ luật Dân sự 2015, Điều 148 khoản 5).

    Refused: due-missing (neither, or both), days-wrong, due-passed.
    """
    if working_days is not None and asked_on is None:
        if not 1 <= working_days <= LONGEST_DAYS:
            raise Refused(
                "days-wrong", f"Thời hạn từ 1 đến {LONGEST_DAYS} ngày làm việc.", field="working_days"
            )  # fmt: skip
        found = due(given_at, Limit(working_days, LimitUnit.WORKING_DAY), calendar)
        return Deadline(found.at, _of_a_task(found.sentence))
    if asked_on is None or working_days is not None:
        raise Refused("due-missing", "Hãy ghi hạn: một ngày cụ thể, hoặc số ngày làm việc.", field="due_date")
    if asked_on < given_at.astimezone(VIETNAM).date():
        raise Refused("due-passed", "Hạn phải từ ngày giao trở đi.", field="due_date")
    day = calendar.working_day_from(asked_on)
    if day == asked_on:
        return Deadline(calendar.closing(day), f"Hết giờ làm việc ngày {day:%d/%m/%Y}, ngày được ghi khi giao.")
    why = calendar.why_off(asked_on) or ""
    return Deadline(
        calendar.closing(day),
        f"Khi giao ghi ngày {asked_on:%d/%m/%Y} ({weekday(asked_on)}, {why}); hạn là ngày làm việc tiếp theo, "
        f"{day:%d/%m/%Y} (Bộ luật Dân sự 2015, Điều 148).",
    )


def _of_a_task(sentence: str) -> str:
    for said, meant in SAID:
        sentence = re.sub(said, meant, sentence)
    return sentence


def days_left(calendar: WorkingCalendar, today: date, due_on: date) -> int:
    """Working days from today to the last day, today itself not counted; negative when it is over."""
    step, count, day = (1, 0, today) if due_on >= today else (-1, 0, due_on)
    last = max(today, due_on)
    while day < last:
        day = calendar.next_working_day(day)
        count += step if day <= last else 0
    return count
