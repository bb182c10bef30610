"""Keeping the shelves fresh: what happened since the last look goes into a thin layer over the months."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

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
THICK = 20_000  # rows of a layer; above, it is folded into its months: else each question would carry it about
Say = Callable[[str], None]


def unheard(_line: str) -> None:
    """Nobody watches."""


@dataclass
class Shelf:
    """The files of one fact table that count now. layer: '' where there is none."""

    facts: Facts
    known: Pull | None
    months: dict[date, str]
    layer: str = ""

    @property
    def paths(self) -> dict[date, Path]:
        """Where the months lie."""
        return {month: storing.path_of(self.facts.name, month, digest) for month, digest in self.months.items()}

    @property
    def layer_path(self) -> Path | None:
        """Where the layer lies."""
        return storing.path_of(self.facts.name, None, self.layer) if self.layer else None


def pull_facts(*, now: datetime, anew: bool = False, say: Say = unheard) -> int:
    """Write what changed; how many files were written. Safe to repeat, to kill and to run twice at once.

    anew: all months, as after a change of the columns. A file is written beside, then named in one transaction, so
    that readers see the old whole or the new whole; on however many machines, one writes at a time.
    """
    with _alone():
        upto = settled_up_to()
        written = sum(_pull(shelf, upto=upto, now=now, anew=anew, say=say) for shelf in _shelves())
        names = [facts.name for facts in SOURCES]
        Pull.objects.bulk_create(
            [Pull(facts=name, as_of=now, xact=upto) for name in names], update_conflicts=True,
            unique_fields=["facts"], update_fields=["as_of", "xact"],
        )  # fmt: skip
        if written:
            for shelf in _shelves():
                storing.sweep(shelf.facts.name, {*map(str, shelf.paths.values()), str(shelf.layer_path)})
    return written


@contextmanager
def _alone() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
        try:
            yield
        finally:
            cursor.execute(UNLOCK)


def _shelves() -> list[Shelf]:
    pulls = {one.facts: one for one in Pull.objects.all()}
    shelves = {facts.name: Shelf(facts, pulls.get(facts.name), {}) for facts in SOURCES}
    for name, month, digest in FactFile.objects.values_list("facts", "month", "sha256"):
        if name in shelves and month:
            shelves[name].months[month] = digest
        elif name in shelves:
            shelves[name].layer = digest
    return list(shelves.values())


def _pull(shelf: Shelf, *, upto: int, now: datetime, anew: bool, say: Say) -> int:
    facts = shelf.facts
    layer_is_lost = bool(shelf.layer_path and not shelf.layer_path.exists())
    if anew or shelf.known is None or layer_is_lost:
        return _write_all(shelf, now=now, say=say)
    ids = _changed(facts, shelf.known, upto)
    if ids is None:
        return _write_all(shelf, now=now, say=say)
    lost = [month for month, path in shelf.paths.items() if not path.exists()]
    for month in lost:  # after a restore, or on a new machine
        _write(facts, month, now=now)
        say(f"{facts.name} {month:%m/%Y}")
    return len(lost) + (_layer(shelf, ids, now=now, say=say) if ids else 0)


def _changed(facts: Facts, known: Pull, upto: int) -> list[int] | None:
    """The ids of what changed since; None where it is too much to ask one by one."""
    if facts.subject:
        return subjects_between(known.xact, upto, begin=facts.subject, most=MOST_SUBJECTS)
    with connection.cursor() as cursor:
        cursor.execute(facts.changed, {"since": known.as_of})
        return [number for (number,) in cursor.fetchall()]


def _write_all(shelf: Shelf, *, now: datetime, say: Say) -> int:
    with connection.cursor() as cursor:
        cursor.execute(shelf.facts.months)
        months = [month for (month,) in cursor.fetchall()]
    written = {}
    for place, month in enumerate(months, 1):
        written[month] = _copied(shelf.facts, month)
        say(f"{shelf.facts.name} {month:%m/%Y} ({place}/{len(months)})")
    _name(shelf, written, layer=None, now=now)
    return len(written)


def _write(facts: Facts, month: date, *, now: datetime) -> None:
    """A month once more as the database tells it; the layer over it stays."""
    written = _copied(facts, month)
    FactFile.objects.filter(facts=facts.name, month=month).update(
        rows=written.rows, sha256=written.sha256, pulled_at=now
    )


def _copied(facts: Facts, month: date) -> storing.Written:
    begin = datetime.combine(month, time(), VIETNAM)
    end = datetime.combine((month + timedelta(days=32)).replace(day=1), time(), VIETNAM)
    return storing.write_month(facts, month, begin=begin, end=end)


def _layer(shelf: Shelf, ids: list[int], *, now: datetime, say: Say) -> int:
    facts = shelf.facts
    written = storing.write_layer(facts, ids, before=shelf.layer_path)
    if written.sha256 == shelf.layer:
        return 0
    say(f"{facts.name}: {len(ids)} thay đổi")
    if written.rows <= THICK:
        _name(shelf, {}, layer=written, now=now)
        return 1
    layer, paths = storing.path_of(facts.name, None, written.sha256), shelf.paths
    folded = {
        month: storing.fold_month(facts, month, below=paths.get(month), layer=layer)
        for month in storing.months_under(facts, layer, paths)
    }
    _name(shelf, folded, layer=None, now=now)
    storing.drop(facts.name, None, written.sha256)
    return len(folded)


def _name(
    shelf: Shelf, months: dict[date, storing.Written], *, layer: storing.Written | None, now: datetime
) -> None:  # fmt: skip
    """From here on these files count: all of them at once."""
    name = shelf.facts.name
    with transaction.atomic():
        FactFile.objects.filter(facts=name, month=None).delete()
        FactFile.objects.filter(facts=name, month__in=months).delete()
        FactFile.objects.bulk_create(
            FactFile(facts=name, month=month, rows=one.rows, sha256=one.sha256, pulled_at=now)
            for month, one in [*months.items(), *([(None, layer)] if layer else [])]
        )
    if shelf.layer and (layer is None or layer.sha256 != shelf.layer):
        storing.drop(name, None, shelf.layer)
    for month, one in months.items():
        if shelf.months.get(month, one.sha256) != one.sha256:
            storing.drop(name, month, shelf.months[month])
