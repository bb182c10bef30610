"""One sitting of the simulator: what stands is looked at, the run goes on, and what happened is told."""

from __future__ import annotations

import argparse
import resource
import time
from datetime import date

from django.core.management import call_command

from bench.progress import note, spoken
from bench.simulator.arrivals import Plan
from bench.simulator.certify import certify
from bench.simulator.home import Run, alone, first_day, prepare, refusal
from bench.simulator.parameters import assumptions
from bench.simulator.report import published, what_happened
from bench.simulator.run import simulate
from bench.simulator.staff import Staff
from bench.simulator.worker import GEARS
from bench.simulator.world import people_the_province
from tinhso.engines.procedures.queries import in_force

ALL_SIGN = 0.2  # from this scale on everybody signs soon, so all certificates are made first; below, as they are needed
AS_IF = (
    "Taken as if in force all year: the catalogue of procedures, fees, forms and routes as the seed has them (read in "
    "2026; where it gives no day of validity none is assumed), for communes and departments alike. District offices "
    "get nothing: the catalogue has no procedure of theirs any more. Agencies, units and working days are those of "
    "the day; departments are merged on 01/3/2025 and the province on 01/7/2025 by the product's own merger day."
)


def tell_assumptions() -> None:
    """Every figure of the year with its confidence and its source."""
    for name, confidence, source in assumptions():
        print(f"[{confidence}] {name}: {source}")


def play(asked: argparse.Namespace, *, began: float) -> int:
    """The whole sitting; the exit code."""
    if asked.gear not in GEARS:
        print(f"There is no gear {asked.gear}; there is {', '.join(GEARS)}.")
        return 1
    with alone() as is_alone:
        if not is_alone:
            print("Another simulation runs in this folder; wait for it, or end it.")
            return 1
        return _played(asked, began=began)


def _played(asked: argparse.Namespace, *, began: float) -> int:
    prepare(asked.year)
    if why := refusal(accepts=asked.yes):
        print(why)
        return 1
    run = _run(asked)
    if run is None:
        return 1
    plan = plan_of(run)
    print(
        f"Nam Định {run.year}, scale {run.scale:g}, seed {run.seed}: about {plan.expected:,.0f} filings by "
        f"{plan.people.size:,} inhabitants. Nearly every figure of it is assumed (--assumptions prints them)."
    )
    print(AS_IF)
    _people(plan)
    until = min(asked.until or date.max, date(run.year, 12, 31))
    first = first_day(run)
    simulated = time.monotonic()
    tally = simulate(plan, run, until=until, keep_days=asked.keep_papers)
    spent = time.monotonic() - simulated
    days = max(0, (until - first).days + 1)
    if days:
        filed = max(1, tally.counts["filed"])
        used = sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        note(
            f"{days} days in {spoken(spent)}: {days * 86_400 / spent:,.0f}x real time, {filed / spent:.1f} dossiers/s, "
            f"{1000 * used / filed:,.0f} ms of the simulator's CPU a dossier, the database's not counted; "
            f"the whole sitting {spoken(time.monotonic() - began)}"
        )
    happened = what_happened(tally if first == date(run.year, 1, 1) else None)
    print("\n".join(happened.lines()))
    print(published())
    for what, count in sorted(tally.counts.items()):
        if what.startswith("refused: "):
            note(f"the product refused {what.removeprefix('refused: ')}: {count}")
    call_command("verify_journal")
    return 1 if happened.faults else 0


def plan_of(run: Run) -> Plan:
    """The plan of a run, with the procedures that the catalogue really offers."""
    codes = in_force(date(run.year, 1, 2)).values_list("procedure__code", flat=True)
    return Plan(run.seed, run.year, run.scale, frozenset(codes))


def _run(asked: argparse.Namespace) -> Run | None:
    """The run to go on with, or a new one; None where what stands is another."""
    fresh = Run(asked.seed, asked.year, asked.scale, asked.processes, asked.gear)
    known = Run.read()
    if known is None:
        fresh.write()
        return fresh
    if not asked.resume and known.last_day:
        print(f"A run stands here until {known.last_day}: --resume goes on with it; `simulate --fresh` begins anew.")
        return None
    if not fresh.same_as(known):
        print(f"The run that stands here was begun with other words: {known}.")
        return None
    return known


def _people(plan: Plan) -> None:
    staff = Staff(plan)
    people_the_province(plan, staff)
    if plan.scale < ALL_SIGN:
        return
    for made, many in certify(staff):
        if made % 100 == 0 or made == many:
            note(f"{made} of {many} certificates of those who sign")
