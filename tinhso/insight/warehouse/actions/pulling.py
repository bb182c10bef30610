"""Keeping the shelves fresh: only the months in which something happened since the last look are written again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.db import connection, transaction

from tinhso.ground.base.facts import Facts
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.journal.queries import settled_up_to, subjects_between
from tinhso.insight.warehouse import storing
from tinhso.insight.warehouse.models import FactFile, Pull
from tinhso.insight.warehouse.sources import SOURCES

LOCK = "SELECT pg_advisory_lock(hashtext('warehouse.pull'))"
UNLOCK = "SELECT pg_advisory_unlock(hashtext('warehouse.pull'))"
MOST_SUBJECTS = 200_000  # more changed than that: every month is written again, which costs less than asking for each


def unheard(_line: str) -> None:
    """Nobody watches."""


def pull_facts(*, now: datetime, anew: bool = False, say: Callable[[str], None] = unheard) -> int:
    """Write the months that changed; how many files were written. Safe to repeat, to kill and to run twice at once.

    anew: all months, as after a change of the columns. A month is one file: written beside, then named in one
    transaction, so that readers see the old whole or the new whole.
    """
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
        try:
            return sum(_pull(facts, now=now, anew=anew, say=say) for facts in SOURCES)
        finally:
            cursor.execute(UNLOCK)


def _pull(facts: Facts, *, now: datetime, anew: bool, say: Callable[[str], None]) -> int:
    known = Pull.objects.filter(facts=facts.name).first()
    upto = settled_up_to()
    changed = _months(facts, since=known.xact if known and not anew else None, upto=upto)
    months = sorted({*changed, *_lost(facts)})
    for place, month in enumerate(months, 1):
        _write(facts, month, now=now)
        say(f"{facts.name} {month:%m/%Y} ({place}/{len(months)})")
    Pull.objects.update_or_create(facts=facts.name, defaults={"as_of": now, "xact": upto})
    return len(months)


def _months(facts: Facts, *, since: int | None, upto: int) -> list[date]:
    """The months to write: those that changed, or all."""
    ids = None if since is None else subjects_between(since, upto, begin=facts.subject, most=MOST_SUBJECTS)
    if ids == []:
        return []
    with connection.cursor() as cursor:
        cursor.execute(*((facts.months, None) if ids is None else (facts.touched, {"ids": ids})))
        return [month for (month,) in cursor.fetchall()]


def _lost(facts: Facts) -> list[date]:
    """Months whose file is not there: after a restore, or on a new machine."""
    known = FactFile.objects.filter(facts=facts.name).values_list("month", "sha256")
    return [month for month, digest in known if not storing.path_of(facts.name, month, digest).exists()]


def _write(facts: Facts, month: date, *, now: datetime) -> None:
    begin = datetime.combine(month, time(), VIETNAM)
    end = datetime.combine((month + timedelta(days=32)).replace(day=1), time(), VIETNAM)
    written = storing.write_month(facts, month, begin=begin, end=end)
    with transaction.atomic():
        old = FactFile.objects.select_for_update().filter(facts=facts.name, month=month).first()
        FactFile.objects.update_or_create(
            facts=facts.name, month=month,
            defaults={"rows": written.rows, "sha256": written.sha256, "pulled_at": now},
        )  # fmt: skip
    if old and old.sha256 != written.sha256:
        storing.drop(facts.name, month, old.sha256)
