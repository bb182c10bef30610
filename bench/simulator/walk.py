"""python -m bench.simulator.walk: filings of the plan, each through its whole life by the doors of a running house.

Beside `make run`: `./manage.py simulate --gear http --filings 20 --hands 4`. It brings
officials of its own to three communes, and says in which state each dossier ended and how long that took.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime

import django

from bench.simulator.arrivals import Plan
from bench.simulator.moves import Answer, Batch, Move, Verb
from bench.simulator.plan import Filing
from bench.simulator.staff import ROLES
from bench.simulator.through_http import VIETNAM, Site, ThroughHttp

AGENCIES = ("NB.C13669", "NB.C14167", "NB.C13693")
DAY = date(2025, 11, 27)  # a day of the plan on which the bodies of today stand
MOST_MOVES = 14
WAITS_S = (
    0.5  # what was paid a moment ago is offered no more and not yet known as paid: asking again would use up moves
)
# What is filed once for several agencies, under the number that it has since 01/9/2026 (Nghị định 301/2026/NĐ-CP).
BUNDLES_NOW = {"2.002621": "3.000722", "2.002622": "2.002913"}
# Who says what in which state, so that a dossier gets to its end; the office of the simulator is richer.
NEXT: Mapping[tuple[str, str], tuple[Verb, str]] = {
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
PAID_IN = frozenset({"AWAITING_RECEPTION", "ACCEPTED", "TRANSFERRED", "RESULT_READY"})


def never() -> bool:
    """Nobody stops the walk."""
    return False


def nobody(_what: str) -> None:
    """Nobody hears of refusals."""


@dataclass
class Walk:
    """Lives of dossiers, one act after another. staff: (agency slug, role) -> staff number."""

    gear: ThroughHttp
    staff: Mapping[tuple[str, str], str]
    is_over: Callable[[], bool] = never
    refused: Callable[[str], None] = nobody

    def live(self, filing: Filing) -> str:
        """From filing to the rating, as far as it goes; the state in which it ended, or what stood in the way."""
        helper = self.staff[filing.agency, "RECEPTION"] if filing.assisted else ""
        answer, moves = self._say(Verb.FILE, filing, helper), 0
        while answer.code and not self.is_over() and moves < MOST_MOVES:
            moves += 1
            is_online = filing.channel == "ONLINE"
            if answer.owes and answer.state in PAID_IN:
                answer = self._say(Verb.PAY, filing, "" if is_online else self.staff[filing.agency, "RECEPTION"])
                continue
            if answer.state == "RETURNED":
                if is_online:
                    self._say(Verb.RATE, filing)
                return "RETURNED"
            if (answer.state, answer.desk) not in NEXT:
                return f"{answer.state} at {answer.desk}"
            verb, role = NEXT[answer.state, answer.desk]
            answer = self._say(verb, filing, self.staff[filing.agency, role] if role else "")
        return answer.state or answer.problem.partition(":")[0]

    def _say(self, verb: Verb, filing: Filing, staff: str = "") -> Answer:
        answer = self.gear.move(Batch(verb, filing.agency, filing.at, ()), Move(filing, staff=staff))
        if answer.problem.startswith("not-offered"):
            time.sleep(WAITS_S)
        elif answer.problem:
            self.refused(f"{verb.value} {filing.procedure}: {answer.problem}")
        # Perhaps it was done although nobody said so: the dossier itself knows where it stands.
        return self.gear.standing_patiently(filing) if answer.problem and answer.code else answer


def at_now(filing: Filing, key: str) -> Filing:
    """The same filing under another key, at this moment: what it says of days is told from here."""
    return replace(filing, key=key, at=datetime.now(VIETNAM))


def staged(origin: str, seed: int) -> tuple[Site, Plan, dict[tuple[str, str], str], Sequence[Filing]]:
    """The house made ready: an official a role at three communes, and the plan's applicants of a day there."""
    # Its rooms can be imported only once Django is set up.
    stage = importlib.import_module("bench.simulator.http_site")
    plan = Plan(seed)
    filings = [
        replace(filing, bundle=BUNDLES_NOW.get(filing.bundle, "")) for filing in plan.filings(DAY, only=AGENCIES)
        if not filing.bundle or filing.channel == "ONLINE"  # what is interlinked is filed on pages alone
    ]  # fmt: skip
    staff = [(f"PT-{slug[3:]}-{role[:6]}", f"Cán bộ {role.title()}", slug, role) for slug in AGENCIES for role in ROLES]
    site = stage.site_of(origin, staff, {filing.bundle or filing.procedure for filing in filings})
    offered = [filing for filing in filings if (filing.bundle or filing.procedure) in site.forms]
    return site, plan, {(slug, role): number for number, _, slug, role in staff}, offered


def main() -> int:
    """Exit code 1 when a life did not come to its end."""
    parser = argparse.ArgumentParser(prog="python -m bench.simulator.walk")
    parser.add_argument("--filings", type=int, default=20)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--hands", type=int, default=4)
    asked, _ = parser.parse_known_args()  # year and scale are of the other gear: a day of the plan is walked here
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")
    django.setup()
    origin = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
    site, plan, staff, filings = staged(origin, asked.seed)
    walk = Walk(ThroughHttp(site, plan.people), staff, refused=print)
    began = time.monotonic()
    run = f"{int(time.time())}"
    with ThreadPoolExecutor(asked.hands) as hands:
        ends = Counter(hands.map(lambda one: walk.live(at_now(one, f"{one.key}-{run}")), filings[: asked.filings]))
    print(f"{sum(ends.values())} lives in {time.monotonic() - began:.0f} s: {dict(ends)}")
    return 0 if set(ends) == {"RETURNED"} else 1


if __name__ == "__main__":
    sys.exit(main())
