"""The stream of the walls: one small ASGI application that holds every viewer and tells all of a unit the same bytes.

A process of its own (config/streams.py), for a thread of the web would be held by each viewer. Once a second it asks
the database whether anything changed, for all viewers together; what a wall shows is drawn once a unit and language,
however many look at it. Who may listen was decided at the door of the ticket; every few seconds the stream asks
whether his session and his posts still stand, and ends where they do not.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from tinhso.ground.people import queries as people
from tinhso.ground.people import sessions
from tinhso.insight.ioc import queries, tickets
from tinhso.insight.ioc.live import live_context
from tinhso.insight.ioc.tickets import Ticket

PATH = "/dieu-hanh/luong"
LOOK_S, BREATH_S, CHECK_S, REDRAW_S = 1.0, 15.0, 5.0, 30.0
MOST = 2000
Channel = tuple[int, str]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
BREATH = b": \n\n"
BYE = b"event: bye\ndata: \n\n"

log = logging.getLogger(__name__)


@dataclass(eq=False)
class Viewer:
    """One connection. waiting: what it has not been sent yet; only the newest wall is worth sending."""

    ticket: Ticket
    waiting: asyncio.Queue[bytes] = field(default_factory=lambda: asyncio.Queue(4))

    @property
    def channel(self) -> Channel:
        """What it listens to."""
        return self.ticket.unit, self.ticket.language

    def tell(self, words: bytes) -> None:
        """Leave something for it; who reads too slowly misses what is old by then."""
        if self.waiting.full():
            self.waiting.get_nowait()
        self.waiting.put_nowait(words)


class Streams:
    """The application: ASGI, three scopes, one address."""

    def __init__(self) -> None:
        self.viewers: set[Viewer] = set()
        self.drawn: dict[Channel, bytes] = {}
        self.used: dict[str, float] = {}
        self.told: object = None
        self.work: asyncio.Task[None] | None = None

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await _live_and_die(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["path"] == f"{PATH}/song":
            await _say(send, 200, str(len(self.viewers)).encode())
            return
        if scope["path"] != PATH or scope["method"] != "GET":
            await _say(send, 404, b"")
            return
        (words, *_) = parse_qs(scope["query_string"].decode("latin-1")).get("ve", [""])
        ticket = tickets.read(words)
        loop = asyncio.get_running_loop()
        if ticket is None or ticket.once in self.used:
            await _say(send, 403, b"", _allowed(scope))
            return
        if len(self.viewers) >= MOST:
            await _say(send, 503, b"", _allowed(scope))
            return
        self.used[ticket.once] = loop.time()
        if self.work is None or self.work.done():
            self.work = loop.create_task(self._keep_looking())
        viewer = Viewer(ticket)
        self.viewers.add(viewer)
        try:
            await self._serve(viewer, scope, receive, send)
        finally:
            self.viewers.discard(viewer)

    async def _serve(self, viewer: Viewer, scope: Message, receive: Receive, send: Send) -> None:
        headers = [(b"content-type", b"text/event-stream; charset=utf-8"), (b"cache-control", b"no-store"),
                   (b"x-accel-buffering", b"no"), *_allowed(scope)]  # fmt: skip
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        first = self.drawn.get(viewer.channel)
        if first is None:
            self.drawn |= await asyncio.to_thread(_draw, [viewer.channel])
            first = self.drawn.get(viewer.channel, BREATH)
        viewer.tell(first)
        gone = asyncio.ensure_future(_until_gone(receive))
        try:
            while not gone.done():
                next_one = asyncio.ensure_future(viewer.waiting.get())
                await asyncio.wait({next_one, gone}, return_when=asyncio.FIRST_COMPLETED)
                if not next_one.done():
                    next_one.cancel()
                    break
                words = next_one.result()
                await send({"type": "http.response.body", "body": words, "more_body": words is not BYE})
                if words is BYE:
                    break
        finally:
            gone.cancel()

    async def _keep_looking(self) -> None:
        """One look a second for everybody, as long as anybody listens."""
        loop = asyncio.get_running_loop()
        breath = check = redraw = loop.time()
        while self.viewers:
            await asyncio.sleep(LOOK_S)
            now = loop.time()
            try:
                told = await asyncio.to_thread(_what_stands)
                if told != self.told or now - redraw >= REDRAW_S:
                    self.told, redraw = told, now
                    await self._tell()
                if now - check >= CHECK_S:
                    check = now
                    await self._end_those_who_may_not()
            except DatabaseError as lost:
                log.warning("The stream could not ask the database: %s", lost)
            if now - breath >= BREATH_S:
                breath = now
                for viewer in self.viewers:
                    viewer.tell(BREATH)
                self.used = {once: at for once, at in self.used.items() if now - at < 2 * tickets.SECONDS}
        self.drawn.clear()
        self.told = None

    async def _tell(self) -> None:
        """Draw what is looked at, and tell those whose wall is another than before."""
        looked_at = {viewer.channel for viewer in self.viewers}
        fresh = await asyncio.to_thread(_draw, looked_at)
        changed = {channel for channel, words in fresh.items() if words != self.drawn.get(channel)}
        self.drawn = fresh
        for viewer in self.viewers:
            if viewer.channel in changed:
                viewer.tell(fresh[viewer.channel])

    async def _end_those_who_may_not(self) -> None:
        standing = await asyncio.to_thread(_standing, [viewer.ticket for viewer in self.viewers])
        for viewer in [viewer for viewer in self.viewers if viewer.ticket.once not in standing]:
            viewer.tell(BYE)


def _what_stands() -> object:
    """What a wall depends on: snapshot, alerts, pins, shift."""
    close_old_connections()
    shift = queries.on_duty()
    return queries.version(), queries.newest_change(), queries.newest_pin(), shift.pk if shift else None


def _draw(channels: Iterable[Channel]) -> dict[Channel, bytes]:
    """The message of each channel: the same fragment as the page has."""
    close_old_connections()
    by_unit: dict[int, list[str]] = defaultdict(list)
    for unit, language in channels:
        by_unit[unit].append(language)
    found = {}
    for unit, languages in by_unit.items():
        context = live_context(unit, now=timezone.now())
        for language in languages:
            with override(language):
                html = render_to_string("ioc/_live.html", context)
            found[unit, language] = b"event: wall\ndata: " + json.dumps(html, ensure_ascii=False).encode() + b"\n\n"
    return found


def _standing(held: list[Ticket]) -> set[str]:
    """Which tickets' sessions and posts still stand."""
    close_old_connections()
    now = timezone.now()
    signed_in = sessions.standing({ticket.account_id for ticket in held}, now=now)
    may: dict[tuple[int, int], bool] = {}
    for ticket in held:
        key = ticket.account_id, ticket.unit
        if key not in may:
            may[key] = _may_watch(*key, now=now)
    return {
        ticket.once for ticket in held
        if (ticket.account_id, ticket.handle) in signed_in and may[ticket.account_id, ticket.unit]
    }  # fmt: skip


def _may_watch(account_id: int, unit: int, *, now: Any) -> bool:
    account = people.account_of(account_id)
    if account is None:
        return False
    person = people.person_for(account, on=timezone.localdate(now), at=now)
    return queries.sees_all(person) or unit in queries.units_of(person)


def _allowed(scope: Message) -> list[tuple[bytes, bytes]]:
    """Leave for a page of ours that is served at another port, as under `make run`; nobody else's page may read."""
    origin = dict(scope["headers"]).get(b"origin", b"").decode("latin-1")
    if origin and urlsplit(origin).hostname in settings.ALLOWED_HOSTS:
        return [(b"access-control-allow-origin", origin.encode()), (b"vary", b"origin")]
    return []


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        continue


async def _say(send: Send, status: int, words: bytes, more: Iterable[tuple[bytes, bytes]] = ()) -> None:
    headers = [(b"content-type", b"text/plain"), (b"cache-control", b"no-store"), *more]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words})


async def _live_and_die(receive: Receive, send: Send) -> None:
    with suppress(asyncio.CancelledError):
        while True:
            message = await receive()
            await send({"type": f"{message['type']}.complete"})
            if message["type"] == "lifespan.shutdown":
                return
