"""The HTTP gear: the same plan, every act through the real doors of a running house.

Citizens sign in through VNeID and walk the pages; officials sign in with password and code and press the buttons that
their page offers; what is brought to a counter or by post comes through the API, as from the counter's own program.
The gear reads no table. Time is the house's own: a plan's moments order the acts and are not played (decision 121).
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from bench.simulator import pages
from bench.simulator.moves import Answer, Batch, Move, Verb
from bench.simulator.pages import NotOffered, Page, Turned, Unanswered, Window
from bench.simulator.paperwork import PaperRule, answers_of, papers_of
from bench.simulator.people import Population
from bench.simulator.plan import Filing, Human
from bench.simulator.typing_in import business, helped, person, principal, said, start_of

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
# What the page of the dossier calls an act, where it is not the verb itself; the first that it offers is pressed.
BUTTONS = {Verb.ISSUE: ("issue", "issue_refusal")}
BY_CITIZENS = {Verb.ANSWER_SUPPLEMENT: "bo-sung", Verb.WITHDRAW: "rut", Verb.RATE: "danh-gia"}


@dataclass(frozen=True)
class Site:
    """A running house. logins: staff number -> username; tokens: agency slug -> token of its counter's program.

    forms: procedure code -> (schema of its form or None, rules of its papers), as the API publishes them.
    """

    origin: str
    password: str
    secret: str
    logins: Mapping[str, str]
    tokens: Mapping[str, str]
    forms: Mapping[str, tuple[Mapping[str, Any] | None, Sequence[PaperRule]]]


def unheard(_key: str, _what: str, _code: str) -> None:
    """Nobody keeps a ledger."""


@dataclass
class ThroughHttp:
    """Carries batches out with some hands at once. patience_s: how long an act is tried again while nobody answers.

    tried, done: told of each write that is about to be made and of each that was acknowledged (key, what, code), so
    that a harness may keep its own ledger.
    """

    site: Site
    people: Population
    hands: int = 4
    patience_s: float = 60.0
    tried: Callable[[str, str, str], None] = unheard
    done: Callable[[str, str, str], None] = unheard
    codes: dict[str, str] = field(default_factory=dict)
    _windows: dict[str, tuple[Window, threading.Lock]] = field(default_factory=dict)
    _applications: dict[str, str] = field(default_factory=dict)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def carry_out(self, batches: Sequence[Batch]) -> list[Answer]:
        """One answer a move; what nobody answered within the patience is told as the problem `unanswered`."""
        moves = [(batch, move) for batch in batches for move in batch.moves]
        with ThreadPoolExecutor(self.hands) as hands:
            return list(hands.map(lambda pair: self.move(*pair), moves))

    def end_of_slot(self, at: datetime) -> None:
        """Nothing: the house's own worker signs papers and hears the news."""

    def end_of_day(self, at: datetime) -> None:
        """Nothing: the house's own clock folds counts and closes what nobody answered."""

    def move(self, batch: Batch, move: Move) -> Answer:
        """Carry one move out, again and again until somebody answers."""
        key = move.filing.key
        deadline = time.monotonic() + self.patience_s
        while True:
            try:
                self._once(batch, move)
                return self.standing(move.filing)
            except Unanswered as lost:
                if time.monotonic() > deadline:
                    return Answer(key, code=self.codes.get(key, ""), problem=f"unanswered: {lost}")
                time.sleep(0.5)
            except NotOffered as other:
                return Answer(key, code=self.codes.get(key, ""), problem=f"not-offered: {other}")
            except Turned as refused:
                return Answer(key, code=self.codes.get(key, ""), problem=f"refused: {refused}")

    def _once(self, batch: Batch, move: Move) -> None:
        filing = move.filing
        match batch.verb:
            case Verb.LOOK:
                return  # whoever asked is told where it stands
            case Verb.FILE | Verb.FILE_BUNDLE if filing.channel == "ONLINE":
                self._file_on_pages(move)
            case Verb.FILE:
                self._file_at_counter(filing)
            case Verb.FILE_BUNDLE:
                raise NotOffered("what is interlinked is filed on pages alone")
            case Verb.PAY if move.staff:
                self._collect(move)
            case Verb.PAY:
                self._pay(filing)
            case Verb.ANSWER_SUPPLEMENT | Verb.WITHDRAW | Verb.RATE:
                self._by_citizen(batch.verb, move)
            case _:
                self._by_official(batch.verb, move)

    # Reading ----------------------------------------------------------------------------------------------------

    def standing(self, filing: Filing) -> Answer:
        """Where a filing stands, as its agency's program reads it."""
        code = self.codes.get(filing.key, "")
        if not code:
            return Answer(filing.key, problem="not filed")
        read = self._api("GET", f"/api/dossiers/{code}", filing.agency)
        return Answer(
            filing.key, code=code, state=read["state"], desk=read["desk"], owes=bool(read["fee_vnd"]) and not
            read["fee_paid_at"], due_at=datetime.fromisoformat(read["due_at"]),
            received_at=datetime.fromisoformat(read["received_at"]) if read["received_at"] else None,
        )  # fmt: skip

    def standing_patiently(self, filing: Filing) -> Answer:
        """The same, asked again while nobody answers, as long as an act would be."""
        deadline = time.monotonic() + self.patience_s
        while True:
            try:
                return self.standing(filing)
            except Unanswered as lost:
                if time.monotonic() > deadline:
                    return Answer(filing.key, problem=f"unanswered: {lost}")
                time.sleep(0.5)

    def _api(self, method: str, path: str, agency: str, *, body: Any = None, key: str = "") -> Any:
        headers = {"Authorization": f"Bearer {self.site.tokens[agency]}"} | ({"Idempotency-Key": key} if key else {})
        try:
            answer = httpx.request(method, self.site.origin + path, json=body, headers=headers, timeout=pages.TIMEOUT_S)
        except httpx.HTTPError as lost:
            raise Unanswered(f"{method} {path}: {lost!r}") from lost
        if answer.status_code >= 500:
            raise Unanswered(f"{method} {path}: {answer.status_code}")
        if answer.status_code >= 400:
            raise Turned(f"{answer.status_code} {answer.text[:300]}")
        return answer.json()

    # Filing -----------------------------------------------------------------------------------------------------

    def _file_at_counter(self, filing: Filing) -> None:
        schema, rules = self.site.forms[filing.procedure]
        human = filing.human
        body = {
            "procedure": filing.procedure,
            "applicant": {"number": human.number, "full_name": human.full_name, "phone": human.phone,
                          "email": human.email, "address": human.address[:300]},
            "answers": self._answers(filing, schema),
            "parts": [
                {"part_code": paper.code, "from_data": paper.way == "FROM_DATA", "on_paper": paper.way != "FROM_DATA"}
                for paper in papers_of(rules, filing, has_form=schema is not None)
            ],
            "commune_code": filing.commune,
            "channel": filing.channel,
            "delivery": filing.delivery,
        }  # fmt: skip
        self.tried(filing.key, "file", "")
        answer = self._api("POST", "/api/dossiers", filing.agency, body=body, key=filing.key)
        self.codes[filing.key] = answer["code"]
        self.done(filing.key, "file", answer["code"])

    def _file_on_pages(self, move: Move) -> None:
        filing = move.filing
        window, guard = self._official(move.staff) if filing.assisted else self._applicant(filing)
        with guard:
            page = self._begun(window, filing)
            for _ in range(20):  # steps of the form, papers, fees, and the last look
                if "/lien-thong/" in page.url:  # one promise over several dossiers: the first of them is the root's
                    page = window.open(page.link("/ho-so/"))
                if found := re.search(r"/ho-so/([^/?]+)/", page.url):
                    self.codes[filing.key] = found[1]
                    self.done(self._applications[filing.key], "file", found[1])
                    return
                page = self._next_stop(window, page, filing)
        raise Turned(f"filing does not end: {page.url}")

    def _begun(self, window: Window, filing: Filing) -> Page:
        """The application, begun or gone on with: one that was sent meanwhile leads to its dossier."""
        known = self._applications.get(filing.key)
        if known:
            return window.open(f"/nop-ho-so/{known}/")
        begin = self._helped(window, filing) if filing.assisted else window.open(start_of(filing))
        page = window.send(begin.form(), {"commune": filing.commune, "principal": principal(begin, filing)})
        if not (found := re.search(r"/nop-ho-so/([0-9a-f-]{36})/", page.url)):
            raise Turned(page.said() or page.url)
        self._applications[filing.key] = found[1]
        return page

    def _helped(self, window: Window, filing: Filing) -> Page:
        """The word of the one who is helped, before a witness; then the page where everybody begins."""
        page = window.send(window.open("/nop-ho/").form(), helped(filing))
        if page.status >= 400 or "/nop-ho/" in page.url:
            raise Turned(page.said() or page.url)
        return page

    def _next_stop(self, window: Window, page: Page, filing: Filing) -> Page:
        schema, rules = self.site.forms[filing.bundle or filing.procedure]
        stop = page.url.rstrip("/").rsplit("/", 1)[-1].partition("?")[0]
        if page.status >= 400:
            raise Turned(f"{page.url}: {page.said()}")
        if "/to-khai/" in page.url:
            return window.send(page.form(), pages.typed(self._answers(filing, schema)))
        if stop == "dinh-kem":
            for paper in papers_of(rules, filing, has_form=schema is not None):
                if paper.way == "FILE" and f'value="{paper.code}"' in page.text and not _is_attached(page, paper.code):
                    scan = pages.small_pdf(f"{filing.key} {paper.code}")
                    upload = pages.Form(page.url, [*_token(page), ("part", paper.code)])
                    page = window.send(upload, files=[("files", ("giay-to.pdf", scan, "application/pdf"))])
            return window.send(pages.Form(page.url, _token(page)))
        if stop == "le-phi":
            return window.send(page.form(), {"delivery": filing.delivery})
        if stop == "xem-lai":
            self.tried(self._applications[filing.key], "file", "")
        return window.send(page.form())

    def _answers(self, filing: Filing, schema: Mapping[str, Any] | None) -> dict[str, Any]:
        return answers_of(schema, filing, self.people, commune=filing.commune) if schema else {}

    # Acts -------------------------------------------------------------------------------------------------------

    def _by_official(self, verb: Verb, move: Move) -> None:
        code = self.codes[move.filing.key]
        window, guard = self._official(move.staff)
        with guard:
            page = window.open(f"/can-bo/ho-so/{code}/")
            for name in BUTTONS.get(verb, (verb.value,)):
                try:
                    form = page.form(f"/thao-tac/{name}/")
                except NotOffered:
                    continue
                self.tried(move.filing.key, verb.value, code)
                after = window.send(form, said(verb, move))
                if after.status >= 400:
                    raise Turned(after.said() or str(after.status))
                self.done(move.filing.key, verb.value, code)
                return
        raise NotOffered(f"{code}: {verb.value} for {move.staff}")

    def _by_citizen(self, verb: Verb, move: Move) -> None:
        code = self.codes[move.filing.key]
        window, guard = self._applicant(move.filing)
        with guard:
            page = window.open(f"/ho-so/{code}/{BY_CITIZENS[verb]}/")
            if f"/{BY_CITIZENS[verb]}/" not in page.url:
                raise NotOffered(f"{code}: {verb.value}")
            files: pages.Files = []
            match verb:
                case Verb.ANSWER_SUPPLEMENT:
                    said = {"note": "Đã bổ sung đủ theo yêu cầu."}
                    names = re.findall(r'type="file"[^>]*name="(item-\d+)"', page.text)
                    files = [(n, ("bo-sung.pdf", pages.small_pdf(code), "application/pdf")) for n in names]
                case Verb.WITHDRAW:
                    said = {"reason": "Tôi không còn nhu cầu."}
                case _:
                    said = {"score": str(move.facts.get("score", 5)), "comment": ""}
            self.tried(move.filing.key, verb.value, code)
            after = window.send(pages.Form(page.url, _token(page)), said, files=files or None)
            if after.status >= 400:
                raise Turned(after.said() or str(after.status))
            self.done(move.filing.key, verb.value, code)

    def _pay(self, filing: Filing) -> None:
        """Through the platform: there, paid, and back."""
        code = self.codes[filing.key]
        window, guard = self._applicant(filing)
        with guard:
            charge = window.open(window.open(f"/ho-so/{code}/").link("/thanh-toan/"))
            page = window.send(charge.form("/truc-tuyen/"))
            if page.url.startswith(self.site.origin):
                raise Turned(page.said() or page.url)
            self.tried(filing.key, "pay", code)
            window.send(page.form("/confirm"))
            self.done(filing.key, "pay", code)

    def _collect(self, move: Move) -> None:
        """In cash, by an official."""
        code = self.codes[move.filing.key]
        window, guard = self._official(move.staff)
        with guard:
            form = window.open(f"/can-bo/ho-so/{code}/").form("/thu-tien-mat/")
            self.tried(move.filing.key, "pay", code)
            window.send(form)
            self.done(move.filing.key, "pay", code)

    def _applicant(self, filing: Filing) -> tuple[Window, threading.Lock]:
        """Who files: a citizen, or the owner of a business, who signs in once for it, so that the house knows it."""
        if not filing.enterprise:
            return self._citizen(filing.human)
        window, guard = self._window(f"business-{filing.enterprise.index}")
        with guard:
            if not window.is_known:
                pages.sign_in_citizen(window, person(filing.human) | business(filing))
        return window, guard

    # Windows ----------------------------------------------------------------------------------------------------

    def _citizen(self, human: Human) -> tuple[Window, threading.Lock]:
        window, guard = self._window(f"citizen-{human.index}")
        with guard:
            if not window.is_known:
                pages.sign_in_citizen(window, person(human))
        return window, guard

    def _official(self, staff: str) -> tuple[Window, threading.Lock]:
        username = self.site.logins[staff]
        window, guard = self._window(username)
        with guard:
            if not window.is_known:
                pages.sign_in_official(window, username, password=self.site.password, secret=self.site.secret)
        return window, guard

    def _window(self, name: str) -> tuple[Window, threading.Lock]:
        with self._guard:
            if name not in self._windows:
                self._windows[name] = (Window(self.site.origin), threading.Lock())
            return self._windows[name]


def _token(page: Page) -> pages.Pairs:
    return [("csrfmiddlewaretoken", page.tree.xpath("string(//input[@name='csrfmiddlewaretoken']/@value)"))]


def _is_attached(page: Page, part: str) -> bool:
    return bool(page.tree.xpath(f"//section[@id='part-{part}']//ul[@class='file-list']/li"))
