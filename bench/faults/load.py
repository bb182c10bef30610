"""Who works while it burns: a pulse that files again and again, and people who walk whole lives of dossiers."""

from __future__ import annotations

import json
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import httpx

from bench.faults.ledger import Ledger
from bench.items.file import filing as birth
from bench.simulator.moves import Answer, Batch, Move, Verb
from bench.simulator.pages import TIMEOUT_S
from bench.simulator.plan import Filing
from bench.simulator.through_http import VIETNAM, Site, ThroughHttp

PULSE_S = 0.15
AGAIN_S = 0.2
MOST_MOVES = 14
# Who says what in which state, so that a dossier gets to its end; the simulator's own office is richer.
NEXT: dict[tuple[str, str], tuple[Verb, str]] = {
    ("AWAITING_RECEPTION", "RECEPTION"): (Verb.RECEIVE, "RECEPTION"),
    ("TRANSFERRED", "DIVISION_HEAD"): (Verb.ASSIGN, "DIVISION_HEAD"),
    ("TRANSFERRED", "CASE_OFFICER"): (Verb.TAKE, "CASE_OFFICER"),
    ("ACCEPTED", "RECEPTION"): (Verb.ASSIGN, "DIVISION_HEAD"),
    ("IN_PROCESS", "CASE_OFFICER"): (Verb.PROPOSE, "CASE_OFFICER"),
    ("AWAITING_SIGNATURE", "DIVISION_HEAD"): (Verb.ENDORSE, "DIVISION_HEAD"),
    ("AWAITING_SIGNATURE", "LEADER"): (Verb.SIGN, "LEADER"),
    ("SIGNED", "CLERK"): (Verb.ISSUE, "CLERK"),
    ("RESULT_READY", "RESULT_OFFICER"): (Verb.HAND_OVER, "RESULT_OFFICER"),
    ("SUPPLEMENT_BEFORE_ACCEPTANCE", "APPLICANT"): (Verb.ANSWER_SUPPLEMENT, ""),
}


@dataclass
class Crowd:
    """Everybody who presses. staff: (agency slug, role) -> staff number. `stop` lets them finish what is in hand."""

    site: Site
    gear: ThroughHttp
    ledger: Ledger
    staff: dict[tuple[str, str], str]
    filings: Sequence[Filing]
    stopping: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list)
    ended: dict[str, int] = field(default_factory=dict)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def start(self, walkers: int) -> None:
        """One pulse an agency, and some walkers."""
        turns = iter(self._plan())
        jobs = [(self._pulse, (slug,)) for slug in self.site.tokens]
        jobs += [(self._walk, (turns,)) for _ in range(walkers)]
        self.threads = [threading.Thread(target=job, args=given, daemon=True) for job, given in jobs]
        for thread in self.threads:
            thread.start()

    def stop(self) -> None:
        """Let everybody finish what he has in hand."""
        self.stopping.set()
        for thread in self.threads:
            thread.join(240)

    def _plan(self) -> Iterator[Filing]:
        """The plan's filings again and again, each time under another key, at the moment of now."""
        round_ = 0
        while True:
            round_ += 1
            for filing in self.filings:
                yield replace(filing, key=f"{filing.key}-{round_}", at=datetime.now(VIETNAM))

    # The pulse --------------------------------------------------------------------------------------------------

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
            try:
                answer = client.post(path, content=body, headers={"Idempotency-Key": key})
                if answer.status_code < 300:
                    found = str(answer.json()["code"])
                    self.ledger.done(key, what, found if what == "file" else code)
                    return found
                if answer.status_code < 500:
                    self.ledger.refused(f"{what} {answer.status_code} {answer.text[:200]}")
                    return ""
            except (httpx.HTTPError, ValueError):
                pass  # no answer: nobody knows whether it was done
            time.sleep(AGAIN_S)

    # Whole lives ------------------------------------------------------------------------------------------------

    def _walk(self, turns: Iterator[Filing]) -> None:
        while not self.stopping.is_set():
            with self._guard:
                filing = next(turns)
            end = self._live(filing)
            with self._guard:
                self.ended[end] = self.ended.get(end, 0) + 1

    def _live(self, filing: Filing) -> str:
        """From filing to the rating, as far as it goes; the state in which it ended, or what stood in the way."""
        answer = self._say(Verb.FILE, filing)
        tries = 0
        while answer.code and not self.stopping.is_set() and tries < MOST_MOVES:
            tries += 1
            if answer.owes and answer.state in {"AWAITING_RECEPTION", "RESULT_READY", "ACCEPTED", "TRANSFERRED"}:
                online = filing.fate.pays_online or filing.channel == "ONLINE"
                answer = self._say(Verb.PAY, filing, "" if online else self.staff[filing.agency, "RECEPTION"])
                continue
            if answer.state == "RETURNED":
                if filing.channel == "ONLINE":
                    answer = self._say(Verb.RATE, filing)
                return "RETURNED"
            verb, role = NEXT.get((answer.state, answer.desk), (None, ""))
            if verb is None:
                return f"{answer.state} at {answer.desk}"
            answer = self._say(verb, filing, self.staff[filing.agency, role] if role else "")
        return answer.state or answer.problem.partition(":")[0]

    def _say(self, verb: Verb, filing: Filing, staff: str = "") -> Answer:
        batch = Batch(verb, filing.agency, filing.at, (Move(filing, staff=staff),))
        (answer,) = self.gear.carry_out([batch])
        if answer.problem.startswith(("refused", "unanswered")):
            self.ledger.refused(f"{verb.value} {filing.procedure}: {answer.problem}")
        if answer.problem and answer.code:
            # Perhaps it was done although nobody said so: the dossier itself knows where it stands.
            try:
                return self.gear.standing(filing)
            except Exception as lost:  # noqa: BLE001 - the house may be down; the next walk meets it again
                return Answer(filing.key, problem=f"unanswered: {lost!r}")
        return answer
