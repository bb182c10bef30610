"""The double of the national population database: python -m tinhso.ground.gateway.doubles.population

Speaks the protocol of `partners/population.py` from the other side: checks the token and the order of the fields, and
answers about twenty people who do not exist. Their numbers break the real rules: no province is 000.
"""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aiohttp import web
from django.conf import settings
from lxml import etree

from tinhso.ground.base.vietnamese import fold
from tinhso.ground.gateway.doubles.kit import Faults, page, serve
from tinhso.ground.gateway.partners.population import ASKS, INTEGRATION, LOOK_UP, PATH, SOAP, TELLS, VERIFY, token

FAULTS = Faults("wrong_person", "answer_too_long", "entities", "half_an_answer")
FIELDS = (("MaYeuCau",), ("MaDVC",), ("MaTichHop",), ("MaCanBo",), ("SoDinhDanh", "SoCMND"), ("HoVaTen",),
          ("NgayThangNamSinh",))  # fmt: skip
WINDOW_MS = 5 * 60 * 1000


@dataclass(frozen=True)
class Citizen:
    """One row of the register. born: yyyyMMdd, or yyyy where the day is not known."""

    number: str
    full_name: str
    born: str
    sex: str
    commune: str


# What the register says where the demo's own profile says nothing, or something else.
CORRECTED = {
    "000904000044": {"born": "20040817", "sex": "FEMALE", "commune": "13669"},
    "000885000033": {"born": "19850902"},
}
OTHERS = (
    Citizen("000896000066", "Đinh Quang Huy", "19960112", "MALE", "13669"),
    Citizen("000990000077", "Hồ Thị Xuân Lan", "19900620", "FEMALE", "13669"),
    Citizen("000871000088", "Vũ Hồng Khôi", "19711130", "MALE", "14167"),
    Citizen("000988000099", "Phạm Thị Mai Anh", "19880308", "FEMALE", "13795"),
    Citizen("000838000101", "Bùi Văn Tám", "1938", "MALE", "14167"),
    Citizen("000941000112", "Đỗ Thị Mận", "1941", "FEMALE", "13795"),
    Citizen("000802000123", "Ngô Gia Bảo", "20020227", "MALE", "13669"),
    Citizen("000999000134", "Hoàng Thị Thùy Dương", "19991224", "FEMALE", "13669"),
    Citizen("000865000145", "Trịnh Công Hòa", "19650719", "MALE", "13795"),
    Citizen("000977000156", "Lương Thị Quý", "19770505", "FEMALE", "14167"),
    Citizen("000892000167", "Mai Xuân Trường", "19920901", "MALE", "13669"),
    Citizen("000994000178", "Tống Khánh Ly", "19940214", "FEMALE", ""),
    Citizen("000887000189", "Lại Văn Sâm", "19870406", "MALE", "13669"),
    Citizen("000983000190", "Phan Thị Cẩm Tú", "19831031", "FEMALE", "13795"),
    Citizen("000896000201", "Trần Thị Mơ", "19960514", "FEMALE", "13669"),
)


def register() -> dict[str, Citizen]:
    """The people of the register by number: those of the demo, and others."""
    demo = json.loads((settings.ROOT / "seed" / "people" / "demo.json").read_text())["citizens"]
    people = [
        Citizen(
            **{
                "number": one["personal_number"],
                "full_name": one["full_name"],
                "born": (one["birth_date"] or "").replace("-", ""),
                "sex": one["sex"],
                "commune": one["commune_code"],
            }
            | CORRECTED.get(one["personal_number"], {})
        )
        for one in demo
    ]
    return {one.number: one for one in (*people, *OTHERS)}


class Fault(Exception):
    """A SOAP fault: its code, and its words."""


class Population:
    """The database behind its gateway. asked: what came in, without whom it was about."""

    def __init__(self) -> None:
        self.people = register()
        self.url: str = settings.PARTNERS["population"].rstrip("/") + PATH
        self.asked: list[dict[str, str]] = []

    def application(self) -> web.Application:
        """The gateway as a web application."""
        application = web.Application(middlewares=[FAULTS.middleware(PATH)])
        application.add_routes(FAULTS.routes())
        application.add_routes([
            web.post(PATH, self.answer),
            web.get("/", self.front),
            web.get("/__asked", self.as_json),
        ])  # fmt: skip
        return application

    async def answer(self, request: web.Request) -> web.Response:
        """The answer to one envelope, or a fault (HTTP 500, as SOAP 1.1 wants it)."""
        try:
            self._check_sender(request)
            operation, said = self._asked(await request.read())
            self.asked.append(
                {"operation": operation} | {name: said[name] for name in ("MaYeuCau", "MaDVC", "MaCanBo")}
            )
            return _soap(self._found(operation, said))
        except Fault as fault:
            code, words = fault.args
            told = etree.Element(f"{{{SOAP}}}Fault")
            etree.SubElement(told, "faultcode").text = f"soapenv:{code}"
            etree.SubElement(told, "faultstring").text = words
            return _soap(told, status=500)

    def _check_sender(self, request: web.Request) -> None:
        known, given = settings.POPULATION, request.headers
        timestamp = given.get("Timestamp", "")
        now_ms = datetime.now(UTC).timestamp() * 1000
        if not timestamp.isdecimal() or abs(int(timestamp) - now_ms) > WINDOW_MS:
            raise Fault("Client.Timestamp", "Thời điểm của yêu cầu không hợp lệ")
        right = {
            "Authorization": token(self.url, known["user"], timestamp, known["secret"]),
            "X-Road-Client": settings.EXCHANGE_CLIENT,
            "ApiKey": known["api_key"],
        }
        if not all(hmac.compare_digest(given.get(name, "").encode(), value.encode()) for name, value in right.items()):
            raise Fault("Client.Authentication", "Không xác thực được bên yêu cầu")
        if given.get("SOAPAction") != "":
            raise Fault("Client.SOAPAction", "SOAPAction phải để trống")

    def _asked(self, envelope: bytes) -> tuple[str, dict[str, str]]:
        """The operation and its fields; a fault unless they stand in the order of the platform."""
        try:
            root = etree.fromstring(envelope, etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError as error:
            raise Fault("Client", "Không đọc được yêu cầu") from error
        asked = root.find(f"{{{SOAP}}}Body/*")
        operation = "" if asked is None else asked.tag.removeprefix(f"{{{ASKS}}}")
        if asked is None or operation not in {LOOK_UP, VERIFY}:
            raise Fault("Client.Operation", "Không có dịch vụ này")
        names = [field.tag.removeprefix(f"{{{ASKS}}}") for field in asked]
        if len(names) != len(FIELDS) or not all(name in may for name, may in zip(names, FIELDS, strict=True)):
            raise Fault("Client.Fields", "Các trường không đúng hoặc không đúng thứ tự")
        said = {name: "".join(field.itertext()).strip() for name, field in zip(names, asked, strict=True)}
        if not all(said.values()) or said["MaTichHop"] != INTEGRATION:
            raise Fault("Client.Fields", "Thiếu trường bắt buộc")
        return operation, said

    def _found(self, operation: str, said: dict[str, str]) -> etree._Element:
        citizen = self.people.get(said.get("SoDinhDanh", ""))
        if citizen and FAULTS.strikes("wrong_person"):
            citizen = next(one for one in self.people.values() if one != citizen)
        if operation == VERIFY:
            told = etree.Element(f"{{{ASKS}}}KetQuaXacThuc", nsmap={"dan": ASKS})
            etree.SubElement(told, f"{{{ASKS}}}TonTai").text = "1" if citizen and _is_same(citizen, said) else "0"
            return told
        told = etree.Element(f"{{{TELLS}}}CongdanCollection", nsmap={"dc": TELLS})
        _put(told, [("SoCongDan", "1" if citizen else "0"), ("ThoiDiemDuLieu", f"{datetime.now(UTC):%Y%m%d%H%M%S}")])
        if citizen:
            _put(etree.SubElement(told, f"{{{TELLS}}}CongDan"), _facts(citizen))
        return told

    async def front(self, request: web.Request) -> web.Response:
        """Whom the register knows, and what was asked last."""
        return page("population.html", {"people": list(self.people.values()), "asked": self.asked[::-1][:50]})

    async def as_json(self, request: web.Request) -> web.Response:
        """What was asked, oldest first."""
        return web.json_response(self.asked)


def _is_same(citizen: Citizen, said: dict[str, str]) -> bool:
    """Whether name (with or without marks) and birth are those of the register."""
    born = said["NgayThangNamSinh"]
    shorter = min(len(born), len(citizen.born))
    return fold(citizen.full_name) == fold(said["HoVaTen"]) and born[:shorter] == citizen.born[:shorter]


Facts = Iterable[tuple[str, Any]]


def _facts(citizen: Citizen) -> Facts:
    """The fields of CongDan: also those that nobody who asks us needs."""
    born = [("Nam", citizen.born[:4])] + ([("NgayThangNam", citizen.born)] if len(citizen.born) == 8 else [])
    home = [("MaTinhThanh", "37"), ("MaPhuongXa", citizen.commune), ("ChiTiet", "Số 1"), ("QuocGia", "VN")]
    return [
        ("SoDinhDanh", citizen.number),
        # The full name stands in Ten alone, as it often does.
        ("HoVaTen", [("Ten", citizen.full_name)]),
        ("GioiTinh", "1" if citizen.sex == "MALE" else "2"),
        ("DanToc", "01"),
        ("TonGiao", "00"),
        ("TinhTrangHonNhan", "1"),
        ("NhomMau", "O"),
        ("NgayThangNamSinh", born),
        ("QuocTich", "VN"),
        ("ThuongTru", home),
        ("NoiOHienTai", home),
        ("Cha", [("HoVaTen", [("Ten", "Người Cha")])]),
        ("Me", [("HoVaTen", [("Ten", "Người Mẹ")])]),
    ]


def _put(parent: etree._Element, facts: Facts) -> None:
    for name, value in facts:
        field = etree.SubElement(parent, f"{{{TELLS}}}{name}")
        if isinstance(value, str):
            field.text = value
        else:
            _put(field, value)


def _soap(told: etree._Element, *, status: int = 200) -> web.Response:
    root = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soapenv": SOAP})
    etree.SubElement(root, f"{{{SOAP}}}Body").append(told)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    if FAULTS.strikes("answer_too_long"):
        written += b" " * 1_000_000
    if FAULTS.strikes("entities"):
        kind = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        written = written.replace(b"?>", b"?>" + kind, 1).replace(b"</dc:Ten>", b"&x;</dc:Ten>", 1)
    if FAULTS.strikes("half_an_answer"):
        written = written[: len(written) // 2]
    return web.Response(body=written, status=status, content_type="text/xml", charset="utf-8")


def main() -> None:
    """Serve at the address that the settings give this partner."""
    population = Population()
    asyncio.run(serve(population.application(), settings.PARTNERS["population"]))


if __name__ == "__main__":
    main()
