"""Who works while it burns: a pulse that files again and again, and people who walk whole lives of dossiers."""

from __future__ import annotations

import contextlib
import itertools
import json
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import httpx

from bench.faults.ledger import Ledger
from bench.items.file import filing as birth
from bench.simulator.pages import TIMEOUT_S
from bench.simulator.plan import Filing
from bench.simulator.through_http import Site
from bench.simulator.walk import Walk, at_now

PULSE_S = 0.15
AGAIN_S = 0.2


@dataclass
class Crowd:
    """Everybody who presses. `stop` lets them finish what is in hand."""

    site: Site
    walk: Walk
    ledger: Ledger
    filings: Sequence[Filing]
    stopping: threading.Event
    threads: list[threading.Thread] = field(default_factory=list)
    ended: dict[str, int] = field(default_factory=dict)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def start(self, walkers: int) -> None:
        """One pulse an agency, and some walkers."""
        turns = self._turns()
        jobs: list[tuple[Callable[..., None], tuple[object, ...]]] = [
            (self._pulse, (slug,)) for slug in self.site.tokens
        ]
        jobs += [(self._walk, (turns,)) for _ in range(walkers)]
        self.threads = [threading.Thread(target=job, args=given, daemon=True) for job, given in jobs]
        for thread in self.threads:
            thread.start()

    def stop(self) -> None:
        """Let everybody finish what he has in hand."""
        self.stopping.set()
        for thread in self.threads:
            thread.join(240)

    def _turns(self) -> Iterator[Filing]:
        """The plan's filings again and again, each time under another key."""
        for round_ in itertools.count(1):
            for filing in self.filings:
                yield at_now(filing, f"{filing.key}-{round_}")

    def _walk(self, turns: Iterator[Filing]) -> None:
        while not self.stopping.is_set():
            with self._guard:
                filing = next(turns)
            end = self.walk.live(filing)
            with self._guard:
                self.ended[end] = self.ended.get(end, 0) + 1

    def _pulse(self, slug: str) -> None:
        """A program that files every moment, each filing under one key until it is acknowledged."""
        number = 0
        headers = {"Authorization": f"Bearer {self.site.tokens[slug]}", "Content-Type": "application/json"}
        with httpx.Client(base_url=self.site.origin, timeout=TIMEOUT_S, headers=headers) as client:
            while not self.stopping.is_set():
                number += 1
                body = json.dumps(birth(number, {})).encode()
                if code := self._until_done(client, "/api/dossiers", body, what="file", code=""):
                    self._until_done(client, f"/api/dossiers/{code}/receive", b"{}", what="receive", code=code)
                self.stopping.wait(PULSE_S)

    def _until_done(self, client: httpx.Client, path: str, body: bytes, *, what: str, code: str) -> str:
        """Send it under one key until it is answered for good; the dossier's code, '' when it was refused."""
        key = str(uuid.uuid4())
        self.ledger.tried(key, what)
        while True:
            # No answer: nobody knows whether it was done, so the same is asked again.
            with contextlib.suppress(httpx.HTTPError, ValueError):
                answer = client.post(path, content=body, headers={"Idempotency-Key": key})
                if answer.status_code < 300:
                    found = str(answer.json()["code"])
                    self.ledger.done(key, what, found if what == "file" else code)
                    return found
                if answer.status_code < 500:
                    self.ledger.refused(f"{what} {answer.status_code} {answer.text[:200]}")
                    return ""
            time.sleep(AGAIN_S)
