"""./manage.py work: the worker: jobs from the queue, and reactions read from the journal."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import threading
from collections.abc import Callable
from typing import Any

import psycopg
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, close_old_connections, connections
from procrastinate import JobContext, PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException

from tinhso.config.backup.taking import keep_copying
from tinhso.config.observing import start
from tinhso.config.observing.job_tracks import on_track
from tinhso.config.reactions import REACTIONS
from tinhso.ground.acts import is_outage
from tinhso.ground.journal.actions import react
from tinhso.ground.watch import statements

PUSH_S = 60

log = logging.getLogger(__name__)
# How long a job waits for a database that went away under it; a fail-over takes half a minute at most.
PAUSES_S = (1, 2, 4, 8, 15, 30)


class Command(BaseCommand):
    """One process: a thread for reactions, the main loop for jobs. Any number of them, on any machines, may run."""

    help = "Chạy tiến trình nền: hàng đợi công việc và phản ứng theo nhật ký."

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until SIGTERM; procrastinate finishes the job in hand before it stops."""
        start.begin()
        stopping = threading.Event()
        reader = threading.Thread(target=_read_journal, args=(stopping,), daemon=True)
        reader.start()
        if settings.BACKUP_ON:
            threading.Thread(target=keep_copying, args=(stopping,), daemon=True).start()
        threading.Thread(target=_push_figures, args=(stopping,), daemon=True).start()
        try:
            asyncio.run(_do_jobs(stopping))
        finally:
            stopping.set()
            reader.join(5)


async def _do_jobs(stopping: threading.Event) -> None:
    """Run procrastinate's worker, and again when it lost its database: it stops for good with its connection."""
    serving = asyncio.current_task()

    def stop() -> None:
        stopping.set()
        if serving:
            serving.cancel()

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop)
    while not stopping.is_set():
        try:
            with app.replace_connector(connector()) as mine:
                async with mine.open_async():
                    await mine.run_worker_async(
                        concurrency=2,
                        install_signal_handlers=False,
                        worker_middleware=[on_track],
                        task_middleware=[_outlasting(stopping)],
                    )
        except asyncio.CancelledError:
            return
        except (ConnectorException, psycopg.OperationalError) as lost:
            log.warning("The worker lost its database and begins anew: %s", lost)
        with contextlib.suppress(asyncio.CancelledError):  # a signal: the loop sees it
            await asyncio.sleep(1)


class WorkerConnector(PsycopgConnector):
    """The worker's own connections; what a job or a reaction defers goes through Django's, in their transaction.

    procrastinate would send it through these: it would commit although its cause was undone, and it would cross from
    a thread into the worker's event loop, which can stop both for ever.
    """

    def get_sync_connector(self) -> DjangoConnector:
        """Whom threads defer through."""
        return DjangoConnector(alias=DEFAULT_DB_ALIAS)


def connector() -> WorkerConnector:
    """Past the pooler where there is one: through it no notification arrives."""
    alias = "direct" if "direct" in connections.settings else DEFAULT_DB_ALIAS
    # None is opened before it is wanted: a pool that waits for its first one sleeps half a minute in an outage.
    return WorkerConnector(kwargs=connector_params(alias), min_size=0, max_size=4, timeout=5.0, reconnect_timeout=2.0)


def _outlasting(stopping: threading.Event) -> Callable[[Callable[[], Any], JobContext, Any], Any]:
    """A job whose database went away under it is begun again when it is back: jobs are repeatable."""

    def outlast(call_next: Callable[[], Any], context: JobContext, worker: Any) -> Any:
        for pause in PAUSES_S:
            try:
                return call_next()
            except (DatabaseError, InterfaceError) as lost:
                if not is_outage(lost) or stopping.is_set():
                    raise
                log.warning("Job %s lost its database and waits: %s", context.job.task_name, lost)
            finally:
                close_old_connections()  # a thread that waits for its next job keeps no connection from others
            stopping.wait(pause)
        return call_next()

    return outlast


def _read_journal(stopping: threading.Event) -> None:
    """React to what happened, a second late at most when the journal is quiet; a crash is tried again, loudly."""
    reactions = start.counting(REACTIONS)
    while not stopping.is_set():
        pause = 0
        try:
            if not react("reactions", reactions):
                pause = 1
            if statements.has_slow_ones():
                statements.explain_slow_ones()
        except (DatabaseError, InterfaceError) as lost:
            if not is_outage(lost):
                log.exception("A reaction crashed; it is tried again.")
            pause = 2
        except Exception:
            log.exception("A reaction crashed; it is tried again.")
            pause = 5
        close_old_connections()
        if pause:
            stopping.wait(pause)


def _push_figures(stopping: threading.Event) -> None:
    """Each minute the figures of this machine go to the collector, where there is one."""
    while start.push() and not stopping.wait(PUSH_S):
        close_old_connections()
