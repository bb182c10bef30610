"""A browser without a screen: cookies, redirects, forms as the page offers them; the least that people need."""

from __future__ import annotations

import hmac
import struct
import time
from base64 import b32decode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import httpx
from lxml import html

TIMEOUT_S = 30.0
Pairs = list[tuple[str, str]]
Files = list[tuple[str, tuple[str, bytes, str]]]


class Unanswered(Exception):
    """No answer came, or one that says nothing about what was done (5xx): the same may be tried again."""


class NotOffered(Exception):
    """The page does not offer what was to be done: somebody did it already, or the plan is wrong."""


class Turned(Exception):
    """The product refused, in its own words."""


@dataclass(frozen=True)
class Page:
    """What came: the address it came from at last, its status and its text."""

    url: str
    status: int
    text: str

    @property
    def tree(self) -> Any:
        """The page as a tree, links made whole."""
        return html.fromstring(self.text or "<html></html>", base_url=self.url)

    def form(self, ending: str = "") -> Form:
        """The first form by POST whose action ends like this; '' takes the first that sends to this very page."""
        for found in self.tree.forms:
            action = (found.get("action") or "").partition("#")[0]
            if found.method == "POST" and (action.endswith(ending) if ending else not action):
                return Form(urljoin(self.url, action or self.url), [(k, v or "") for k, v in found.form_values()])
        raise NotOffered(f"{self.url}: no form {ending or 'of its own'}: {self.said()}")

    def link(self, part: str) -> str:
        """The first address on the page that holds this."""
        for address in self.tree.xpath("//a/@href"):
            if part in address:
                return urljoin(self.url, address)
        raise NotOffered(f"{self.url}: no link {part}")

    def said(self) -> str:
        """What the page says is wrong, in its own words; '' when nothing is."""
        found = self.tree.xpath("//*[contains(@class, 'error')][not(self::input)]")
        return " ".join(" ".join(one.text_content().split()) for one in found)[:300]


@dataclass(frozen=True)
class Form:
    """A form as the page filled it in: where it goes, and its fields, hidden ones too."""

    action: str
    fields: Pairs

    def filled(self, answers: Mapping[str, str]) -> Pairs:
        """The fields with these answers in the place of what stood there."""
        return [(name, text) for name, text in self.fields if name not in answers] + list(answers.items())


class Window:
    """One person's window on the site; keeps cookies, follows redirects, across to partners and back."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self._client = httpx.Client(follow_redirects=True, timeout=TIMEOUT_S, max_redirects=12)
        self.is_known = False

    def open(self, address: str) -> Page:
        """Read a page. Unanswered when none came."""
        return self._ask("GET", address)

    def send(self, form: Form, answers: Mapping[str, str] | None = None, *, files: Files | None = None) -> Page:
        """Send a form of a page. Unanswered when no answer came: it may have been done or not."""
        return self._ask("POST", form.action, form.filled(answers or {}), files)

    def close(self) -> None:
        """Forget everything."""
        self._client.close()

    def _ask(self, method: str, address: str, fields: Pairs | None = None, files: Files | None = None) -> Page:
        data: dict[str, Any] = {}
        for name, text in fields or ():
            data.setdefault(name, []).append(text)
        url = urljoin(self.origin, address)
        try:
            answer = self._client.request(method, url, data=data or None, files=files, headers={"Referer": url})
        except httpx.HTTPError as lost:
            raise Unanswered(f"{method} {url}: {lost!r}") from lost
        if answer.status_code >= 500 or answer.status_code == 429:
            raise Unanswered(f"{method} {url}: {answer.status_code}")
        return Page(str(answer.url), answer.status_code, answer.text)


SPENT: dict[str, int] = {}


def code_of(secret: str, username: str) -> str:
    """The six digits that an authenticator shows (RFC 6238); those of the next step when these are spent."""
    step = SPENT[username] = max(int(time.time()) // 30, SPENT.get(username, 0) + 1)
    digest = hmac.digest(b32decode(secret), struct.pack(">Q", step), "sha1")
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def typed(answers: Mapping[str, Any]) -> dict[str, str]:
    """Stored answers as a person types them into a form: days as dd/mm/yyyy, rows by number."""
    found: dict[str, str] = {}
    for name, value in answers.items():
        if isinstance(value, list | tuple):
            for place, row in enumerate(value):
                found[f"{name}.{place}.row"] = "1"
                found |= {f"{name}.{place}.{column}": text for column, text in typed(row).items()}
        else:
            found[name] = _shown(value)
    return found


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    year, dash, rest = text.partition("-")
    if dash and len(text) == 10 and year.isdecimal():
        month, _, day = rest.partition("-")
        return f"{day}/{month}/{year}"
    return text


def sign_in_citizen(window: Window, who: Mapping[str, str], *, at: str = "/cua-toi/") -> None:
    """Through the VNeID double, which believes what one types there. who: TechID, HoVaTen, SoDinhDanh, …"""
    page = window.open(at)
    if "/dang-nhap/" in page.url:
        page = window.send(page.form("/vneid/di/"))
        if "/oauth2/authorize" not in page.url:
            raise Unanswered(f"{page.url}: {page.status}")
        page = window.send(Form(page.url, [("sub", who["TechID"]), *({"LoaiTaiKhoan": "1"} | dict(who)).items()]))
        if not page.url.endswith(at):
            raise Unanswered(f"sign-in ended at {page.url} ({page.status}): {page.said()}")
    window.is_known = True


def sign_in_official(window: Window, username: str, *, password: str, secret: str, at: str = "/can-bo/ho-so/") -> None:
    """With password and authenticator code."""
    page = window.open(at)
    if page.url.endswith(at):
        window.is_known = True
        return
    page = window.send(window.open("/tai-khoan/can-bo/").form(), {"username": username, "password": password})
    page = window.send(page.form(), {"code": code_of(secret, username)})
    if page.status != 200 or "/tai-khoan/can-bo/" in page.url:
        raise Unanswered(f"{username}: {page.said()}")
    window.is_known = True


def small_pdf(text: str) -> bytes:
    """A real one-page PDF with a few letters."""
    stream = f"BT /F1 18 Tf 72 720 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    return b"".join(_numbered(objects))


def _numbered(objects: Iterable[bytes]) -> Iterable[bytes]:
    places, at = [], 9
    yield b"%PDF-1.4\n"
    for number, content in enumerate(objects, 1):
        places.append(at)
        piece = b"%d 0 obj\n%s\nendobj\n" % (number, content)
        at += len(piece)
        yield piece
    yield b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    yield b"".join(b"%010d 00000 n \n" % place for place in places)
    yield b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, at)
