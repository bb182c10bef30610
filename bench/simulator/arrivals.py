"""The filings of a day: how many, of what, where, by whom, and what will befall each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import accumulate
from random import Random
from typing import Any

from bench.simulator.calendar import Calendar, moment
from bench.simulator.fates import fate_of
from bench.simulator.parameters import parameters, value
from bench.simulator.people import Population
from bench.simulator.places import Body, Places, Service
from bench.simulator.plan import Enterprise, Filing, Human, stream

BUNDLE_ROOTS = {"2.002621": "1.001193", "2.002622": "1.000656"}


@dataclass(frozen=True)
class Plan:
    """A year of filings. scale: 1.0 = the whole province; offered: codes that the catalogue really offers (None: all).

    A smaller scale has fewer inhabitants and fewer filings, in the same communes, with the same officers.
    """

    seed: int
    year: int = 2025
    scale: float = 1.0
    offered: Collection[str] | None = field(default=None, hash=False)

    @cached_property
    def calendar(self) -> Calendar:
        """The year's days."""
        return Calendar(self.year)

    @cached_property
    def places(self) -> Places:
        """The agencies and procedures."""
        return Places()

    @cached_property
    def people(self) -> Population:
        """The inhabitants."""
        return Population(self.seed, max(500, round(value("volume", "inhabitants") * self.scale)), self.year)

    @property
    def expected(self) -> float:
        """How many filings the year has, on average over all seeds."""
        return float(value("volume", "inhabitants") * self.scale * value("volume", "dossiers_per_1000") / 1000)

    def filings(self, day: date, *, only: Collection[str] | None = None) -> list[Filing]:
        """The day's filings in the order in which they come; from the seed and the day alone.

        only: those that these agencies receive; the others keep their keys and are not made.
        """
        chance = stream(self.seed, "day", day.isoformat())
        count = _poisson(chance, self.expected * self.calendar.share(day))
        worked = self.calendar.is_worked(day)
        drafts = sorted((self._draft(chance, worked=worked) for _ in range(count)), key=lambda draft: draft["clock"])
        found = []
        for place, draft in enumerate(drafts, 1):
            draft["unit"] = self._unit(draft)
            body = self.places.receiving(draft["service"], draft["unit"], day)
            if only is None or body.slug in only:
                found.append(self._filing(day, place, draft, body))
        return found

    @cached_property
    def mix(self) -> tuple[list[tuple[str, str]], list[float]]:
        """(procedure, bundle) with the ends of their shares; what the shares leave over goes to all the others."""
        known = {code for code in self.places.services if self.offered is None or code in self.offered}
        rows = parameters()["mix"]
        named = [((code, ""), share) for code, share in rows["shares"].items() if code in known]
        named += [((root, bundle), rows["bundles"][bundle]) for bundle, root in BUNDLE_ROOTS.items() if root in known]
        rest = sorted(code for code in known - set(rows["shares"]) if self.places.services[code].unit)
        left = max(0.0, 1 - sum(share for _, share in named)) / max(1, len(rest))
        every = [*named, *(((code, ""), left) for code in rest)]
        return [what for what, _ in every], list(accumulate(share for _, share in every))

    def _draft(self, chance: Random, *, worked: bool) -> dict[str, Any]:
        """What is drawn for one filing before the day's are put in order."""
        kinds, ends = self.mix
        code, bundle = kinds[min(bisect_right(ends, chance.random() * ends[-1]), len(kinds) - 1)]
        service = self.places.services[code]
        channel = _channel(chance, service, bundle, worked=worked)
        hours = value("calendar", "counter_hours" if channel != "ONLINE" else "online_hours")
        clock = chance.choices(list(hours), list(hours.values()))[0]
        return {"clock": clock, "service": service, "bundle": bundle, "channel": channel, "who": chance.random(),
                "company": chance.random(), "chance": chance.random(), "draw": chance.getrandbits(48)}  # fmt: skip

    def _unit(self, draft: dict[str, Any]) -> str:
        """Where the applicant lives, as a unit code of 2024-09; he himself is made later, if at all."""
        if (share := self._companies(draft)) and draft["company"] < share:
            draft["enterprise"] = self.people.enterprise(int(draft["who"] * self.people.enterprises))
            return str(draft["enterprise"].commune)
        return self.people.commune_at(int(draft["who"] * self.people.size))[0]

    def _filing(self, day: date, place: int, draft: dict[str, Any], body: Body) -> Filing:
        key = f"sim-{self.seed}-{day:%y%m%d}-{place:05}"
        service: Service = draft["service"]
        channel, at = draft["channel"], moment(day, draft["clock"])
        enterprise: Enterprise | None = draft.get("enterprise")
        human: Human = enterprise.head if enterprise else self.people.anyone(draft["who"])
        fate = fate_of(self.seed, key, service, channel=channel, bundle=draft["bundle"])
        assisted = channel == "ONLINE" and draft["chance"] < value("channels", "assisted_of_online")
        return Filing(
            key, at, service.code, draft["bundle"], channel, assisted and not enterprise, _delivery(draft, channel),
            body.slug, self.places.commune(draft["unit"], day).unit, human, enterprise, fate,
        )  # fmt: skip

    @staticmethod
    def _companies(draft: dict[str, Any]) -> float:
        """The share of enterprises; at the counter only people are written down, so an enterprise files online."""
        share = {"BUSINESS": "enterprises", "BOTH": "enterprises_of_both"}.get(draft["service"].audience)
        return float(value("channels", share)) if share and draft["channel"] == "ONLINE" else 0.0


def _channel(chance: Random, service: Service, bundle: str, *, worked: bool) -> str:
    """ONLINE, COUNTER or POST; on a day off all that can is online, and the rest comes by post next day's counter."""
    online = {"FULL": 1.0, "PARTIAL": 0.5}.get(service.online, 0.0) * value("channels", "online")
    drawn = chance.random()
    if bundle:
        return "ONLINE" if drawn < 0.85 or not worked else "COUNTER"
    if not worked:
        return "ONLINE"
    if drawn < online:
        return "ONLINE"
    return "POST" if drawn > 1 - value("channels", "post") and service.online != "INFORMATION" else "COUNTER"


def _delivery(draft: dict[str, Any], channel: str) -> str:
    drawn = (draft["draw"] % 10_000) / 10_000
    electronic, posted = value("fates", "electronic_result"), value("fates", "posted_result")
    if channel == "ONLINE" and drawn < electronic:
        return "ONLINE"
    return "POST" if channel != "COUNTER" and drawn > 1 - posted else "COUNTER"


def _poisson(chance: Random, mean: float) -> int:
    """A count with this mean: by its definition where small, by the normal curve where large."""
    if mean > 60:
        return max(0, round(chance.gauss(mean, mean**0.5)))
    count, product, limit = 0, chance.random(), 2.718281828459045**-mean
    while product > limit:
        count, product = count + 1, product * chance.random()
    return count
