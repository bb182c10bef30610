"""The double of mail, SMS and Zalo: python -m tinhso.ground.gateway.doubles.messages

An SMTP server on the smtp port, the two HTTP services on the messages port, and one page that shows what came in.
"""

from __future__ import annotations

import asyncio
import email
import email.policy
import hmac
import secrets
from collections import deque
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from aiohttp import web
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings

from tinhso.ground.base.vietnamese import format_moment
from tinhso.ground.gateway.doubles.kit import Faults, listen_at, page, serve

FAULTS = Faults("smtp_451", "smtp_550", "answer_lost")
KEPT = 500


@dataclass(frozen=True)
class Received:
    """One message that came in; `key` is what the sender gave, so a repeat is not kept twice."""

    channel: str
    key: str
    to: str
    title: str
    text: str
    at: str


class Inbox:
    """The newest messages of all channels."""

    def __init__(self) -> None:
        self.messages: deque[Received] = deque(maxlen=KEPT)
        self.refs: dict[tuple[str, str], str] = {}

    def keep(self, channel: str, *, key: str, to: str, title: str, text: str) -> str:
        """Keep a message once, and give the reference that its first coming got."""
        if (channel, key) not in self.refs:
            self.refs[channel, key] = secrets.token_hex(8)
            at = format_moment(datetime.now(UTC))
            self.messages.appendleft(Received(channel, key, to, title, text, at))
        return self.refs[channel, key]

    def application(self) -> web.Application:
        """The HTTP side."""
        application = web.Application(middlewares=[FAULTS.middleware("/sms", "/zalo/")])
        application.add_routes(FAULTS.routes())
        application.add_routes([
            web.post("/sms", self.sms),
            web.post("/zalo/message/template", self.zalo),
            web.get("/", self.show),
            web.get("/__messages", self.as_json),
        ])  # fmt: skip
        return application

    async def sms(self, request: web.Request) -> web.Response:
        """Take one SMS: {brand, phone, text, request_id}."""
        body = await self._body(request)
        if body is None or not str(body.get("phone", "")).lstrip("+").isdecimal():
            return web.json_response({"error": 400 if body else 401})
        ref = self.keep("SMS", key=body["request_id"], to=body["phone"], title=body["brand"], text=body["text"])
        return self._answer({"message_id": ref})

    async def zalo(self, request: web.Request) -> web.Response:
        """Take one Zalo template message: {phone, template_id, template_data, tracking_id}."""
        body = await self._body(request)
        if body is None:
            return web.json_response({"error": -124})
        text = "\n".join(str(value) for value in body["template_data"].values())
        ref = self.keep("Zalo", key=body["tracking_id"], to=body["phone"], title=body["template_id"], text=text)
        return self._answer({"msg_id": ref})

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Take one letter over SMTP."""
        if FAULTS.strikes("smtp_451"):
            return "451 Try again later"
        if FAULTS.strikes("smtp_550"):
            return "550 No such mailbox"
        content = envelope.content if isinstance(envelope.content, bytes) else str(envelope.content).encode()
        letter = email.message_from_bytes(content, policy=email.policy.default)
        body = letter.get_body(("plain",))
        for address in envelope.rcpt_tos:
            self.keep("E-mail", key=f"{letter['Message-ID']} {address}", to=address,
                      title=str(letter["Subject"]).strip(), text=str(body.get_content()) if body else "")  # fmt: skip
        return "250 OK"

    async def show(self, request: web.Request) -> web.Response:
        """What came in, newest first."""
        return page("inbox.html", {"messages": list(self.messages)})

    async def as_json(self, request: web.Request) -> web.Response:
        """The same for a program."""
        return web.json_response([asdict(message) for message in self.messages])

    async def _body(self, request: web.Request) -> dict[str, Any] | None:
        given, right = request.headers.get("Authorization", ""), f"Bearer {settings.MESSAGES_TOKEN}"
        return dict(await request.json()) if hmac.compare_digest(given.encode(), right.encode()) else None

    def _answer(self, data: dict[str, str]) -> web.Response:
        if FAULTS.strikes("answer_lost"):
            # The message is kept, but the sender never hears of it.
            return web.Response(status=504, text="Gateway Timeout")
        return web.json_response({"error": 0, "message": "Success", "data": data})


async def _serve(inbox: Inbox) -> None:
    host, port = listen_at(settings.PARTNERS["smtp"])
    letters = await asyncio.get_running_loop().create_server(lambda: SMTP(inbox, enable_SMTPUTF8=True), host, port)
    async with letters:
        await serve(inbox.application(), settings.PARTNERS["messages"])


def main() -> None:
    """Serve at the addresses that the settings give to messages and smtp."""
    asyncio.run(_serve(Inbox()))


if __name__ == "__main__":
    main()
