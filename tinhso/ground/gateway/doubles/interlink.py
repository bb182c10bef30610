"""The double of an agency that solves parts of linked procedures; `residence` and `insurance` start one each.

Speaks the protocol of `partners/interlink.py` from the other side: takes a dossier, decides after a while or when told
(/__decide, or the buttons of its page), and tells by CloudEvents, in order, until it is heard. A kill loses nothing.
"""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiohttp
from aiohttp import web
from django.conf import settings

from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.gateway.doubles.interlink_books import ENDED, STATES, Books, Filed
from tinhso.ground.gateway.doubles.kit import Faults, page, serve
from tinhso.ground.gateway.partners.interlink import MEMBERS, SUBSYSTEM
from tinhso.ground.gateway.rules import SIGNATURE, sign

MANDATORY = ("maYeuCau", "maHoSo", "maTTHC", "chuHoSo", "goiLai", "chuDe")
EVENT_TYPE = "vn.gov.dossier.status.v1"
LONGEST_WAIT_S = 60


class Agency:
    """One agency with its books. title: its name in Vietnamese; result: what its results are called."""

    def __init__(self, partner: str, *, title: str, result: str) -> None:
        self.partner, self.title, self.result = partner, title, result
        self.base_url: str = settings.PARTNERS[partner]
        self.secret: str = settings.EVENT_SECRETS[partner]
        self.retry_s = float(settings.INTERLINK["double_retry_s"])
        self.decides_s = float(settings.INTERLINK["double_decides_s"])
        self.books = Books(Path(settings.INTERLINK["double_folder"]) / f"{partner}.json")
        self.faults = Faults("answer_lost", "event_lost", "event_twice", "event_late", "event_bad_signature",
                             "never_decides")  # fmt: skip
        self.turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self.held: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        self.agreed: set[str] = set()
        self.working: set[asyncio.Task[None]] = set()

    def application(self) -> web.Application:
        """The agency as a web application."""
        here = f"/r1/VN/GOV/{MEMBERS[self.partner]}/{SUBSYSTEM}"
        application = web.Application(middlewares=[self.faults.middleware("/r1/")])
        application.add_routes(self.faults.routes())
        application.add_routes([
            web.post(f"{here}/tiep-nhan", self.take),
            web.post(f"{here}/huy", self.take_back),
            web.get(f"{here}/{{key}}", self.show_one),
            web.get("/", self.front),
            web.post("/", self.press),
            web.get("/__dossiers", self.as_json),
            web.delete("/__dossiers", self.forget),
            web.post("/__decide", self.decide_now),
        ])  # fmt: skip
        application.on_startup.append(self.go_on)
        return application

    async def go_on(self, application: web.Application) -> None:
        """What the last process had still to tell and to decide."""
        for filed in self.books.filed.values():
            for event in list(filed.untold):
                self._later(self._tell(filed, event))
            if filed.state not in ENDED:
                self._later(self._decide_later(filed))

    # From those who file ----------------------------------------------------------------------------------

    async def take(self, request: web.Request) -> web.Response:
        """Take a dossier, once a message; one that is filed again after a supplement stays the same dossier."""
        fields, message = await self._said(request), request.headers.get("X-Road-Id", "")
        missing = [name for name in MANDATORY if not fields.get(name)]
        if missing or not message or not request.headers.get("X-Road-Client"):
            return web.json_response({"code": "thieu-truong", "fields": missing}, status=400)
        if message not in self.books.messages:
            filed = self.books.found(str(fields["maYeuCau"])) or self._opened(fields)
            filed.fields, filed.state = fields, 2
            self.books.keep(filed, message)
            if fields.get("khongCoDongY"):
                self._decide(filed, 3, "Chủ hồ sơ không đồng ý chia sẻ dữ liệu")
            elif not self.faults.strikes("never_decides"):
                self._later(self._decide_later(filed))
        filed = self.books.filed[self.books.messages[message]]
        return self._answer({"maHoSo": filed.code, "ngayHenTra": filed.due})

    async def take_back(self, request: web.Request) -> web.Response:
        """Stop a dossier, or undo what was decided; once a message. The answer says it, so no event follows."""
        fields, message = await self._said(request), request.headers.get("X-Road-Id", "")
        names = [message, *(str(fields.get(name, "")) for name in ("maYeuCau", "maHoSo"))]
        filed = next((found for name in names if name and (found := self.books.found(name))), None)
        if filed is None:
            return web.json_response({"code": "khong-co-ho-so"}, status=404)
        if message not in self.books.messages:
            filed.state, filed.reason = 8, str(fields.get("lyDo") or "Đã huỷ theo yêu cầu")
            self.books.keep(filed, message)
        return self._answer({"maHoSo": filed.code})

    async def show_one(self, request: web.Request) -> web.Response:
        """What is known under a message id or maYeuCau."""
        filed = self.books.found(request.match_info["key"])
        if filed is None:
            return web.json_response({"code": "khong-co-ho-so"}, status=404)
        return web.json_response(filed.as_json())

    # From those who try it out ----------------------------------------------------------------------------

    async def front(self, request: web.Request) -> web.Response:
        """The dossiers, newest first, each with its buttons."""
        newest = list(self.books.filed.values())[::-1]
        return page("agency.html", {"title": self.title, "here": self.base_url, "dossiers": newest[:100]})

    async def press(self, request: web.Request) -> web.Response:
        """A button of the page."""
        said = await request.post()
        filed = self.books.found(str(said.get("maYeuCau")))
        state = str(said.get("trangThai", ""))
        if filed is not None and state.isdecimal() and int(state) in STATES:
            self._decide(filed, int(state), str(said.get("lyDo", "")))
        raise web.HTTPSeeOther(f"{self.base_url}/")

    async def as_json(self, request: web.Request) -> web.Response:
        """The dossiers for a program, oldest first."""
        return web.json_response([filed.as_json() for filed in self.books.filed.values()])

    async def forget(self, request: web.Request) -> web.Response:
        """Begin anew: no dossiers, and nothing more to tell about those of before."""
        for task in list(self.working):
            task.cancel()
        self.books.forget()
        self.held.clear()
        return web.json_response([])

    async def decide_now(self, request: web.Request) -> web.Response:
        """{"maYeuCau", "trangThai", "lyDo", "xacMinh"}: the dossier comes to this state, and its event goes out."""
        said = await self._said(request)
        filed, state = self.books.found(str(said.get("maYeuCau", ""))), said.get("trangThai")
        if filed is None or state not in STATES:
            return web.json_response({"known": list(self.books.filed), "states": list(STATES)}, status=404)
        filed.verifies = filed.verifies or said.get("xacMinh") is True
        self._decide(filed, state, str(said.get("lyDo", "")))
        return web.json_response(filed.as_json())

    # To those who filed -----------------------------------------------------------------------------------

    async def _decide_later(self, filed: Filed) -> None:
        """First in process, then solved; unless somebody said otherwise meanwhile."""
        for state in (4, 9) if filed.state == 2 else (9,):
            before = filed.told
            await asyncio.sleep(self.decides_s / 2)
            if filed.told != before or filed.state in ENDED:
                return
            self._decide(filed, state, "")

    def _decide(self, filed: Filed, state: int, reason: str) -> None:
        filed.state, filed.reason, filed.told = state, reason, filed.told + 1
        now = datetime.now(UTC)
        result = None
        if state == 9:
            day = now.astimezone(VIETNAM)
            result = {"so": f"{filed.code[-4:]}/{day:%Y}", "ngay": f"{day:%Y%m%d}", "ten": self.result}
        event = {
            "specversion": "1.0",
            "id": str(uuid4()),
            "source": f"urn:vn:gov:{MEMBERS[self.partner]}:{SUBSYSTEM}",
            "type": EVENT_TYPE,
            "subject": filed.fields["chuDe"],
            "time": now.isoformat(),
            "datacontenttype": "application/json",
            "data": {"maHoSo": filed.code, "soThuTu": filed.told, "trangThai": state, "lyDo": reason,
                     "ketQua": result, "xacMinh": filed.verifies},
        }  # fmt: skip
        filed.untold.append(event)
        self.books.keep(filed)
        self._later(self._tell(filed, event))

    async def _tell(self, filed: Filed, event: dict[str, Any]) -> None:
        """Tell one event when the one before it has been heard; faults lose it, hold it back or say it twice."""
        if self.faults.strikes("event_late"):
            self.held[filed.request].append(event)
            return
        async with self.turns[filed.request]:
            if not self.faults.strikes("event_lost"):
                await self._until_heard(filed, event)
                if self.faults.strikes("event_twice"):
                    await self._until_heard(filed, event)
            self._heard(filed, event)
            for late in self.held.pop(filed.request, []):
                await self._until_heard(filed, late)
                self._heard(filed, late)

    async def _until_heard(self, filed: Filed, event: dict[str, Any]) -> None:
        tries = 0
        while not await self._post(filed, json.dumps(event, ensure_ascii=False).encode()):
            await asyncio.sleep(min(self.retry_s * 2**tries, LONGEST_WAIT_S))
            tries = min(tries + 1, 20)

    def _heard(self, filed: Filed, event: dict[str, Any]) -> None:
        filed.untold = [one for one in filed.untold if one["id"] != event["id"]]
        self.books.keep(filed)

    async def _post(self, filed: Filed, body: bytes) -> bool:
        """One try; whether it was taken (2xx)."""
        address = str(filed.fields["goiLai"])
        secret = "wrong" if self.faults.strikes("event_bad_signature") else self.secret
        headers = {"Content-Type": "application/cloudevents+json", SIGNATURE: sign(secret, body, at=datetime.now(UTC))}
        try:
            async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=8)) as session:
                if not await self._may_call(session, address):
                    filed.said.append("không được phép gọi")
                    return False
                async with session.post(address, data=body, headers=headers) as answer:
                    filed.said.append(str(answer.status))
                    return answer.status < 300
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            filed.said.append(type(error).__name__)
            return False

    async def _may_call(self, session: aiohttp.ClientSession, address: str) -> bool:
        """The handshake of CloudEvents web hooks, once an address: nobody is called who did not agree."""
        if address not in self.agreed:
            asking = {"WebHook-Request-Origin": self.base_url.partition("://")[2].partition(":")[0]}
            async with session.options(address, headers=asking) as answer:
                if answer.headers.get("WebHook-Allowed-Origin") in {"*", asking["WebHook-Request-Origin"]}:
                    self.agreed.add(address)
        return address in self.agreed

    def _opened(self, fields: dict[str, Any]) -> Filed:
        now = datetime.now(VIETNAM)
        number = len(self.books.filed) + 1
        code = f"{MEMBERS[self.partner]}-{now:%y%m%d}-{number:04}"
        return Filed(code, fields, due=f"{now + timedelta(days=3):%Y%m%d%H%M%S}")

    def _answer(self, said: dict[str, str]) -> web.Response:
        if self.faults.strikes("answer_lost"):
            # It is kept, but whoever filed never hears of it.
            return web.Response(status=504, text="Gateway Timeout")
        return web.json_response(said)

    async def _said(self, request: web.Request) -> dict[str, Any]:
        """The object that was posted; {} for anything else, and when the caller has left."""
        try:
            said = await request.json()
        except (ValueError, ConnectionError):
            return {}
        return dict(said) if isinstance(said, dict) else {}

    def _later(self, work: Any) -> None:
        task: asyncio.Task[None] = asyncio.create_task(work)
        self.working.add(task)
        task.add_done_callback(self.working.discard)


def run(partner: str, *, title: str, result: str) -> None:
    """Serve at the address that the settings give this partner."""
    agency = Agency(partner, title=title, result=result)
    asyncio.run(serve(agency.application(), agency.base_url))
