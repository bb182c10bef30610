"""The thin shell that granian serves: every page goes to Django through WSGI threads."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from a2wsgi import WSGIMiddleware

from tinhso.config.wsgi import application as pages

_shell = WSGIMiddleware(pages, workers=8)  # type: ignore[arg-type]


async def application(scope: Any, receive: Callable[[], Awaitable[Any]], send: Any) -> None:
    """Serve one request. granian's `receive` answers with a bare awaitable, a2wsgi insists on a coroutine:

    without this step every POST with a body would end in 500.
    """

    async def hear() -> Any:
        return await receive()

    await _shell(scope, hear, send)
