"""Another system that hears of dossiers by web-hook: what it was told passed through reactions, queue and workers."""

from __future__ import annotations

import json
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Subscriber:
    """Listens at an address and counts how often it was told each event of each dossier."""

    def __init__(self, host: str, port: int) -> None:
        self.address = f"http://{host}:{port}/"
        self.told: dict[str, Counter[str]] = {}
        self._guard = threading.Lock()
        self._server = ThreadingHTTPServer((host, port), self._handler())
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def heard_of(self, code: str) -> bool:
        """Whether it was told anything of this dossier."""
        return code in self.told

    def repeated(self) -> int:
        """How many events came more than once; allowed, as each has an id."""
        return sum(count > 1 for events in self.told.values() for count in events.values())

    def stop(self) -> None:
        """Listen no more."""
        self._server.shutdown()
        self._server.server_close()

    def _take(self, event: dict[str, Any]) -> None:
        with self._guard:
            self.told.setdefault(event["data"]["code"], Counter())[event["id"]] += 1

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        take = self._take

        class Handler(BaseHTTPRequestHandler):
            def do_OPTIONS(self) -> None:
                self.send_response(200)
                self.send_header("WebHook-Allowed-Origin", self.headers.get("WebHook-Request-Origin", ""))
                self.end_headers()

            def do_POST(self) -> None:
                take(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *words: Any) -> None:
                """Nobody reads it."""

        return Handler
