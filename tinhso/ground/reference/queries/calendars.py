"""The working calendar as it was known at a moment, cached per process."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Prefetch, QuerySet

from tinhso.ground.acts import once
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.reference.kinds import DayKind
from tinhso.ground.reference.models import CalendarDay, CalendarDecision, LegalInstrument, WorkingHours
from tinhso.ground.reference.rules import HoursRow, SpecialDay, WorkingCalendar, pairs_of

NATION = "VN"


@dataclass
class _Known:
    """All decisions of one revision in the order of their announcement, and the calendars cut from them."""

    token: UUID | None
    decisions: list[tuple[datetime, str, list[SpecialDay]]] = field(default_factory=list)
    hours: dict[str, list[HoursRow]] = field(default_factory=dict)
    calendars: dict[tuple[str, int], WorkingCalendar] = field(default_factory=dict)


_cache: dict[str, _Known] = {}


def calendar_for(scope: str = NATION, *, known_at: datetime | None = None) -> WorkingCalendar:
    """The calendar of a scope from the decisions announced by `known_at` (None: all that are recorded).

    A scope without decisions or hours of its own shares the calendar of the nation; where both speak about
    a day, the narrower scope decides, and within a scope the later announcement. One small query an act.
    """
    known = _known()
    if scope != NATION and scope not in known.hours and all(s != scope for _, s, _ in known.decisions):
        scope = NATION
    mine = [
        (said != NATION, announced, days)
        for announced, said, days in known.decisions
        if said in {NATION, scope} and (known_at is None or announced <= known_at)
    ]
    calendar = known.calendars.get((scope, len(mine)))
    if calendar is None:
        mine.sort(key=lambda row: (row[0], row[1]))
        special = (day for _, _, days in mine for day in days)
        hours = known.hours.get(NATION, []) + (known.hours.get(scope, []) if scope != NATION else [])
        calendar = known.calendars[scope, len(mine)] = WorkingCalendar.of(special, hours)
    return calendar


def instrument(code: str) -> LegalInstrument:
    """The legal instrument with this code, such as 91/2025/QH15. NotVisible when it is not loaded."""
    found = LegalInstrument.objects.filter(code=code).first()
    if found is None:
        raise NotVisible("no-instrument", f"Chưa có văn bản {code} trong danh mục.")
    return found


def calendar_is_empty() -> bool:
    """True when no decision has been loaded yet."""
    return not CalendarDecision.objects.exists()


def hours_of(scope: str) -> QuerySet[WorkingHours]:
    """Every row of hours of one scope, the newest first day first, then Monday to Sunday; past ones included."""
    return WorkingHours.objects.filter(scope=scope).order_by("-valid_from", "weekday")


def decisions_of(year: int, *, scope: str = NATION) -> QuerySet[CalendarDecision]:
    """Decisions that speak about a year, for the nation and this scope, oldest announcement first; days prefetched."""
    days = CalendarDay.objects.filter(date__year=year).order_by("date")
    return (
        CalendarDecision.objects.filter(scope__in={NATION, scope}, days__date__year=year)
        .distinct()
        .select_related("instrument")
        .prefetch_related(Prefetch("days", days, to_attr="days_of_year"))
        .order_by("announced_at", "pk")
    )


def _known() -> _Known:
    token = once("calendar", _token_now)
    known = _cache.get("known")
    if known is None or known.token != token:
        known = _cache["known"] = _read(token)
    return known


def _token_now() -> UUID | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT token FROM reference_calendarrevision ORDER BY id LIMIT 1")
        found = cursor.fetchone()
    return found[0] if found else None


def _read(token: UUID | None) -> _Known:
    known = _Known(token)
    decisions = (
        CalendarDecision.objects.select_related("instrument").prefetch_related("days").order_by("announced_at", "pk")
    )
    for decision in decisions:
        days = [
            SpecialDay(day.date, DayKind(day.kind), day.name, decision.instrument.code) for day in decision.days.all()
        ]
        known.decisions.append((decision.announced_at, decision.scope, days))
    for row in WorkingHours.objects.order_by("scope", "weekday", "valid_from"):
        sessions = pairs_of(row.sessions)
        known.hours.setdefault(row.scope, []).append(
            HoursRow(row.weekday, sessions, row.valid_from, row.valid_to, own=row.scope != NATION)
        )
    return known
