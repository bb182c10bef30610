"""A database for the time of one command: the one given, or our own, stopped by the last who leaves."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator

from tinhso.config.launch import state
from tinhso.config.launch.postgres import Server


@contextlib.contextmanager
def database() -> Iterator[str]:
    """Set DATABASE_URL; start the embedded server unless an address was given, and stop it when nobody else uses it.

    Everyone who uses the server holds a shared lock; who leaves and can have it alone was the last. So a short
    command never stops the server under a test run or under `make run`, and nothing is left running either.
    """
    if os.environ.get("DATABASE_URL"):
        yield os.environ["DATABASE_URL"]
        return
    server = Server(state.folder() / "pg")
    with (state.folder() / "pg.users").open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        server.start()
        os.environ["DATABASE_URL"] = server.url()
        try:
            yield os.environ["DATABASE_URL"]
        finally:
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                server.stop()
