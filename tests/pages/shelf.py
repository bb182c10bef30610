"""A little server that shows the pages of an album to a browser: numbers for pages, files for what is static."""

from __future__ import annotations

import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from django.contrib.staticfiles import finders

from tests.journeys.looks import AXE
from tests.pages.album import Page


@cache
def static_file(name: str) -> bytes:
    """The content of a static file of the house. FileNotFoundError when there is none."""
    found = finders.find(name)
    if not found:
        raise FileNotFoundError(name)
    return Path(str(found)).read_bytes()


@contextmanager
def shown(pages: list[Page]) -> Iterator[str]:
    """The address under which the pages stand while they are shown: <address>/0, <address>/1, …"""

    class Shelf(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            number = self.path.lstrip("/")
            if number.isdecimal():
                page = pages[int(number)]
                html = page.html.replace("</head>", '<script src="/axe.js" defer></script></head>', 1)
                self.give(
                    html.encode(),
                    "text/html; charset=utf-8",
                    {"Content-Security-Policy": page.headers.get("Content-Security-Policy", "")},
                )
            elif self.path.startswith("/static/"):
                name = self.path.removeprefix("/static/").partition("?")[0]
                kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
                self.give(static_file(name), kind, {"Cache-Control": "max-age=600, immutable"})
            elif self.path == "/axe.js":  # as a file its compiled form is kept from page to page
                self.give(AXE.read_bytes(), "text/javascript", {"Cache-Control": "max-age=600, immutable"})
            else:
                self.give(b"", "text/plain", {})

        def give(self, body: bytes, kind: str, headers: dict[str, str]) -> None:
            self.send_response(200)
            for name, value in ({"Content-Type": kind, "Content-Length": str(len(body))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Shelf)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
