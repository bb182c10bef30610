"""The stream without a server: who has a ticket listens, everybody hears the same bytes, and what ended is told so."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from django.core import signing

from tinhso.ground.people.tests.factories import NOON
from tinhso.insight.ioc import streaming, tickets
from tinhso.insight.ioc.streaming import PATH, Streams


def words(unit: int = 0, language: str = "vi") -> str:
    return tickets.issue(account_id=1, handle="h", unit=unit, language=language)


class Browser:
    """One connection that keeps what it was sent."""

    def __init__(self, streams: Streams, ticket: str, path: str = PATH) -> None:
        self.sent: list[dict] = []
        self.gone = asyncio.Event()
        headers = [(b"origin", b"http://testserver")]
        asked = {"path": path, "query_string": f"ve={ticket}".encode()}
        scope = {"type": "http", "method": "GET", "headers": headers, **asked}
        self.work = asyncio.create_task(streams(scope, self.receive, self.send))

    async def receive(self) -> dict:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict) -> None:
        self.sent.append(message)

    @property
    def status(self) -> int:
        return self.sent[0]["status"]

    @property
    def heard(self) -> list[bytes]:
        return [one["body"] for one in self.sent[1:] if one["body"] != streaming.BREATH]


@pytest.fixture
def stage(monkeypatch):
    """The stream with a database that we play."""
    told = {"state": 1, "standing": None, "drawn": 0}
    monkeypatch.setattr(streaming, "LOOK_S", 0.01)
    monkeypatch.setattr(streaming, "CHECK_S", 0.01)
    monkeypatch.setattr(streaming, "_what_stands", lambda: told["state"])

    def draw(channels):
        told["drawn"] += 1
        return {channel: f"event: wall\ndata: {channel} {told['state']}\n\n".encode() for channel in channels}

    def standing(held):
        return {one.once for one in held} if told["standing"] is None else told["standing"]

    monkeypatch.setattr(streaming, "_draw", draw)
    monkeypatch.setattr(streaming, "_standing", standing)
    return told


async def until(holds) -> None:
    for _ in range(500):
        if holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came")


def test_everybody_of_a_unit_hears_the_same_bytes_and_each_unit_its_own(stage):
    async def story() -> None:
        streams = Streams()
        browsers = [Browser(streams, words(unit)) for unit in (0, 0, 7)]
        await until(lambda: all(len(one.heard) == 1 for one in browsers))
        stage["state"] = 2
        await until(lambda: all(len(one.heard) == 2 for one in browsers))

        assert browsers[0].heard[1] is browsers[1].heard[1]
        assert browsers[0].heard[1] != browsers[2].heard[1]
        assert dict(browsers[0].sent[0]["headers"])[b"access-control-allow-origin"] == b"http://testserver"
        before = stage["drawn"]
        await asyncio.sleep(0.05)
        assert stage["drawn"] == before, "nothing changed: nothing is drawn"
        for one in browsers:
            one.gone.set()
        await asyncio.gather(*(one.work for one in browsers))
        assert not streams.viewers

    asyncio.run(story())


def test_a_look_that_fails_freezes_no_wall(stage, monkeypatch, caplog):
    async def story() -> None:
        streams = Streams()
        one = Browser(streams, words())
        await until(lambda: one.heard)
        with monkeypatch.context() as broken:
            broken.setattr(streaming, "_what_stands", lambda: 1 / 0)
            await until(lambda: "could not draw" in caplog.text)
        stage["state"] = 2
        await until(lambda: len(one.heard) == 2)
        assert one.heard[1].endswith(b" 2\n\n")
        one.gone.set()
        await one.work

    asyncio.run(story())


def test_a_session_that_ended_hears_goodbye(stage):
    async def story() -> None:
        streams = Streams()
        one = Browser(streams, words())
        await until(lambda: one.heard)
        stage["standing"] = set()
        await one.work
        assert one.heard[-1] == streaming.BYE and one.sent[-1]["more_body"] is False

    asyncio.run(story())


def test_a_ticket_opens_once_for_a_minute_and_only_ours(stage, time_machine):
    async def story() -> None:
        streams = Streams()
        ticket = words()
        first = Browser(streams, ticket)
        await until(lambda: first.heard)
        forged = signing.dumps([1, "h", 0, "vi", "x"], salt="another")
        others = [Browser(streams, one) for one in (ticket, forged, "", "không phải vé")]
        astray = Browser(streams, words(), path="/dieu-hanh/")
        await asyncio.gather(astray.work, *(one.work for one in others))
        assert [one.status for one in (*others, astray)] == [403, 403, 403, 403, 404]
        first.gone.set()
        await first.work

    asyncio.run(story())
    time_machine.move_to(NOON, tick=False)
    old = words()
    assert tickets.read(old)
    time_machine.shift(timedelta(seconds=tickets.SECONDS + 5))
    assert tickets.read(old) is None
