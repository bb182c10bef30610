"""Django's own backend for PostgreSQL; each connection lets `ground.watch` time its statements."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base

from tinhso.ground.watch.statements import watched


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection, of whichever thread: the web's, a job's, a command's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(watched)
