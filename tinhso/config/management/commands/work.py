"""./manage.py work: the worker: jobs from the queue, and reactions read from the journal."""

from __future__ import annotations

import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DEFAULT_DB_ALIAS, close_old_connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from tinhso.config.backup.taking import keep_copying
from tinhso.config.observing import start
from tinhso.config.observing.job_tracks import on_track
from tinhso.config.reactions import REACTIONS
from tinhso.ground.journal.actions import react
from tinhso.ground.watch import statements

PUSH_S = 60


class Command(BaseCommand):
    """One process: a thread for reactions, the main loop for jobs."""

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
            # The worker listens on a connection of its own: Django's cannot wait for notifications.
            connector = DjangoConnector(alias=DEFAULT_DB_ALIAS).get_worker_connector()
            with app.replace_connector(connector) as worker:
                worker.run_worker(concurrency=2, install_signal_handlers=True, worker_middleware=[on_track])
        finally:
            stopping.set()
            reader.join(5)


def _read_journal(stopping: threading.Event) -> None:
    """React to what happened, a second late at most when the journal is quiet."""
    reactions = start.counting(REACTIONS)
    while not stopping.is_set():
        read = react("reactions", reactions)
        if statements.has_slow_ones():
            statements.explain_slow_ones()
        close_old_connections()
        if not read:
            stopping.wait(1)


def _push_figures(stopping: threading.Event) -> None:
    """Each minute the figures of this machine go to the collector, where there is one."""
    while start.push() and not stopping.wait(PUSH_S):
        close_old_connections()
