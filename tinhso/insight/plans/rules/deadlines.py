"""Who is reminded of which deadline when."""

from __future__ import annotations

from datetime import date

from tinhso.engines.workflow.said import days_left
from tinhso.ground.reference.rules import WorkingCalendar
from tinhso.insight.plans.lifecycle import ReminderKind

SOON_DAYS = 3


def reminder(calendar: WorkingCalendar, today: date, due_on: date) -> ReminderKind | None:
    """Which reminder is due on a day: within three working days, on the day, afterwards; None before.

    Each is told once for a deadline, so a job that did not run for days still tells what holds now.
    """
    if today > due_on:
        return ReminderKind.OVERDUE
    if today == due_on:
        return ReminderKind.TODAY
    return ReminderKind.SOON if days_left(calendar, today, due_on) <= SOON_DAYS else None
