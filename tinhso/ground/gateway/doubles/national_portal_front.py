"""Where citizens file at the double of the national portal, and how that is handed over to the province.

Assumed [L], see `portal_intake/rules.py`: the portal signs in with us and calls DongBoHoSoMC in the classic dialect.
Faults of handing over: twice (`twice`), a row that makes no sense (`nonsense`), later than the next (`late`), with a
wrong password (`wrong_password`) or a session of somebody else (`wrong_session`), for a procedure that nobody knows
(`unknown_procedure`), with files that are not to be had (`no_file`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import aiohttp
from aiohttp import web
from django.conf import settings

from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.gateway.doubles.kit import Faults, page
from tinhso.ground.gateway.doubles.national_portal_books import Books, Held

HANDING_OVER = ("twice", "nonsense", "late", "wrong_password", "wrong_session", "unknown_procedure", "no_file")
ASKED = ("MaTTHC", "TenTTHC", "ChuHoSo", "MaDoiTuong", "DonViXuLy")
LONGEST_WAIT_S = 60
# The smallest honest file: what a citizen attached, where she attached nothing of her own.
SCAN = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"


class Citizens:
    """The pages for citizens, and the handing over of what they file."""

    def __init__(self, books: Books, faults: Faults, is_open: Callable[[str], bool]) -> None:
        self.books, self.faults, self.is_open = books, faults, is_open
        self.base_url: str = settings.PARTNERS["national_portal"]
        self.province: str = settings.PORTAL["intake_url"].rstrip("/")
        self.retry_s = float(settings.PORTAL["double_retry_s"])
        self.files: dict[str, bytes] = {}
        self.held_back: list[Held] = []
        self.working: set[asyncio.Task[None]] = set()

    def routes(self) -> list[web.RouteDef]:
        """Pages, the way in for programs, and the files."""
        return [
            web.get("/thu-tuc/{code}/", self.form),
            web.post("/thu-tuc/{code}/", self.filed_by_hand),
            web.post("/__file", self.filed_by_program),
            web.get("/tep/{key}", self.file),
        ]

    async def go_on(self, application: web.Application) -> None:
        """What the last process had still to hand over."""
        for held in self.books.held.values():
            if not held.is_handed_over:
                self._later(self._until_taken(held))

    def forget(self) -> None:
        """Nothing more to hand over."""
        for task in list(self.working):
            task.cancel()
        self.files.clear()
        self.held_back.clear()

    async def form(self, request: web.Request) -> web.Response:
        """A short form for any procedure."""
        return page("portal_file.html", {"code": request.match_info["code"], "wrong": "", "said": {}})

    async def filed_by_hand(self, request: web.Request) -> web.Response:
        """The button of that form."""
        said = {name: str(value) for name, value in (await request.post()).items()}
        said |= {"MaTTHC": request.match_info["code"]}
        said["TenTTHC"] = said.get("TenTTHC") or said["MaTTHC"]
        if any(not said.get(name) for name in ASKED):
            wrong = "Hãy điền đủ các ô."
            return page("portal_file.html", {"code": said["MaTTHC"], "wrong": wrong, "said": said}, status=422)
        held = self._file(said, files=[])
        return page("portal_filed.html", {"held": held})

    async def filed_by_program(self, request: web.Request) -> web.Response:
        """{fields of the row…, files: [{part, name, content?}]}: one dossier; its code, then the handing over."""
        said = await request.json()
        held = self._file(said, files=said.pop("files", []))
        return web.json_response({"MaHoSo": held.code})

    async def file(self, request: web.Request) -> web.Response:
        """A file of a dossier, for whoever has a session here."""
        if not self.is_open(request.headers.get("session", "")):
            return web.Response(status=401)
        content = self.files.get(request.match_info["key"])
        return web.Response(status=404) if content is None else web.Response(body=content)

    # ------------------------------------------------------------------------------------------------------

    def _file(self, said: dict[str, Any], *, files: list[dict[str, str]]) -> Held:
        now = datetime.now(VIETNAM)
        code = said.get("MaHoSo") or f"000.00.00.G22-{now:%y%m%d}-{uuid4().int % 10**6:06}"
        row = {
            "TenTTHC": "", "MaLinhVuc": "", "TenLinhVuc": "", "SoBienNhan": "", "LoaiDoiTuong": "1",
            "ThongTinKhac": "", "Email": "", "SoDienThoai": "", "TrichYeuHoSo": said.get("TenTTHC") or "Hồ sơ",
            "NgayTiepNhan": "", "NgayHenTra": "", "TrangThaiHoSo": "1", "HinhThuc": "0",
            "NgayNop": f"{now:%Y%m%d%H%M%S}", "TaiLieuNop": [self._attached(one) for one in files],
        } | said | {"MaHoSo": code}  # fmt: skip
        if self.faults.strikes("unknown_procedure"):
            row["MaTTHC"] = "9.999999"
        held = Held(code, str(uuid4()), row, "1", told=0, filed=row, is_handed_over=False)
        self.books.keep(held)
        if self.faults.strikes("late"):
            self.held_back.append(held)
        else:
            late, self.held_back = self.held_back, []
            for one in (held, *late):
                self._later(self._until_taken(one))
        return held

    def _attached(self, one: dict[str, str]) -> dict[str, str]:
        key = uuid4().hex
        if not self.faults.strikes("no_file"):
            self.files[key] = one.get("content", "").encode() or SCAN
        return {"TepDinhKemId": key, "TenTepDinhKem": one["name"], "IsDeleted": "0", "MaThanhPhanHoSo": one["part"],
                "DuongDanTaiTepTin": f"{self.base_url}/tep/{key}"}  # fmt: skip

    async def _until_taken(self, held: Held) -> None:
        """Hand over until the province says that it has it, or that it never will (error_code -1)."""
        tries = 0
        while True:
            row = {"MaHoSo": held.code, "TaiLieuNop": "?"} if self.faults.strikes("nonsense") else held.filed
            said = await self._hand_over(row)
            if self.faults.strikes("twice"):
                said = await self._hand_over(row)
            held.said.append(said)
            held.is_handed_over = said == "0"
            self.books.keep(held)
            if held.is_handed_over or (said == "-1" and row is held.filed):
                return
            await asyncio.sleep(min(self.retry_s * 2**tries, LONGEST_WAIT_S))
            tries = min(tries + 1, 20)

    async def _hand_over(self, row: dict[str, Any]) -> str:
        """One try, with a session of its own; the province's error_code, or what went wrong on the way."""
        mine = settings.PORTAL
        password = "wrong" if self.faults.strikes("wrong_password") else mine["their_password"]
        try:
            async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=8)) as http:
                login = {"username": mine["their_username"], "password": password}
                async with http.post(f"{self.province}/mapi/login", json=login) as answer:
                    session = (await answer.json(content_type=None)).get("session", "")
                envelope = {"session": session, "madonvi": mine["agency"], "service": "DongBoHoSoMC",
                            "isUpdating": "False", "data": [row]}  # fmt: skip
                if self.faults.strikes("wrong_session"):
                    envelope["session"] = "somebody-else"
                async with http.post(f"{self.province}/mapi/g", json=envelope, headers={"dstcode": ""}) as answer:
                    return str((await answer.json(content_type=None)).get("error_code", "?"))
        except (aiohttp.ClientError, TimeoutError, ValueError, AttributeError) as error:
            return type(error).__name__

    def fetch_later(self, held: Held) -> None:
        """Fetch the files that a row names and that we have not yet, once each; what fails is left until told again."""
        rows = [*(held.fields.get("TaiLieuNop") or []), *(held.fields.get("DanhSachGiayToKetQua") or [])]
        named = [row.get("DuongDanTaiTepTin") or row.get("DuongDanTepTinKetQua") for row in rows]
        if wanted := [one for one in named if one and one not in held.fetched]:
            self._later(self._fetch(held, wanted))

    async def _fetch(self, held: Held, wanted: list[str]) -> None:
        mine = settings.PORTAL
        try:
            async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=20)) as http:
                login = {"username": mine["their_username"], "password": mine["their_password"]}
                async with http.post(f"{self.province}/mapi/login", json=login) as answer:
                    session = (await answer.json(content_type=None)).get("session", "")
                for address in wanted:
                    async with http.get(address, headers={"session": session}) as answer:
                        if answer.status == 200:
                            held.fetched[address] = len(await answer.read())
        except (aiohttp.ClientError, TimeoutError, ValueError, AttributeError):
            pass
        self.books.keep(held)

    def _later(self, work: Any) -> None:
        task: asyncio.Task[None] = asyncio.create_task(work)
        self.working.add(task)
        task.add_done_callback(self.working.discard)
