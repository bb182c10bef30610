"""The national population database (CSDL quốc gia về dân cư): SOAP 1.1 behind a gateway.

Names, order of fields and the token are as adapters of several provinces use them. Where those are silent, our
assumption stands here alone: both operations go to one address (PATH), the answer to a verification is in the
namespace of the request, a lookup answers by personal number, and a fault of the caller begins with `Client`.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime

import httpx
from django.conf import settings
from lxml import etree

from tinhso.ground.gateway.errors import Rejected, Unavailable
from tinhso.ground.gateway.partners.wire import call

PARTNER = "population"
PATH = "/xacthuc"
INTEGRATION = "037"
LOOK_UP, VERIFY = "TraCuuThongTinCongDan", "XacThucThongTinCongDan"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
ASKS = "http://dancuquocgia.bca"
TELLS = "http://www.mic.gov.vn/dancu/1.0"
# One citizen is some 4 KB; whatever is larger is no answer to our question.
MOST_BYTES = 64 * 1024
LONGEST_NAME = 120
SEXES = {"1": "MALE", "2": "FEMALE", "nam": "MALE", "nữ": "FEMALE"}
DAY, YEAR, COMMUNE = re.compile(r"\d{8}"), re.compile(r"\d{4}"), re.compile(r"\d{5}")


@dataclass(frozen=True)
class Grounds:
    """Why somebody is asked about: nobody is without a purpose, a dossier, an officer and a procedure.

    request_id: unique for each question (MaYeuCau). officer: the staff number or account that the platform knows
    (MaCanBo). procedure: its national code (MaDVC). ValueError when one is empty.
    """

    request_id: str
    purpose: str
    dossier: str
    officer: str
    procedure: str

    def __post_init__(self) -> None:
        if not all((self.request_id, self.purpose, self.dossier, self.officer, self.procedure)):
            raise ValueError("who asks the population database says for what, for which dossier, and who he is")


@dataclass(frozen=True)
class Wanted:
    """Who is asked about. number: 12 digits, or the 9 of an old card. born: the day, or the year alone."""

    number: str
    full_name: str
    born: date | int


@dataclass(frozen=True)
class Registered:
    """What the form needs of a citizen, and no more. born: yyyy-mm-dd, yyyy or ''.

    sex: MALE, FEMALE or ''. commune_code: five digits of where the person lives now, else of the permanent residence,
    or ''.
    """

    full_name: str
    born: str
    sex: str
    commune_code: str


def look_up(wanted: Wanted, grounds: Grounds, *, now: datetime) -> Registered | None:
    """What the database says of somebody; None when it does not know the number. Unavailable, Rejected."""
    body = _ask(LOOK_UP, wanted, grounds, now=now)
    people = body.findall(f".//{{{TELLS}}}CongdanCollection")
    if len(people) != 1:
        raise Unavailable(PARTNER, "câu trả lời thiếu CongdanCollection")
    found = people[0].findall(f"{{{TELLS}}}CongDan")
    if len(found) > 1:
        raise Unavailable(PARTNER, "câu trả lời có nhiều người")
    return _registered(found[0], wanted) if found else None


def verify(wanted: Wanted, grounds: Grounds, *, now: datetime) -> bool:
    """Whether number, name and birth belong to one person. Unavailable, Rejected."""
    said = _ask(VERIFY, wanted, grounds, now=now).findall(f".//{{{ASKS}}}KetQuaXacThuc/{{{ASKS}}}TonTai")
    word = (said[0].text or "").strip().lower() if len(said) == 1 else ""
    if word not in {"1", "0", "true", "false"}:
        raise Unavailable(PARTNER, "câu trả lời thiếu TonTai")
    return word in {"1", "true"}


def envelope(operation: str, wanted: Wanted, grounds: Grounds) -> bytes:
    """The request, its fields in the order in which the platform wants them."""
    root = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soapenv": SOAP, "dan": ASKS})
    etree.SubElement(root, f"{{{SOAP}}}Header")
    asked = etree.SubElement(etree.SubElement(root, f"{{{SOAP}}}Body"), f"{{{ASKS}}}{operation}")
    fields = {
        "MaYeuCau": grounds.request_id,
        "MaDVC": grounds.procedure,
        "MaTichHop": INTEGRATION,
        "MaCanBo": grounds.officer,
        "SoDinhDanh" if len(wanted.number) == 12 else "SoCMND": wanted.number,
        "HoVaTen": wanted.full_name,
    }
    for name, value in fields.items():
        etree.SubElement(asked, f"{{{ASKS}}}{name}").text = value
    born = etree.SubElement(asked, f"{{{ASKS}}}NgayThangNamSinh")
    if isinstance(wanted.born, date):
        etree.SubElement(born, f"{{{ASKS}}}NgayThangNam").text = f"{wanted.born:%Y%m%d}"
    else:
        etree.SubElement(born, f"{{{ASKS}}}Nam").text = f"{wanted.born:04}"
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written


def token(url: str, user: str, timestamp: str, secret: str) -> str:
    """The value of Authorization: Basic over user and the hex SHA-256 of url, user, timestamp and secret."""
    digest = hashlib.sha256(f"{url}{user}{timestamp}{secret}".encode()).hexdigest()
    return f"Basic {base64.b64encode(f'{user}:{digest}'.encode()).decode()}"


def headers(url: str, *, now: datetime) -> dict[str, str]:
    """The headers of a question that is asked now; Timestamp: milliseconds since 1970."""
    known, timestamp = settings.POPULATION, str(round(now.timestamp() * 1000))
    return {
        "Content-Type": "text/xml; charset=utf-8",
        "SOAPAction": "",
        "Timestamp": timestamp,
        "Authorization": token(url, known["user"], timestamp, known["secret"]),
        "X-Road-Client": settings.EXCHANGE_CLIENT,
        "ApiKey": known["api_key"],
    }


def _ask(operation: str, wanted: Wanted, grounds: Grounds, *, now: datetime) -> etree._Element:
    base = settings.PARTNERS[PARTNER].rstrip("/")
    answer = call(
        PARTNER,
        base,
        "POST",
        PATH,
        content=envelope(operation, wanted, grounds),
        headers=headers(base + PATH, now=now),
        or_fault=True,
        most_bytes=MOST_BYTES,
    )
    return _body_of(answer)


def _body_of(answer: httpx.Response) -> etree._Element:
    """The body of a SOAP answer. Unavailable for anything else; a fault is Rejected when it blames the caller."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(answer.content, parser)
    except etree.XMLSyntaxError as error:
        raise Unavailable(PARTNER, "câu trả lời không đọc được") from error
    body = root.find(f"{{{SOAP}}}Body")
    # A document type could bring entities of its own; SOAP 1.1 (3) forbids one.
    if root.getroottree().docinfo.doctype or root.tag != f"{{{SOAP}}}Envelope" or body is None:
        raise Unavailable(PARTNER, "câu trả lời không phải SOAP")
    fault = body.find(f"{{{SOAP}}}Fault")
    if fault is not None:
        # Its words could hold somebody's name; its code is enough for us.
        code = re.sub(r"[^A-Za-z.]", "", (fault.findtext("faultcode") or "").rpartition(":")[2])[:60]
        raise (Rejected if code.startswith("Client") else Unavailable)(PARTNER, f"SOAP {code or 'Fault'}")
    if answer.status_code >= 300:
        raise Unavailable(PARTNER, f"HTTP {answer.status_code}")
    return body


def _registered(citizen: etree._Element, wanted: Wanted) -> Registered:
    numbers = {_text(citizen, name) for name in ("SoDinhDanh", "SoCMND")}
    if wanted.number not in numbers:
        raise Unavailable(PARTNER, "câu trả lời về người khác")
    full_name = " ".join(filter(None, (_text(citizen, "HoVaTen", part) for part in ("Ho", "ChuDem", "Ten"))))
    if not 0 < len(full_name) <= LONGEST_NAME:
        raise Unavailable(PARTNER, "câu trả lời thiếu họ tên")
    homes = (_text(citizen, home, "MaPhuongXa") for home in ("NoiOHienTai", "ThuongTru"))
    return Registered(
        full_name=full_name,
        born=_born(citizen),
        sex=SEXES.get(_text(citizen, "GioiTinh").lower(), ""),
        commune_code=next((code for code in homes if COMMUNE.fullmatch(code)), ""),
    )


def _born(citizen: etree._Element) -> str:
    day, year = (_text(citizen, "NgayThangNamSinh", name) for name in ("NgayThangNam", "Nam"))
    if DAY.fullmatch(day):
        try:
            return date(int(day[:4]), int(day[4:6]), int(day[6:])).isoformat()
        except ValueError as error:
            raise Unavailable(PARTNER, "câu trả lời có ngày sinh không có thật") from error
    return year if YEAR.fullmatch(year) else ""


def _text(element: etree._Element, *path: str) -> str:
    """The text at a path, its spaces in order; '' where there is none."""
    found = element.findtext("/".join(f"{{{TELLS}}}{name}" for name in path))
    return " ".join((found or "").split())
