"""A database for the time of one command: the one given, or our own, stopped by the last who leaves."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator

from tinhso.config.launch import state
from tinhso.config.launch.postgres import SETTINGS, UNSYNCED, Server


@contextlib.contextmanager
def database(*, for_tests: bool = False) -> Iterator[str]:
    """Set DATABASE_URL; start the embedded server unless an address was given, and stop it when nobody else uses it.

    Tests have a server of their own, which may lose everything with the power; what people typed lies in the other.

    Everyone who uses the server holds a shared lock; who leaves and can have it alone was the last. So a short
    command never stops the server under a test run or under `make run`, and nothing is left running either.
    """
    if os.environ.get("DATABASE_URL"):
        yield os.environ["DATABASE_URL"]
        return
    name, settings = ("pg-test", UNSYNCED) if for_tests else ("pg", SETTINGS)
    server = Server(state.folder() / name, settings)
    with (state.folder() / f"{name}.users").open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        server.start()
        os.environ["DATABASE_URL"] = server.url()
        try:
            yield os.environ["DATABASE_URL"]
        finally:
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                server.stop()
