"""python -m tinhso.ground.gateway.doubles.subscriber http://127.0.0.1:9100: an agency's system that hears of dossiers.

Answers the handshake, believes events by their signature alone, and keeps each once however often it comes. Faults:
handshake_wrong, answer_lost (it has the event, but answers 504: it will come twice), gone (410), busy (503, in ten
minutes again), slow, error_500.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from tinhso.ground.gateway.doubles.kit import Faults, serve
from tinhso.ground.gateway.errors import BadEvent
from tinhso.ground.gateway.rules import SIGNATURE, check_signature, read_event


class Subscriber:
    """One system with its secrets, and what it heard."""

    def __init__(self) -> None:
        self.secrets: list[str] = []
        self.heard: dict[str, dict[str, Any]] = {}
        self.calls: list[dict[str, Any]] = []
        self.faults = Faults("handshake_wrong", "answer_lost", "gone", "busy")

    def application(self) -> web.Application:
        """The system as a web application."""
        application = web.Application(middlewares=[self.faults.middleware("/nhan")])
        application.add_routes(self.faults.routes())
        application.add_routes([
            web.options("/nhan", self.agree),
            web.post("/nhan", self.hear),
            web.get("/__heard", self.as_json),
            web.post("/__secrets", self.learn),
            web.delete("/__heard", self.forget),
        ])  # fmt: skip
        return application

    async def agree(self, request: web.Request) -> web.Response:
        """The handshake: it names whom it lets call."""
        origin = request.headers.get("WebHook-Request-Origin", "")
        allowed = "someone-else.example" if self.faults.strikes("handshake_wrong") else origin
        return web.Response(headers={"WebHook-Allowed-Origin": allowed, "WebHook-Allowed-Rate": "*", "Allow": "POST"})

    async def hear(self, request: web.Request) -> web.Response:
        """An event: 401 unless one of the secrets signed it; one that is known is taken again and changes nothing."""
        body, signature = await request.read(), request.headers.get(SIGNATURE, "")
        said: dict[str, Any] = {"signatures": signature.count("v1="), "type": request.content_type, "status": 204}
        self.calls.append(said)
        if self.faults.strikes("busy"):
            said["status"] = 503
            return web.Response(status=503, headers={"Retry-After": "600"})
        if self.faults.strikes("gone"):
            said["status"] = 410
        elif not any(_is_signed(secret, signature, body) for secret in self.secrets):
            said["status"] = 401
        else:
            event = read_event(body)
            self.heard.setdefault(event.event_id, event.body)
            if self.faults.strikes("answer_lost"):
                said["status"] = 504
        return web.Response(status=said["status"])

    async def as_json(self, request: web.Request) -> web.Response:
        """What it heard, in order, and how each call ended."""
        return web.json_response({"heard": list(self.heard.values()), "calls": self.calls})

    async def learn(self, request: web.Request) -> web.Response:
        """["secret", …]: by which it believes from now on."""
        self.secrets = list(await request.json())
        return web.json_response([])

    async def forget(self, request: web.Request) -> web.Response:
        """Begin anew."""
        self.heard.clear()
        self.calls.clear()
        return web.json_response([])


def _is_signed(secret: str, signature: str, body: bytes) -> bool:
    try:
        # The clock of the test is not ours: the window has tests of its own.
        at = datetime.fromtimestamp(int(signature.partition("t=")[2].partition(",")[0] or 0), UTC)
        check_signature(secret, signature, body, now=at)
    except BadEvent:
        return False
    return True


if __name__ == "__main__":
    asyncio.run(serve(Subscriber().application(), sys.argv[1]))
