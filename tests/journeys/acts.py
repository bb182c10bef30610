"""What people do in a browser, as one would tell it: sign in, fill in a field, attach a paper."""

from __future__ import annotations

import base64
import hmac
import json
import struct
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
DEMO = json.loads((ROOT / "seed" / "people" / "demo.json").read_text())


# What the browser of each person remembers, by name and house: who came in once is known in his next window.
KEPT: dict[tuple[str, str], list[Any]] = {}


def is_known(page: Page, person: str, at: str) -> bool:
    """Opens the page; False when the person must first say who he is."""
    page.goto(at)
    if not page.url.endswith(at) and (kept := KEPT.get((person, urlsplit(page.url).netloc))):
        page.context.add_cookies(kept)
        page.goto(at)
    return page.url.endswith(at)


def remember(page: Page, person: str) -> None:
    """Keeps what lets the person come in again."""
    KEPT[person, urlsplit(page.url).netloc] = page.context.cookies()


def sign_in_citizen(page: Page, name: str, *, at: str = "/cua-toi/") -> None:
    """Through the VNeID double, as a citizen of the demonstration; ends on the page that was wanted."""
    if is_known(page, name, at):
        return
    page.get_by_role("button", name="Đăng nhập bằng VNeID").click()
    page.get_by_role("button", name=name).first.click()
    page.wait_for_url(f"**{at}")
    remember(page, name)


SPENT: dict[str, int] = {}


def code_now(username: str) -> str:
    """The six digits that an official's authenticator shows (RFC 6238); the next ones when these are spent."""
    key = base64.b32decode(DEMO["totp_secret"])
    step = SPENT[username] = max(int(time.time()) // 30, SPENT.get(username, 0) + 1)
    digest = hmac.digest(key, struct.pack(">Q", step), "sha1")
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def sign_in_official(page: Page, username: str, *, at: str = "/can-bo/") -> None:
    """With password and code."""
    if is_known(page, username, at):
        return
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(DEMO["password"])
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_label("Mã 6 chữ số").fill(code_now(username))
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(f"**{at}*")
    remember(page, username)


def small_pdf(text: str = "Giay chung sinh") -> bytes:
    """A real one-page PDF with a few words."""
    stream = f"BT /F1 18 Tf 72 720 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(body)
    body += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
