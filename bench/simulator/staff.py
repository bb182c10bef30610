"""Officers: how many a body has, who comes to work on a day, how quick each is, and what the day's minutes allow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from math import ceil

from bench.simulator.arrivals import Plan
from bench.simulator.parameters import value
from bench.simulator.places import Body, Service
from bench.simulator.plan import draws

ROLES = ("RECEPTION", "CASE_OFFICER", "DIVISION_HEAD", "LEADER", "CLERK", "RESULT_OFFICER")
DAY_MINUTES = 420.0  # between the day's first and last slot, with lunch off: what `minutes_of` of all slots adds up to
SPELL = 3  # days of a sickness
SUMMER = (6, 7, 8)


@dataclass(frozen=True, slots=True)
class Officer:
    """One official with one role. number: his staff number; home: the body at which he stood on 1 January."""

    number: str
    home: str
    role: str
    skill: float


@dataclass(frozen=True)
class Staff:
    """Everyone who works for the bodies of a plan."""

    plan: Plan

    @cached_property
    def homes(self) -> dict[str, list[Officer]]:
        """Officers by the body at which the year finds them."""
        return {body.slug: self._officers(body) for body in self.plan.places.ours(date(self.plan.year, 1, 1))}

    def of(self, slug: str) -> dict[str, list[Officer]]:
        """Officers of a body by role, with those whose bodies were merged into it."""
        found: dict[str, list[Officer]] = {role: [] for role in ROLES}
        for home in sorted(self.plan.places.merged_into(slug)):
            for officer in self.homes.get(home, ()):
                found[officer.role].append(officer)
        return found

    def present(self, slug: str, day: date) -> dict[str, list[Officer]]:
        """Who works there on a day, by role; the first of a role comes even when all are away."""
        return {
            role: [one for one in officers if not self.is_away(one, day)] or officers[:1]
            for role, officers in self.of(slug).items()
        }

    def is_away(self, officer: Officer, day: date) -> bool:
        """Sick, for three days in a row, or on one of his days of leave."""
        place = day.toordinal()
        chance = draws(self.plan.seed, officer.number, "sick", (place + hash_of(officer)) // SPELL)[0]
        if chance < value("staff", "sick"):
            return True
        # Leave: a fortnight beginning somewhere in summer, and now and then a day.
        drawn = draws(self.plan.seed, officer.number, "leave", day.year)
        begin = date(day.year, SUMMER[0], 1).toordinal() + int(drawn[0] * 80)
        days = int(value("staff", "leave_days"))
        return begin <= place < begin + days or place % 365 in {int(drawn[1] * 365), int(drawn[2] * 365)}

    def _officers(self, body: Body) -> list[Officer]:
        found, least = [], value("staff", "least")
        for role, minutes in self._load(body).items():
            count = max(least[role], ceil(minutes / (DAY_MINUTES * value("staff", "utilisation"))))
            found += [self._officer(body.slug, role, place) for place in range(1, count + 1)]
        return found

    def _officer(self, home: str, role: str, place: int) -> Officer:
        number = f"MP-{home}-{role[:4]}{place}"
        slow, quick = value("staff", "skill")
        return Officer(number, home, role, slow + draws(self.plan.seed, number, "skill")[0] * (quick - slow))

    def _load(self, body: Body) -> dict[str, float]:
        """Minutes of each role on an ordinary working day, at full scale: what it will be asked, not what it was."""
        return {role: self._expected.get(body.slug, {}).get(role, 0.0) for role in ROLES}

    @cached_property
    def _expected(self) -> dict[str, dict[str, float]]:
        """By body and role."""
        plan, day = self.plan, date(self.plan.year, 1, 8)
        kinds, ends = plan.mix
        whole = value("volume", "inhabitants") * value("volume", "dossiers_per_1000") / 1000
        a_day = whole / sum(map(plan.calendar.is_worked, plan.calendar.days))
        found: dict[str, dict[str, float]] = defaultdict(lambda: dict.fromkeys(ROLES, 0.0))
        commune = dict.fromkeys(ROLES, 0.0)
        for (code, _), end, before in zip(kinds, ends, [0.0, *ends], strict=False):
            service, count = plan.places.services[code], a_day * (end - before) / ends[-1]
            here = found[plan.places.receiving(service, "", day).slug] if service.level == "PROVINCE" else commune
            for role, minutes in value("staff", "minutes").items():
                here[role] += count * minutes * (quickness(service) if role == "CASE_OFFICER" else 1.0)
        for unit, weight in plan.people.weights:
            here = found[plan.places.commune(unit, day).slug]
            for role, minutes in commune.items():
                here[role] += minutes * weight
        return found


def hash_of(officer: Officer) -> int:
    """A number of his own, so that not all fall ill on the same day."""
    return int(draws(officer.number)[0] * 1000)


def quickness(service: Service) -> float:
    """The share of the case officer's minutes that a procedure takes."""
    return float(value("staff", "same_day_share")) if service.is_same_day else 1.0


def minutes_of(moments: Sequence[datetime]) -> dict[datetime, float]:
    """Working minutes that end each slot's batch: until the next one, or half an hour at a session's end."""
    found = {}
    for place, at in enumerate(moments):
        later = moments[place + 1] if place + 1 < len(moments) else None
        gap = (later - at).total_seconds() / 60 if later else 30.0
        found[at] = min(gap, 60.0)
    return found


@dataclass
class Credits:
    """Minutes that each officer has in hand. What is not used is lost; what was overdrawn is owed, one slot's at most.

    scale: of the plan: with a tenth of the filings an officer has a tenth of the minutes. At small scales that is less
    than one act, so each officer may always begin one, and pays for it in the slot after.
    """

    scale: float
    left: dict[str, float] = field(default_factory=dict)

    def begin(self, present: Iterable[Officer], minutes: float) -> None:
        """A slot begins: those present get its minutes."""
        for officer in present:
            gain = minutes * officer.skill * self.scale
            owed = min(0.0, self.left.get(officer.number, 0.0))
            self.left[officer.number] = gain + max(owed, -gain)

    def take(self, officers: Sequence[Officer], cost: float) -> Officer | None:
        """The one with most minutes left, who pays; None when nobody has any."""
        best = max(officers, key=lambda one: (self.left.get(one.number, 0.0), one.number), default=None)
        if best is None or self.left.get(best.number, 0.0) <= 0:
            return None
        self.left[best.number] -= cost
        return best
