"""Reading clocks and routes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from threading import Lock

from cachetools import TTLCache, cached
from django.conf import settings
from django.db.models import F, Max, Q, QuerySet

from tinhso.engines.workflow.models import Clock, ClockPause, DueChange, RouteVersion
from tinhso.engines.workflow.rules import Pause
from tinhso.ground.acts import read
from tinhso.ground.base.refused import NotVisible


def clock_of(subject: str) -> Clock:
    """The clock of a subject such as dossier:17. NotVisible when none was started."""
    clock = Clock.objects.filter(subject=subject).first()
    if clock is None:
        raise NotVisible("no-clock", "Hồ sơ này chưa có thời hạn giải quyết.")
    return clock


def locked(clock: Clock) -> Clock:
    """The clock as it stands now, locked until the end of the transaction."""
    (standing,) = read(Clock, "FROM workflow_clock WHERE id = %s FOR UPDATE", [clock.pk])
    return standing


def closed_pauses(clock_ids: Iterable[int]) -> dict[int, list[Pause]]:
    """Ended pauses of the current segment of each clock, oldest first."""
    return _pauses(ClockPause.objects.filter(clock__in=clock_ids, segment__closed_at__isnull=True))


def pauses_of_last_segment(clock_ids: Iterable[int]) -> dict[int, list[Pause]]:
    """The same, but of stopped clocks as well, whose last segment is closed."""
    return _pauses(ClockPause.objects.filter(clock__in=clock_ids, segment__number=F("clock__segment_number")))


def _pauses(rows: QuerySet[ClockPause]) -> dict[int, list[Pause]]:
    found: dict[int, list[Pause]] = defaultdict(list)
    rows = rows.filter(to_at__isnull=False)
    for clock_id, from_at, to_at, reason in rows.order_by("from_at").values_list(
        "clock_id", "from_at", "to_at", "reason"
    ):
        if to_at is not None:
            found[clock_id].append(Pause(from_at, to_at, reason))
    return found


def last_derived(clock_ids: Iterable[int]) -> dict[int, datetime]:
    """When the promise of each of these clocks last changed; a clock whose promise never changed has no entry."""
    rows = DueChange.objects.filter(clock__in=clock_ids).order_by().values_list("clock_id").annotate(at=Max("at"))
    return dict(rows)


def changes_of(clock: Clock) -> QuerySet[DueChange]:
    """Every change of the promised date with its reason, oldest first."""
    return DueChange.objects.filter(clock=clock).order_by("at", "pk")


def published_route(code: str, at: datetime) -> RouteVersion:
    """The version of a route in force at a moment, its steps prefetched. NotVisible when there is none."""
    version = (
        RouteVersion.objects.filter(Q(retired_at__isnull=True) | Q(retired_at__gt=at), route__code=code)
        .filter(published_at__lte=at)
        .select_related("route")
        .prefetch_related("steps")
        .order_by("-number")
        .first()
    )
    if version is None:
        raise NotVisible("no-route", f"Quy trình {code} chưa được ban hành.")
    return version


def route_in_use(code: str, at: datetime) -> int | None:
    """The id of the route version in force at a moment, None when there is none; remembered for some seconds."""
    return _in_use(code, at) if code else None


@cached(TTLCache(maxsize=1000, ttl=settings.CATALOGUE_SECONDS), key=lambda code, _: code, lock=Lock())
def _in_use(code: str, at: datetime) -> int | None:
    try:
        return published_route(code, at).pk
    except NotVisible:
        return None
