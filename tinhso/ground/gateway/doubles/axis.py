"""A node of document exchange: python -m tinhso.ground.gateway.doubles.axis [node]

It speaks the protocol of the national axis (partners/axis.py) from the other side and serves any number of systems, so
that two installations, or an older program of a department, exchange without the national one. As a double it also has
faults: refuse, answer_lost (kept, but 504), twice (laid out twice), broken (half of a packet), slow, error_500,
garbage. With `node` there are neither faults nor lists for tests.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiohttp import web
from django.conf import settings

from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.gateway.doubles.axis_books import Books, settle
from tinhso.ground.gateway.doubles.kit import Faults, page, serve
from tinhso.ground.gateway.edxml.base64_pieces import encoded
from tinhso.ground.gateway.edxml.messages import Document, Packet
from tinhso.ground.gateway.edxml.reading import read
from tinhso.ground.gateway.errors import BadPacket
from tinhso.ground.gateway.partners.axis_signing import PREFIX, BadCall, checked, is_hash_of

PIECE = 64 * 1024
HEAD, TAIL = b'{"status":"OK","ErrorCode":"0","ErrorDesc":"","data":"', b'"}'
Said = dict[str, str]
Call = Callable[[web.Request, Said], Awaitable[web.StreamResponse]]


class Node:
    """The node with its books. here: the path under which it answers."""

    def __init__(self, folder: Path, *, here: str, is_double: bool) -> None:
        self.books, self.here, self.is_double = Books(folder), here, is_double
        self.faults = Faults("refuse", "answer_lost", "twice", "broken")

    def application(self) -> web.Application:
        """The node as a web application."""
        application = web.Application(middlewares=[self.faults.middleware(self.here)] if self.is_double else [])
        calls: dict[str, Call] = {
            "sendEdoc": self.take, "getReceivedEdocList": self.waiting, "getSentEdocList": self.sent,
            "getEdoc": self.give, "updateStatus": self.mark, "getAgenciesList": self.agencies,
            "getSynchronizeUnit": self.units, "registerAgency": self.register, "deleteAgency": self.drop,
        }  # fmt: skip
        application.add_routes([web.post(f"{self.here}/{name}", self._believed(call)) for name, call in calls.items()])
        if self.is_double:
            application.add_routes(self.faults.routes())
            application.add_routes([web.delete("/__packets", self.forget), web.get("/", self.front)])
        return application

    def _believed(self, call: Call) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """The call with what its signature covers; 401 for one that is not believed."""

        async def answer(request: web.Request) -> web.StreamResponse:
            secrets = {settings.AXIS["system_id"]: settings.AXIS["secret"], **self.books.systems()}
            try:
                said = checked(request.headers, secrets, now=datetime.now(UTC))
            except BadCall as error:
                return no(str(error), status=401)
            if self.faults.strikes("refuse"):
                return no("refused")
            return await call(request, said)

        return answer

    async def take(self, request: web.Request, said: Said) -> web.StreamResponse:
        """sendEdoc: take a packet whole, look whom it is for, keep it; the same again is the same packet."""
        handle, part = self.books.room()
        digest = hashlib.sha256()
        try:
            async for piece in request.content.iter_chunked(PIECE):
                digest.update(piece)
                os.write(handle, piece)
            settle(handle)
            return await self._keep(request, said, part, digest.hexdigest())
        finally:
            part.unlink(missing_ok=True)

    async def _keep(self, request: web.Request, said: Said, part: Path, sha256: str) -> web.StreamResponse:
        if not is_hash_of(said.get("hash-file", ""), sha256):
            return no("hash-differs")
        if not self.books.speaks_for(said["systemid"], said.get("from", "")):
            return no("not-your-agency")
        named = request.headers.get(f"{PREFIX}to", "")
        packet, problem = await asyncio.to_thread(looked_at, part)
        receivers = [one.strip() for one in named.split(",") if one.strip()] or list(packet.receivers if packet else ())
        if not receivers:
            return no(problem or "no-receiver")
        title, notation = ("", "")
        if packet is not None and isinstance(packet.header, Document):
            title, code = packet.header.subject, packet.header.code
            notation = f"{code.number}/{code.notation}"
        doc_id = self.books.keep(
            part, system=said["systemid"], kind=said.get("messagetype", "edoc"), sender=said["from"], sha256=sha256,
            receivers=receivers, title=title, notation=notation, now=datetime.now(VIETNAM),
            twice=self.faults.strikes("twice"),
        )  # fmt: skip
        return self._yes(DocId=doc_id)

    async def waiting(self, request: web.Request, said: Said) -> web.StreamResponse:
        """GetReceivedEdocList."""
        return self._yes(data=self.books.waiting(said["systemid"], said.get("messagetype", "edoc")))

    async def sent(self, request: web.Request, said: Said) -> web.StreamResponse:
        """GetSentEdocList."""
        return self._yes(data=self.books.sent(said["systemid"], said.get("messagetype", "edoc")))

    async def give(self, request: web.Request, said: Said) -> web.StreamResponse:
        """getEdoc: a packet as base64 in JSON, sent piece by piece."""
        path = self.books.file_of(said["systemid"], said.get("docid", ""))
        if path is None:
            return no("no-packet")
        size = path.stat().st_size
        answer = web.StreamResponse(headers={"Content-Type": "application/json"})
        answer.content_length = len(HEAD) + (size + 2) // 3 * 4 + len(TAIL)
        await answer.prepare(request)
        await answer.write(HEAD)
        is_broken = self.faults.strikes("broken")
        with path.open("rb") as content:
            for piece in encoded(content):
                if is_broken:
                    await answer.write(piece[: len(piece) // 2])
                    assert request.transport is not None  # noqa: S101 - it is there while we answer
                    request.transport.close()
                    return answer
                await answer.write(piece)
        await answer.write(TAIL)
        return answer

    async def mark(self, request: web.Request, said: Said) -> web.StreamResponse:
        """UpdateStatus."""
        status = said.get("status", "")
        if status not in {"processing", "done", "fail"}:
            return no("bad-status")
        if not self.books.mark(said["systemid"], said.get("docid", ""), status, now=datetime.now(VIETNAM)):
            return no("no-packet")
        return self._yes()

    async def agencies(self, request: web.Request, said: Said) -> web.StreamResponse:
        """GetAgenciesList."""
        return self._yes(data=self.books.agencies())

    async def units(self, request: web.Request, said: Said) -> web.StreamResponse:
        """GetSynchronizeUnit."""
        return self._yes(data=self.books.agencies(said["systemid"]))

    async def register(self, request: web.Request, said: Said) -> web.StreamResponse:
        """RegisterAgency."""
        body = await request.json()
        code = said.get("organid", "")
        if not code or not isinstance(body, dict):
            return no("no-code")
        return self._yes() if self.books.register(said["systemid"], code, body) else no("not-your-agency")

    async def drop(self, request: web.Request, said: Said) -> web.StreamResponse:
        """DeleteAgency."""
        return self._yes() if self.books.drop(said["systemid"], said.get("organid", "")) else no("not-your-agency")

    async def front(self, request: web.Request) -> web.Response:
        """Agencies and the newest packets, for who looks."""
        packets = self.books.rows.execute(
            "SELECT p.sender, p.kind, p.title, p.notation, p.at, d.receiver, d.status FROM packet p "
            "JOIN delivery d ON d.packet = p.id ORDER BY d.rowid DESC LIMIT 100"
        ).fetchall()
        return page("axis.html", {"agencies": self.books.agencies(), "packets": [dict(row) for row in packets]})

    async def forget(self, request: web.Request) -> web.Response:
        """Begin anew."""
        self.books.forget()
        return web.json_response([])

    def _yes(self, **facts: Any) -> web.Response:
        """Success; with a fault the caller never hears of it."""
        if self.faults.strikes("answer_lost"):
            return web.Response(status=504)
        return web.json_response({"status": "OK", "ErrorCode": "0", "ErrorDesc": "", **facts})


def looked_at(path: Path) -> tuple[Packet | None, str]:
    """The packet in a file, contents let go; or why it cannot be read."""
    try:
        with path.open("rb") as content:
            return read(content, keep=None), ""
    except BadPacket as error:
        return None, error.code


def no(code: str, *, status: int = 200) -> web.Response:
    """A refusal in the words of the protocol."""
    return web.json_response({"status": "FAIL", "ErrorCode": code, "ErrorDesc": code}, status=status)


if __name__ == "__main__":
    address = str(settings.PARTNERS["axis"])
    here = "/" + address.partition("://")[2].partition("/")[2].strip("/")
    node = Node(Path(settings.AXIS["node_folder"]), here=here, is_double="node" not in sys.argv[1:])
    asyncio.run(serve(node.application(), address))
