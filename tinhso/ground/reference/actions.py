"""Writing reference: a decision about days off or worked."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import Refused
from tinhso.ground.journal.actions import record
from tinhso.ground.reference.events import CalendarDecided, WorkingHoursDecided
from tinhso.ground.reference.kinds import DayKind
from tinhso.ground.reference.models import (
    CalendarDay,
    CalendarDecision,
    CalendarRevision,
    LegalInstrument,
    WorkingHours,
)
from tinhso.ground.reference.rules import Sessions, cited, decision_words, sessions_words

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
DayChange = tuple[date, DayKind, str]


@transaction.atomic
def announce_calendar_decision(
    actor: Actor,
    *,
    instrument: str,
    announced_at: datetime,
    scope: str = "VN",
    days: Sequence[DayChange],
    now: datetime,
    title: str = "",
    note: str = "",
) -> CalendarDecision:
    """Enter a decision that takes days off or calls them to work; open due dates are re-derived by those above.

    instrument: its code as cited (12729/VPCP-KGVX). Refused when it is announced in the future, names no day,
    names a day twice, or was entered before for this scope.
    """
    if announced_at > now:
        raise Refused("announced-in-future", "Ngày công bố không thể ở sau hôm nay.", field="announced_at")
    if not days:
        raise Refused("no-days", "Quyết định phải nêu ít nhất một ngày nghỉ hoặc ngày làm bù.", field="days")
    dates = [day for day, _, _ in days]
    if len(set(dates)) < len(dates):
        raise Refused("day-twice", "Mỗi ngày chỉ được nêu một lần trong quyết định.", field="days")
    act, _ = LegalInstrument.objects.get_or_create(
        code=instrument, defaults={"title": title or instrument, "issued_date": announced_at.date()}
    )
    decision, fresh = CalendarDecision.objects.get_or_create(
        instrument=act, scope=scope, announced_at=announced_at, defaults={"note": note, "recorded_at": now}
    )
    if not fresh:
        raise Refused("decision-known", "Quyết định này đã được nhập trước đó.", field="instrument")
    CalendarDay.objects.bulk_create(CalendarDay(decision=decision, date=d, kind=k, name=n) for d, k, n in days)
    mark_calendar_changed()
    told = tuple(f"{day.isoformat()} {kind}" for day, kind, _ in days)
    words = decision_words(act.code, ((day, kind) for day, kind, _ in days))
    record(actor, CalendarDecided(decision.pk, scope, act.code, announced_at.isoformat(), told, words), at=now)
    return decision


@transaction.atomic
def decide_working_hours(
    actor: Actor,
    *,
    instrument: str,
    title: str,
    scope: str,
    weekdays: Sequence[int],
    sessions: Sessions,
    valid_from: date,
    valid_to: date | None = None,
    now: datetime,
) -> int:
    """Give an agency hours of its own on some weekdays (0 = thứ Hai); open due dates are re-derived by those above.

    The hours of the nation stay as they are, and count again after valid_to (a season). The same first day entered
    again corrects what was entered; the journal keeps both. Days off and make-up days stay the calendar's:
    hours of a Saturday say how long a make-up Saturday is, not that Saturdays are worked. How many rows stand.
    Refused: no-instrument, no-weekday, ends-before-it-begins.
    """
    if not instrument:
        raise Refused("no-instrument", "Hãy ghi số, ký hiệu của quyết định.", field="instrument")
    if not weekdays:
        raise Refused("no-weekday", "Hãy chọn ít nhất một ngày trong tuần.", field="weekdays")
    if valid_to is not None and valid_to < valid_from:
        raise Refused("ends-before-it-begins", "Ngày cuối phải không sớm hơn ngày đầu.", field="valid_to")
    act, _ = LegalInstrument.objects.get_or_create(code=instrument, defaults={"title": title or instrument})
    same = WorkingHours.objects.select_for_update().filter(scope=scope, weekday__in=weekdays, valid_from=valid_from)
    replaced = len(same)
    times = [moment for pair in sessions for moment in pair]
    WorkingHours.objects.bulk_create(
        [
            WorkingHours(
                scope=scope, weekday=day, sessions=times, valid_from=valid_from, valid_to=valid_to,
                source=f"{cited(act.code)}: {act.title}"[:300],
            )
            for day in weekdays
        ],
        update_conflicts=True,
        unique_fields=["scope", "weekday", "valid_from"],
        update_fields=["sessions", "valid_to", "source"],
    )  # fmt: skip
    mark_calendar_changed()
    week = tuple(f"{WEEKDAYS[day]} {sessions_words(sessions)}" for day in weekdays)
    words = f"{cited(act.code)} đổi giờ làm việc từ ngày {valid_from:%d/%m/%Y}"
    ends = valid_to.isoformat() if valid_to else ""
    record(actor, WorkingHoursDecided(scope, act.code, valid_from.isoformat(), ends, week, replaced, words), at=now)
    return len(week)


def mark_calendar_changed() -> None:
    """Give the calendar a fresh token, so that every process reads it again."""
    if not CalendarRevision.objects.update(token=uuid.uuid4()):
        CalendarRevision.objects.create()
