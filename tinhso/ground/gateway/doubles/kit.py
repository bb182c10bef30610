"""What the doubles share: faults that are switched on over HTTP, pages, and serving until told to stop."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from django.template import Context, Engine

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")

PAGES = Engine(dirs=[str(Path(__file__).parent / "pages")])
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Faults:
    """Faults by name: how often each still strikes, or its value (seconds for `slow`).

    POST /__faults {"callback_lost": 1, "slow": 0.5} switches on, {"callback_lost": 0} off, DELETE clears.
    """

    def __init__(self, *names: str) -> None:
        self.names = frozenset(names) | {"slow", "error_500", "garbage"}
        self.on: dict[str, float] = {}
        self.traceparents: list[str] = []  # the newest last

    def strikes(self, name: str) -> bool:
        """True when the fault is on; one of its times is used up."""
        left = self.on.get(name, 0)
        if left > 0:
            self.on[name] = left - 1
        return left > 0

    def routes(self) -> list[web.RouteDef]:
        """The control end point."""
        return [web.post("/__faults", self._switch), web.get("/__faults", self._show),
                web.delete("/__faults", self._clear)]  # fmt: skip

    async def _switch(self, request: web.Request) -> web.Response:
        wanted = await request.json()
        unknown = set(wanted) - self.names
        if unknown:
            return web.json_response({"unknown": sorted(unknown), "known": sorted(self.names)}, status=400)
        self.on.update({name: float(times) for name, times in wanted.items()})
        return web.json_response(self.on)

    async def _show(self, request: web.Request) -> web.Response:
        return web.json_response({"on": self.on, "known": sorted(self.names), "traceparents": self.traceparents})

    async def _clear(self, request: web.Request) -> web.Response:
        self.on.clear()
        return web.json_response(self.on)

    def middleware(self, *paths: str) -> Any:
        """Slow answers, HTTP 500 and garbage for every path that begins with one of these."""

        @web.middleware
        async def trouble(request: web.Request, handler: Handler) -> web.StreamResponse:
            if not request.path.startswith(paths):
                return await handler(request)
            self.traceparents = [*self.traceparents[-99:], request.headers.get("traceparent", "")]
            if self.on.get("slow"):
                await asyncio.sleep(self.on["slow"])
            if self.strikes("error_500"):
                return web.Response(status=500, text="Internal Server Error")
            if self.strikes("garbage"):
                return web.Response(text="<html>?!", content_type="text/html")
            return await handler(request)

        return trouble


def page(name: str, context: dict[str, Any], *, status: int = 200) -> web.Response:
    """A page of the double, in Vietnamese."""
    # Numbers as they are: to write them in Vietnamese, Django would ask for its apps, which a double does not load.
    text = PAGES.get_template(name).render(Context(context, use_l10n=False))
    return web.Response(text=text, content_type="text/html", status=status)


def listen_at(address: str) -> tuple[str, int]:
    """Host and port of a partner's address."""
    parts = urlsplit(address)
    return parts.hostname or "127.0.0.1", parts.port or 80


async def serve(application: web.Application, address: str) -> None:
    """Serve until SIGTERM or SIGINT."""
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    host, port = listen_at(address)
    await web.TCPSite(runner, host, port, reuse_address=True, shutdown_timeout=1).start()
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    await stopping.wait()
    await runner.cleanup()
