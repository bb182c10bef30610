"""What watching was asked for. A module that is not needed is not even imported, so that it costs nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.conf import settings

from tinhso.ground.journal.models import Entry

Reactions = Mapping[str, Sequence[Callable[[Entry], None]]]

_begin: list[Callable[[], object]] = []
_scrape: list[Callable[[], bytes]] = []
_count: list[Callable[[Reactions], Reactions]] = []
_push: list[Callable[[], None]] = []

if settings.METRICS_TOKEN or settings.TELEMETRY_TO:
    from tinhso.config.observing import figures

    _begin.append(figures.begin)
    _scrape.append(figures.scrape)
    _count.append(figures.counting)
if settings.TELEMETRY_TO:
    from tinhso.config.observing import pushing, tracing

    _begin.append(tracing.begin)
    _push.append(pushing.push)


def begin() -> None:
    """Begin whatever was asked for, once in each process."""
    for one in _begin:
        one()


def scrape() -> bytes | None:
    """The figures of all processes in Prometheus' text format; None where none are kept."""
    return _scrape[0]() if _scrape else None


def counting(reactions: Reactions) -> Reactions:
    """The same reactions; where figures are kept, facts that a province counts are counted as they pass."""
    return _count[0](reactions) if _count else reactions


def push() -> bool:
    """Send the figures to the collector, once; False where nobody asked for it."""
    for one in _push:
        one()
    return bool(_push)
