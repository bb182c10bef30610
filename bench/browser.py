"""A browser as far as filing needs one: cookies, redirects, forms filled in as the page offers them."""

from __future__ import annotations

import http.client
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode, urlsplit

REDIRECTS = frozenset({301, 302, 303})
BOUNDARY = "----tinhso-bench"


class Unexpected(Exception):
    """A page that nobody expected: what was asked, and what came."""


@dataclass
class Form:
    """A form of a page: where it goes, what it would send as it stands, and all names that it offers."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)


class Forms(HTMLParser):
    """The forms inside <main>, each with the values that a browser would send."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._in_main = self._in_form = False
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open what holds values, or take a value."""
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "main":
            self._in_main = True
        elif tag == "form" and self._in_main:
            self._in_form = True
            self.forms.append(Form(given.get("action", "").partition("#")[0]))
        elif self._in_form:
            if name and tag in {"input", "select", "textarea"}:
                self.forms[-1].names.add(name)
            self._take(tag, name, given)

    def _take(self, tag: str, name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        match tag:
            case "input" if kind not in {"radio", "checkbox", "file", "submit"} or "checked" in given:
                self.forms[-1].fields[name] = given.get("value", "")
            case "select":
                self._select = name
            case "option" if self._select and "selected" in given:
                self.forms[-1].fields[self._select] = given.get("value", "")
            case "textarea":
                self._area = name
                self.forms[-1].fields[name] = ""

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened."""
        match tag:
            case "main":
                self._in_main = False
            case "form":
                self._in_form = False
            case "select":
                self._select = ""
            case "textarea":
                self._area = ""

    def handle_data(self, data: str) -> None:
        """The text of a text area."""
        if self._area and self._in_form:
            self.forms[-1].fields[self._area] += data


@dataclass(frozen=True)
class Page:
    """Where one ended, and what stands there."""

    path: str
    text: str

    def forms(self) -> list[Form]:
        """The forms of its main part."""
        reader = Forms()
        reader.feed(self.text)
        return reader.forms


class Browser:
    """One person's window over one kept connection; counts the requests it makes."""

    def __init__(self, connection: http.client.HTTPConnection, cookie: str) -> None:
        self._connection = connection
        self._cookies = dict(part.split("=", 1) for part in cookie.split("; "))
        self.requests = 0

    def get(self, path: str) -> Page:
        """Go there, on through redirects."""
        return self._ask("GET", path)

    def submit(self, page: Page, form: Form, answers: Mapping[str, str] | None = None) -> Page:
        """Send a form as it stands, with answers to what it offers."""
        filled = form.fields | {name: text for name, text in (answers or {}).items() if name in form.names}
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", form.action or page.path, urlencode(filled).encode(), kind)

    def upload(self, page: Page, form: Form, name: str, content: bytes) -> Page:
        """Send a file as the page's script does: the answer is the page itself."""
        parts = [
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{text}\r\n'.encode()
            for key, text in form.fields.items()
        ]
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
        body = b"".join([*parts, head.encode(), b"Content-Type: application/pdf\r\n\r\n", content,
                         f"\r\n--{BOUNDARY}--\r\n".encode()])  # fmt: skip
        kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", "HX-Request": "true"}
        return self._ask("POST", form.action or page.path, body, kind)

    def _ask(self, method: str, path: str, body: bytes | None = None, kind: Mapping[str, str] | None = None) -> Page:
        for _ in range(5):
            cookie = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
            self._connection.request(method, path, body, {"Cookie": cookie, **(kind or {})})
            response = self._connection.getresponse()
            text = response.read().decode()
            self.requests += 1
            for line in response.headers.get_all("Set-Cookie", []):
                name, _, value = line.partition(";")[0].partition("=")
                self._cookies[name] = value
            if response.status not in REDIRECTS:
                break
            target = urlsplit(response.headers["Location"])
            path = target.path + (f"?{target.query}" if target.query else "")
            method, body, kind = "GET", None, None
        if response.status != http.client.OK:
            said = " ".join(re.sub(r"<[^>]+>", " ", text[text.find("<main") :]).split())[:300]
            raise Unexpected(f"{response.status} {method} {path}: {said}")
        return Page(path, text)
