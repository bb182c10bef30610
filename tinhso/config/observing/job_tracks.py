"""A job stays on the track of the request from which it came, and is timed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from procrastinate import JobContext

from tinhso.ground.watch import tracks
from tinhso.ground.watch.parts import part


async def on_track(call_next: Callable[[], Awaitable[Any]], context: JobContext, worker: object) -> Any:
    """Procrastinate's middleware around each job, in the context that its thread inherits."""
    track = tracks.taken(context.job.task_kwargs)
    with tracks.following(track), part("job", context.job.task_name, attempts=context.job.attempts):
        return await call_next()
