"""Writing reference: a decision about days off or worked."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import Refused
from tinhso.ground.journal.actions import record
from tinhso.ground.reference.events import CalendarDecided
from tinhso.ground.reference.kinds import DayKind
from tinhso.ground.reference.models import CalendarDay, CalendarDecision, CalendarRevision, LegalInstrument
from tinhso.ground.reference.rules import decision_words

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


def mark_calendar_changed() -> None:
    """Give the calendar a fresh token, so that every process reads it again."""
    if not CalendarRevision.objects.update(token=uuid.uuid4()):
        CalendarRevision.objects.create()
