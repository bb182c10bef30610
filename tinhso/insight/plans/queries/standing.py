"""Where each target stands: what was achieved, by whose word and as of when, and whether the way keeps up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.utils import timezone

from tinhso.ground.base.vietnamese import format_date
from tinhso.insight.plans.models import Measure, Target, TargetResult
from tinhso.insight.plans.rules.targets import Aim, Band, Operator, attainment, band, behind, expected, warns
from tinhso.insight.warehouse.models import LineKind, PublishedKind
from tinhso.insight.warehouse.periods import period
from tinhso.insight.warehouse.queries import Achieved, Asked, Told, counted, entered, published
from tinhso.insight.warehouse.rules import plain


@dataclass(frozen=True)
class Standing:
    """A target on a day. known: values that count, the newest last; claims: what else is said, never compared."""

    target: Target
    on: date
    known: tuple[Achieved, ...] = ()
    claims: tuple[Achieved, ...] = ()
    margin: Decimal = field(default=Decimal(10))

    @property
    def achieved(self) -> Achieved | None:
        """The newest value that counts and speaks of a time up to the deadline; else the first one after it."""
        in_time = [one for one in self.known if one.on <= self.target.due_on]
        return in_time[-1] if in_time else next(iter(self.known), None)

    @property
    def aim(self) -> Aim | None:
        """What is to be reached; None where the number was never read."""
        one = self.target
        if one.value is None:
            return None
        return Aim(plain(one.value), Operator(one.operator), one.due_on, one.start, one.baseline_on)

    @property
    def attainment(self) -> Decimal | None:
        """In percent, uncapped."""
        share = attainment(self.aim, self.achieved.value) if self.aim and self.achieved else None
        return None if share is None else plain(share)

    @property
    def band(self) -> Band:
        """The band of its attainment."""
        return band(self.aim, self.achieved.value if self.achieved else None) if self.aim else Band.UNKNOWN

    @property
    def seen_on(self) -> date:
        """The day against which the value is held: its own, never one that it could not know of."""
        return min(self.achieved.on, self.on) if self.achieved else self.on

    @property
    def expected(self) -> Decimal | None:
        """Where the straight line stood on that day."""
        line = expected(self.aim, self.seen_on) if self.aim else None
        return None if line is None else plain(line)

    @property
    def behind(self) -> Decimal | None:
        """By how many percent of the way the value lies behind the line."""
        distance = behind(self.aim, self.achieved.value, self.seen_on) if self.aim and self.achieved else None
        return None if distance is None else plain(distance)

    @property
    def warns(self) -> bool:
        """Whether to warn of it: behind by more than the margin, and still to be reached."""
        if self.is_over or not (self.aim and self.achieved):
            return False
        return warns(self.aim, self.achieved.value, self.seen_on, margin=self.margin)

    @property
    def is_ended(self) -> bool:
        """Whether it was given up or replaced by that day."""
        return self.target.ended_on is not None and self.target.ended_on < self.on

    @property
    def is_over(self) -> bool:
        """Whether its deadline is past, or it ended before."""
        return self.is_ended or self.target.due_on < self.on


def standings(targets: Iterable[Target], *, now: datetime) -> list[Standing]:
    """Where each of these targets stands, in their order; every source is asked once however many targets there are."""
    asked = list(targets)
    on, margin = timezone.localdate(now), Decimal(settings.PLANS_MARGIN)
    told: dict[Measure, Told] = {
        Measure.METRIC: _counted(asked, now=now),
        Measure.STATISTIC: entered(_by(asked, Measure.STATISTIC)),
        Measure.PUBLISHED: published(_by(asked, Measure.PUBLISHED)),
    }
    own = _reported(asked)
    found = []
    for one in asked:
        values = told.get(Measure(one.measure), {}).get(_key(one, on), [])
        every = sorted([*values, *own[one.pk]], key=lambda each: each.on)
        known = tuple(each for each in every if each.counts)
        claims = tuple(each for each in every if not each.counts)
        found.append(Standing(one, on, known, claims, margin))
    return found


def _reported(targets: Iterable[Target]) -> dict[int, list[Achieved]]:
    """What agencies reported of targets themselves, by target, the earliest first."""
    found: dict[int, list[Achieved]] = defaultdict(list)
    rows = TargetResult.objects.filter(target__in=[one.pk for one in targets]).order_by("on", "entered_at", "pk")
    for row in rows:
        kind = LineKind.CLAIM if row.kind == PublishedKind.CLAIM else LineKind.OFFICIAL
        of = f"tính đến {format_date(row.on)}"
        found[row.target_id].append(
            Achieved(plain(row.value), kind, row.on, of, row.source, as_of=row.entered_at, note=row.note)
        )
    return found


def _counted(targets: Sequence[Target], *, now: datetime) -> Told:
    """Metrics of this year, of targets that are over those of the year of their deadline: a walk a year.

    While nothing was counted in a year that has just begun, the one before is shown; its values say of when they are.
    """
    on, years = timezone.localdate(now), defaultdict[str, set[str]](set)
    for one in targets:
        if one.measure == Measure.METRIC:
            code, year = _key(one, on)
            years[year].add(code)
    found: Told = {}
    for year, codes in sorted(years.items()):
        told = counted([(code, "") for code in sorted(codes)], period(year), now=now)
        if int(year) == on.year and (silent := codes - {code for code, _ in told}):
            told |= counted([(code, "") for code in sorted(silent)], period(f"{on.year - 1}"), now=now)
        found |= {(code, year): values for (code, _), values in told.items()}
    return found


def _key(one: Target, on: date) -> Asked:
    """Under which the values of a target are found: a metric by the year that counts, else by its place."""
    if one.measure == Measure.METRIC:
        return one.measured_by, f"{min(on, one.due_on).year}"
    return one.measured_by, one.measured_of


def _by(targets: Sequence[Target], measure: Measure) -> list[Asked]:
    wanted = {(one.measured_by, one.measured_of) for one in targets if one.measure == measure}
    return sorted(wanted)
