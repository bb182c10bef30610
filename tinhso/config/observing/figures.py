"""Figures of all processes of a machine, kept by prometheus-client in files of FIGURES_DIR and added up at a scrape.

PROMETHEUS_MULTIPROC_DIR is set by settings.py, because the library looks at it while it is imported.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db import connection
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.registry import Collector
from psycopg import Error

from tinhso.front.status import queries
from tinhso.government.dossiers.events import (
    DossierFiled,
    DossierReceived,
    DossierRefused,
    ResultIssued,
    ResultReturned,
)
from tinhso.ground.base.refused import Refused
from tinhso.ground.journal.models import Entry
from tinhso.ground.journal.queries import reading_lag
from tinhso.ground.watch.parts import Part, watch

BUCKETS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
KINDS = frozenset({"act", "call", "job", "sign", "paper"})
POOL_EVERY_S = 5.0
COUNTED = (DossierFiled, DossierReceived, DossierRefused, ResultIssued, ResultReturned)

REQUESTS = Counter("tinhso_requests", "Requests answered", ["route", "method", "status"])
SECONDS = Histogram("tinhso_request_seconds", "Time to answer", ["route"], buckets=BUCKETS_S)
PARTS = Histogram("tinhso_part_seconds", "Time of an act, a call to a partner, a job, a signature, a paper",
                  ["kind", "name"], buckets=BUCKETS_S)  # fmt: skip
ERRORS = Counter("tinhso_part_errors", "Parts that ended in an error", ["kind", "name", "error"])
FACTS = Counter("tinhso_facts", "Facts of the journal as the worker read them", ["kind"])
POOL = Gauge("tinhso_pool_connections", "Database connections of the pools", ["state"], multiprocess_mode="livesum")


class _Keeper:
    """Counts requests and the parts that one asks for; statements are too many for a figure each."""

    def __init__(self) -> None:
        self.pool_seen_at = 0.0

    def began(self, part: Part) -> None:
        """Nothing to keep."""

    def ended(self, part: Part, kept: None, error: BaseException | None, seconds: float) -> None:
        if part.kind == "request":
            self._request(part, seconds)
        elif part.kind in KINDS:
            PARTS.labels(part.kind, part.name).observe(seconds)
            if error is not None and not isinstance(error, Refused):
                ERRORS.labels(part.kind, part.name, type(error).__name__).inc()

    def _request(self, part: Part, seconds: float) -> None:
        route = str(part.facts.get("route", "-"))
        REQUESTS.labels(route, part.facts.get("method", "-"), part.facts.get("status", 500)).inc()
        SECONDS.labels(route).observe(seconds)
        now = time.monotonic()
        if now - self.pool_seen_at > POOL_EVERY_S:
            self.pool_seen_at = now
            _look_at_pool()


def _look_at_pool() -> None:
    stats = connection.pool.get_stats() if connection.pool else {}  # type: ignore[attr-defined]
    size, free = stats.get("pool_size", 0), stats.get("pool_available", 0)
    for state, count in (("open", size), ("used", size - free), ("asked_for", stats.get("requests_waiting", 0))):
        POOL.labels(state).set(count)


class _Standing(Collector):
    """What the database knows, asked at the scrape: queues, lag, letters to partners."""

    def collect(self) -> Iterable[Metric]:
        """One gauge each; a database that does not answer is a figure as well."""
        up = GaugeMetricFamily("tinhso_database_up", "1: the database answers")
        try:
            found = list(_standing_families())
        except Error:
            up.add_metric([], 0)
            return [up]
        up.add_metric([], 1)
        return [up, *found]


def _standing_families() -> Iterable[Metric]:
    waiting = GaugeMetricFamily("tinhso_jobs_waiting", "Jobs that may run now and wait", labels=["task"])
    oldest = GaugeMetricFamily("tinhso_jobs_oldest_seconds", "How long the oldest of them waits", labels=["task"])
    failed = GaugeMetricFamily("tinhso_jobs_failed", "Jobs that failed in the last day", labels=["task"])
    for queue in queries.queues():
        waiting.add_metric([queue.task], queue.waiting)
        oldest.add_metric([queue.task], queue.oldest_s)
        failed.add_metric([queue.task], queue.failed)
    lag = reading_lag("reactions")
    unread = GaugeMetricFamily("tinhso_reactions_unread", "Journal entries that no reaction has seen", value=lag.unread)
    late = GaugeMetricFamily("tinhso_reactions_lag_seconds", "Age of the oldest of them", value=lag.seconds)
    workers = GaugeMetricFamily("tinhso_workers_alive", "Workers heard of lately", value=queries.workers_alive())
    dead = GaugeMetricFamily("tinhso_letters_dead", "Letters given up", labels=["partner"])
    queued = GaugeMetricFamily("tinhso_letters_waiting", "Letters on their way", labels=["partner"])
    for count in queries.letters():
        dead.add_metric([count.partner], count.dead)
        queued.add_metric([count.partner], count.queued)
    return waiting, oldest, failed, unread, late, workers, dead, queued


def begin() -> None:
    """Watch from now on."""
    watch(_Keeper())


def registry() -> CollectorRegistry:
    """All figures of now, of living processes and of those that have ended."""
    for file in settings.FIGURES_DIR.glob("gauge_live*.db"):
        number = file.stem.rpartition("_")[2]
        if number.isdecimal() and not _lives(int(number)):
            mark_process_dead(int(number), str(settings.FIGURES_DIR))  # type: ignore[no-untyped-call]
    found = CollectorRegistry()
    MultiProcessCollector(found, path=str(settings.FIGURES_DIR))  # type: ignore[no-untyped-call]
    found.register(_Standing())
    return found


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def scrape() -> bytes:
    """Prometheus' text format."""
    return generate_latest(registry())


def counting(reactions: Any) -> dict[str, tuple[Callable[[Entry], None], ...]]:
    """The reactions, and for facts that a province counts one more: a figure. A crash may count one twice."""
    mine = {fact.kind: (*reactions.get(fact.kind, ()), _count) for fact in COUNTED}
    return {**reactions, **mine}


def _count(entry: Entry) -> None:
    FACTS.labels(entry.kind).inc()
