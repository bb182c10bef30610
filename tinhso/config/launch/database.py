"""A database for the time of one command: the one given, the running one, or our own."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

from tinhso.config.launch import state
from tinhso.config.launch.postgres import Server


@contextlib.contextmanager
def database() -> Iterator[str]:
    """Set DATABASE_URL; start the embedded server if nobody gave or runs one, and stop what we started."""
    if os.environ.get("DATABASE_URL"):
        yield os.environ["DATABASE_URL"]
        return
    server = Server(state.folder() / "pg")
    started = server.start()
    os.environ["DATABASE_URL"] = server.url()
    try:
        yield os.environ["DATABASE_URL"]
    finally:
        if started:
            server.stop()
