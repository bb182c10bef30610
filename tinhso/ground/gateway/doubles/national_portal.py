"""The double of the national portal: python -m tinhso.ground.gateway.doubles.national_portal

Speaks both dialects of `partners/national_portal.py` from the other side: sessions and tokens, dossiers checked field
by field, progress of known dossiers only; hands over what citizens file there (national_portal_front). Its page (/) and
/__dossiers show what it holds; a kill loses only sessions.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any
from uuid import uuid4

from aiohttp import web
from django.conf import settings

from tinhso.ground.gateway.doubles.kit import Faults, page, serve
from tinhso.ground.gateway.doubles.national_portal_books import (
    STATES,
    Books,
    Held,
    faults_in,
    faults_in_creation,
    faults_in_step,
)
from tinhso.ground.gateway.doubles.national_portal_front import HANDING_OVER, Citizens
from tinhso.ground.gateway.partners.national_portal import CREATE, LOGIN, ONE, SERVICES, STATUSES, STEPS, TOKEN

WRONG, OLD, KNOWN, UNKNOWN = "-1", "-2", "-3", "-4"


class Portal:
    """The portal with its books and the sessions that it gave out."""

    def __init__(self) -> None:
        self.base_url: str = settings.PARTNERS["national_portal"]
        self.books = Books(Path(settings.PORTAL["double_folder"]) / "national_portal.json")
        self.faults = Faults("answer_lost", "session_expired", *HANDING_OVER)
        self.sessions: set[str] = set()
        self.citizens = Citizens(self.books, self.faults, self.is_open)

    def application(self) -> web.Application:
        """The portal as a web application."""
        application = web.Application(middlewares=[self.faults.middleware("/mapi/", "/api/", "/oauth/")])
        application.add_routes(self.faults.routes())
        application.add_routes([
            web.post(LOGIN, self.log_in),
            web.post(SERVICES, self.serve_classic),
            web.post(TOKEN, self.give_token),
            web.post(CREATE, self.create),
            web.post(STEPS, self.take_steps),
            web.post(STATUSES, self.take_states),
            web.get(f"{ONE}{{code}}", self.show_one),
            web.get("/", self.front),
            web.get("/__dossiers", self.as_json),
            web.delete("/__dossiers", self.forget),
            *self.citizens.routes(),
        ])  # fmt: skip
        application.on_startup.append(self.citizens.go_on)
        return application

    # The classic dialect ----------------------------------------------------------------------------------

    async def log_in(self, request: web.Request) -> web.Response:
        """{username, password}: a session."""
        said = await self._object(request)
        if not self._knows(said.get("username"), said.get("password")):
            return _no(WRONG, "Sai tên đăng nhập hoặc mật khẩu")
        return web.json_response({"session": self._opened(), "error_code": "0"})

    async def serve_classic(self, request: web.Request) -> web.Response:
        """{session, madonvi, service, …}: one of the three services that we use."""
        said = await self._object(request)
        if not self.is_open(str(said.get("session"))):
            return _no(OLD, "Phiên làm việc đã hết hạn")
        if not said.get("madonvi") or not request.headers.get("dstcode"):
            return _no(WRONG, "Thiếu madonvi hoặc dstcode")
        match said.get("service"):
            case "DongBoHoSoMC":
                return self._told(said.get("data"), is_updating=said.get("isUpdating") == "True")
            case "CapNhatTienDoHoSoMC":
                return self._stepped(said.get("data"))
            case "TraCuuHoSo":
                found = self.books.held.get(str(said.get("mahoso")))
                return web.json_response({"error_code": 0, "result": [found.as_json()] if found else []})
        return _no(WRONG, "Không có dịch vụ này")

    def _told(self, rows: Any, *, is_updating: bool) -> web.Response:
        """Take dossiers whole: all of them or none."""
        rows = rows if isinstance(rows, list) and rows else [None]
        if wrong := [name for row in rows for name in faults_in(row)]:
            return _missing(wrong)
        known = [row["MaHoSo"] for row in rows if row["MaHoSo"] in self.books.held]
        if known and not is_updating:
            return _no(KNOWN, "MaHoSo đã có")
        if is_updating and len(known) < len(rows):
            return _no(UNKNOWN, "MaHoSo chưa có")
        for row in rows:
            held = self.books.held.get(row["MaHoSo"]) or self._new(row["MaHoSo"])
            held.fields, held.state, held.told = row, row["TrangThaiHoSo"], held.told + 1
            held.receipt = row.get("SoBienNhan") or held.receipt
            self.books.keep(held)
            self.citizens.fetch_later(held)
        return self._answer({"error_code": "0"})

    def _stepped(self, rows: Any) -> web.Response:
        rows = rows if isinstance(rows, list) and rows else [None]
        if wrong := [name for row in rows for name in faults_in_step(row)]:
            return _missing(wrong)
        if not all(row["MaHoSo"] in self.books.held for row in rows):
            return _no(UNKNOWN, "MaHoSo chưa có")
        for row in rows:
            held = self.books.held[row["MaHoSo"]]
            held.state = row["TrangThai"]
            # The same step told twice is one step.
            held.steps += [row] if row not in held.steps else []
            self.books.keep(held)
        return self._answer({"error_code": 0})

    # The dialect of 2026 ----------------------------------------------------------------------------------

    async def give_token(self, request: web.Request) -> web.Response:
        """{client_id, client_secret}: a token."""
        said = await self._object(request)
        if not self._knows(said.get("client_id"), said.get("client_secret")):
            return web.json_response({"error": "invalid_client"}, status=401)
        return web.json_response({"access_token": self._opened(), "token_type": "Bearer", "expires_in": 3600})

    async def create(self, request: web.Request) -> web.Response:
        """A dossier; the answer names the portal's own number."""
        if not self._may(request):
            return web.json_response({"error": "invalid_token"}, status=401)
        said = await self._object(request)
        if wrong := faults_in_creation(said):
            return _missing(wrong)
        if said["MaHoSo"] in self.books.held:
            return _no(KNOWN, "MaHoSo đã có")
        held = self._new(said["MaHoSo"])
        held.fields, held.state = said, str(said.get("TrangThaiHoSo") or "1")
        self.books.keep(held)
        return self._answer({"error_code": 0, "idHoSo": held.number, "maHoSo": held.code})

    async def take_steps(self, request: web.Request) -> web.Response:
        """An array of steps."""
        if not self._may(request):
            return web.json_response({"error": "invalid_token"}, status=401)
        return self._stepped(await self._json(request))

    async def take_states(self, request: web.Request) -> web.Response:
        """An array of states: [{IdHoSo, MaHoSo, TrangThai}]."""
        if not self._may(request):
            return web.json_response({"error": "invalid_token"}, status=401)
        rows = await self._json(request)
        for row in [one if isinstance(one, dict) else {} for one in rows] if isinstance(rows, list) else [{}]:
            held = self.books.held.get(str(row.get("MaHoSo")))
            if held is None or row.get("IdHoSo") != held.number:
                return _no(UNKNOWN, "IdHoSo chưa có")
            if row.get("TrangThai") not in STATES:
                return _missing(["TrangThai"])
            held.state, held.told = row["TrangThai"], held.told + 1
            self.books.keep(held)
        return self._answer({"error_code": 0})

    async def show_one(self, request: web.Request) -> web.Response:
        """What is held under a dossier code."""
        if not self._may(request):
            return web.json_response({"error": "invalid_token"}, status=401)
        held = self.books.held.get(request.match_info["code"])
        if held is None:
            return web.json_response({"error_code": UNKNOWN}, status=404)
        return web.json_response({"error_code": 0, **held.as_json()})

    # From those who try it out ----------------------------------------------------------------------------

    async def front(self, request: web.Request) -> web.Response:
        """The dossiers, newest first."""
        newest = list(self.books.held.values())[::-1]
        return page("portal.html", {"count": len(newest), "dossiers": newest[:100]})

    async def as_json(self, request: web.Request) -> web.Response:
        """The dossiers for a program, oldest first."""
        return web.json_response([held.as_json() for held in self.books.held.values()])

    async def forget(self, request: web.Request) -> web.Response:
        """Begin anew; with ?code= the portal loses one dossier."""
        self.books.forget(request.query.get("code", ""))
        if "code" not in request.query:
            self.citizens.forget()
        return web.json_response([])

    # ------------------------------------------------------------------------------------------------------

    def _new(self, code: str) -> Held:
        return Held(code, str(uuid4()), {}, "1", told=0)

    def _knows(self, name: Any, password: Any) -> bool:
        return (name, password) == (settings.PORTAL["username"], settings.PORTAL["password"])

    def _opened(self) -> str:
        session = uuid4().hex
        self.sessions.add(session)
        return session

    def is_open(self, session: str) -> bool:
        """Whether a session is taken; the fault lets it run out."""
        if session in self.sessions and self.faults.strikes("session_expired"):
            self.sessions.discard(session)
        return session in self.sessions

    def _may(self, request: web.Request) -> bool:
        return self.is_open(request.headers.get("Authorization", "").removeprefix("Bearer "))

    def _answer(self, said: dict[str, Any]) -> web.Response:
        if self.faults.strikes("answer_lost"):
            # It is kept, but whoever told of it never hears.
            return web.Response(status=504, text="Gateway Timeout")
        return web.json_response(said)

    async def _object(self, request: web.Request) -> dict[str, Any]:
        said = await self._json(request)
        return said if isinstance(said, dict) else {}

    async def _json(self, request: web.Request) -> Any:
        """What was posted; None when nobody can read it, and when the caller has left."""
        try:
            return await request.json()
        except (ValueError, ConnectionError):
            return None


def _no(code: str, message: str) -> web.Response:
    """A refusal as the portal words it: HTTP 200 and an error_code."""
    return web.json_response({"error_code": code, "message": message})


def _missing(names: list[str]) -> web.Response:
    return _no(WRONG, f"Thiếu hoặc sai: {', '.join(sorted(set(names)))}")


if __name__ == "__main__":
    portal = Portal()
    asyncio.run(serve(portal.application(), portal.base_url))
