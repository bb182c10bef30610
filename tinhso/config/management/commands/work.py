"""./manage.py work: the worker: jobs from the queue, and reactions read from the journal."""

from __future__ import annotations

import logging
import threading
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DEFAULT_DB_ALIAS, close_old_connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from tinhso.config.reactions import REACTIONS
from tinhso.ground.journal.actions import react

LOGGER = logging.getLogger(__name__)


class Command(BaseCommand):
    """One process: a thread for reactions, the main loop for jobs."""

    help = "Chạy tiến trình nền: hàng đợi công việc và phản ứng theo nhật ký."

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until SIGTERM; procrastinate finishes the job in hand before it stops."""
        stopping = threading.Event()
        reader = threading.Thread(target=_read_journal, args=(stopping,), daemon=True)
        reader.start()
        try:
            # The worker listens on a connection of its own: Django's cannot wait for notifications.
            connector = DjangoConnector(alias=DEFAULT_DB_ALIAS).get_worker_connector()
            with app.replace_connector(connector) as worker:
                worker.run_worker(concurrency=2, install_signal_handlers=True)
        finally:
            stopping.set()
            reader.join(5)


def _read_journal(stopping: threading.Event) -> None:
    """React to what happened, a second late at most when the journal is quiet.

    A database that is away for a while, or a reaction that crashes, ends nothing: the cursor has not moved, so the same
    entries are read again until it works. A thread that ended here would leave the worker doing jobs and deaf to news.
    """
    while not stopping.is_set():
        try:
            read = react("reactions", REACTIONS)
        except Exception:
            LOGGER.exception("the journal could not be read on; trying again")
            read = 0
        close_old_connections()
        if not read:
            stopping.wait(1)
