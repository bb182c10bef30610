"""Values with their passports: counted, entered and locked, published, or reported by who is in charge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.urls import reverse
from django.utils import timezone

from tinhso.ground.base.vietnamese import format_date
from tinhso.insight.plans.models import Target, TargetResult
from tinhso.insight.plans.rules.passports import LineKind
from tinhso.insight.plans.rules.vintages import newer
from tinhso.insight.warehouse.models import Observation, PublishedFigure, PublishedKind
from tinhso.insight.warehouse.periods import Period, period
from tinhso.insight.warehouse.queries import PROVINCE, figures, locked_values, metrics, published_questions
from tinhso.insight.warehouse.rules import plain

HUNDREDTH = Decimal("0.01")
# What is asked for: a code (of a metric, a statistic, a published indicator) and of which place, '' for our own.
Asked = tuple[str, str]
Told = dict[Asked, list["Achieved"]]


@dataclass(frozen=True)
class Achieved:
    """One value with its passport. of: of which time it speaks, in words; link: where it lives; on: its last day."""

    value: Decimal
    kind: LineKind
    on: date
    of: str
    issuer: str
    link: str = ""
    above: Decimal | None = None
    below: Decimal | None = None
    as_of: datetime | None = None
    is_stale: bool = False
    note: str = ""

    @property
    def counts(self) -> bool:
        """Whether it may be compared with a target: what interested parties claim may not."""
        return self.kind is not LineKind.CLAIM


def counted(wanted: Sequence[Asked], of: Period, *, now: datetime) -> Told:
    """Metrics of the whole province in a period, in one walk over the facts."""
    on = timezone.localdate(now)
    named = {one.code: one for one in metrics(on)}
    keys = [key for key in wanted if key[0] in named]
    if not keys:
        return {}
    told = figures([named[code] for code, _ in keys], of, units=[PROVINCE], now=now)
    return {
        key: [
            Achieved(
                plain(figure.value), LineKind.LIVE, min(on, of.last), of.words, "Hệ thống Tỉnh Số, từ hồ sơ của tỉnh",
                f"{reverse('warehouse:metric', args=[key[0]])}?ky={of.code}&don-vi=", Decimal(figure.numerator),
                None if figure.denominator is None else Decimal(figure.denominator), figure.as_of, figure.is_stale,
            )
        ]
        for key, figure in zip(keys, told, strict=True)
        if figure.value is not None and figure.as_of is not None
    }  # fmt: skip


def entered(wanted: Sequence[Asked]) -> Told:
    """Locked observations of a statistic, of all units together, by period."""
    found: Told = {}
    for code, of in wanted:
        by_day: dict[date, list[Observation]] = defaultdict(list)
        for row in locked_values(code).select_related("statistic", "agency"):
            by_day[row.last].append(row)
        values = [_together(rows) for _, rows in sorted(by_day.items())]
        found[code, of] = [one for one in values if one is not None]
    return found


def _together(rows: Sequence[Observation]) -> Achieved | None:
    """Units of one period as one value. Ratios are not averaged: without their parts several units say nothing."""
    first = rows[0]
    one = first.statistic
    above = below = None
    if one.has_parts:
        above = sum((row.numerator or Decimal(0) for row in rows), Decimal(0))
        below = sum((row.denominator or Decimal(0) for row in rows), Decimal(0))
        whole = 100 if one.is_share else 1
        value = (above * whole / below).quantize(HUNDREDTH, ROUND_HALF_UP)
    elif len(rows) == 1 or not one.is_share:
        value = sum((row.value for row in rows), Decimal(0))
    else:
        return None
    of = f"{period(first.period).words}, {first.unit_name if len(rows) == 1 else f'{len(rows)} đơn vị đã nhập'}"
    return Achieved(
        plain(value), LineKind.ENTERED, first.last, of, f"{first.agency.name if len(rows) == 1 else one.source}",
        reverse("warehouse:statistic", args=[one.code]), above, below, max(row.entered_at for row in rows),
    )  # fmt: skip


def published(wanted: Sequence[Asked]) -> Told:
    """Of each period one published value, all made in one way, of the newest vintage; claims beside, never in place."""
    found: Told = {}
    for indicator, about in wanted:
        rows = [
            row
            for question in published_questions(indicator)
            for row in question.answers
            if row.about_code == about and row.value is not None and row.kind != PublishedKind.BOUND
        ]
        claims = [row for row in rows if row.kind == PublishedKind.CLAIM]
        official = _of_one_method([row for row in rows if row.kind != PublishedKind.CLAIM])
        found[indicator, about] = [_said(row) for row in (*_newest(official), *_newest(claims))]
    return found


def _of_one_method(rows: Sequence[PublishedFigure]) -> list[PublishedFigure]:
    """Methods differ by points, so one row of values has one: which covers most periods, else the newest one."""
    periods: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        periods[row.method].add(row.period)
    chosen = max(sorted(periods), key=lambda one: (len(periods[one]), max(periods[one])), default="")
    return [row for row in rows if row.method == chosen]


def _newest(rows: Iterable[PublishedFigure]) -> list[PublishedFigure]:
    """Of each period the newest vintage, of equal ones the best founded; by period."""
    best: dict[str, PublishedFigure] = {}
    for row in sorted(rows, key=lambda one: one.pk):
        known = best.get(row.period)
        if known is None or newer(row.vintage, row.confidence, than=(known.vintage, known.confidence)):
            best[row.period] = row
    return [row for _, row in sorted(best.items())]


def _said(row: PublishedFigure) -> Achieved:
    kind = LineKind.CLAIM if row.kind == PublishedKind.CLAIM else LineKind.OFFICIAL
    issuer = row.method or row.source
    more = "; ".join(word for word in (row.vintage, row.source if row.method else "", row.note) if word)
    link = reverse("warehouse:published_of", args=[row.indicator])
    return Achieved(plain(row.value or Decimal(0)), kind, last_day(row.period), row.period, issuer, link, note=more)


def last_day(of: str) -> date:
    """The last day of a published period: 2022, 2025-04, 2019-2020 (a school year, until May)."""
    if len(of) == 9:
        return date(int(of[5:]), 5, 31)
    return period(of).last


def reported(targets: Iterable[Target]) -> dict[int, list[Achieved]]:
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
