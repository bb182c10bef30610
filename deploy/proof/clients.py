"""Programs that file through the proxy, each filing under one key until it is acknowledged; and readers."""

from __future__ import annotations

import http.client
import itertools
import json
import ssl
import threading
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

RECEIVED = 4  # every so manieth dossier is received as well: its receipt is signed by a job
PACE_S = 0.4  # between two filings of one office: how long an outage lasted is known as well as that
PAUSE_S = 0.3  # between two tries of one filing
TIMEOUT_S = 20
PAGES = ("/", "/thu-tuc/?q=khai+sinh", "/thu-tuc/?q=ket+hon", "/thu-tuc/1.001193/")


def numbered(filing: dict[str, Any], number: int) -> dict[str, Any]:
    """The same filing for another child: its number stands at the end of the name."""
    answers = filing["answers"] | {"child_name": f"Nguyễn Minh An {number}", "birth_notice_number": f"{number}/2026"}
    return filing | {"answers": answers, "applicant": {"number": f"9{number:011d}", "full_name": "Người Mới"}}


@dataclass
class Filed:
    """One filing: its number (told in the child's name), when it was acknowledged, what was answered until then."""

    number: int
    office: int
    code: str = ""
    acknowledged_at: float = 0.0
    is_received: bool = False
    statuses: list[int] = field(default_factory=list)


class Line:
    """One kept connection to the proxy, opened anew after any trouble."""

    def __init__(self, host: str, port: int, tls: ssl.SSLContext) -> None:
        self._made = (host, port, tls)
        self._kept: http.client.HTTPSConnection | None = None

    def ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, bytes]:
        """Status and content; 0 when no answer came."""
        host, port, tls = self._made
        try:
            if self._kept is None:
                self._kept = http.client.HTTPSConnection(host, port, timeout=TIMEOUT_S, context=tls)
            self._kept.request(method, path, body, headers)
            answer = self._kept.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            if self._kept:
                self._kept.close()
            self._kept = None
            return 0, b""


class Clients:
    """Threads that file (one an office, so that each code is one client's) and threads that read pages."""

    def __init__(self, at: tuple[str, int, ssl.SSLContext], told: dict[str, Any], *, readers: int) -> None:
        self.filed: list[Filed] = []
        self.reads: list[tuple[float, int]] = []
        self.refused: list[str] = []
        self._numbers = itertools.count(1)
        self._stopping = threading.Event()
        self._at, self._filing = at, told["filing"]
        self._threads = [
            threading.Thread(target=self._file, args=one, daemon=True) for one in enumerate(told["offices"])
        ]
        self._threads += [threading.Thread(target=self._read, daemon=True) for _ in range(readers)]

    def start(self) -> None:
        """All begin."""
        for thread in self._threads:
            thread.start()

    def finish(self) -> None:
        """Each ends its filing in hand, acknowledged or not after a while."""
        self._stopping.set()
        for thread in self._threads:
            thread.join(90)

    def acknowledged(self) -> list[Filed]:
        """Filings that were answered with a code."""
        return [one for one in list(self.filed) if one.code]

    def _file(self, place: int, office: dict[str, str]) -> None:
        line = Line(*self._at)
        while not self._stopping.is_set():
            one = Filed(next(self._numbers), place)
            self.filed.append(one)
            told = self._insist(line, one, "/api/dossiers", numbered(self._filing, one.number), office)
            if told:
                one.code, one.acknowledged_at = told["code"], time.monotonic()
            if told and one.number % RECEIVED == 0:
                one.is_received = bool(self._insist(line, one, f"/api/dossiers/{one.code}/receive", {}, office))
            self._stopping.wait(PACE_S)

    def _insist(self, line: Line, one: Filed, path: str, words: dict[str, Any], office: dict[str, str]) -> Any:
        """Send a write under one key until it is acknowledged; the answer, or None after two minutes or a refusal."""
        body, headers = json.dumps(words).encode(), {**office, "Idempotency-Key": str(uuid.uuid4())}
        until = time.monotonic() + 120
        while time.monotonic() < until:
            status, content = line.ask("POST", path, body, headers)
            one.statuses.append(status)
            if status in {200, 201}:
                return json.loads(content)
            if 400 <= status < 500:
                self.refused.append(f"{status} {content[:300]!r}")
                return None
            time.sleep(PAUSE_S)
        return None

    def _read(self) -> None:
        line = Line(*self._at)
        for page in itertools.cycle(PAGES):
            if self._stopping.is_set():
                return
            status, _ = line.ask("GET", page, None, {})
            self.reads.append((time.monotonic(), status))
            time.sleep(0.3)
