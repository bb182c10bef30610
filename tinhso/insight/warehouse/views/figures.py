"""Figures for everybody, each with its passport; the rows behind them for those who may see rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tinhso.ground.base.refused import Refused
from tinhso.ground.people import queries as people
from tinhso.ground.people.doors import Request, open_to_all, staff_only
from tinhso.ground.people.models import Agency
from tinhso.insight.warehouse import queries
from tinhso.insight.warehouse.drawing import HEIGHT, WIDTH, bars
from tinhso.insight.warehouse.lake import as_of
from tinhso.insight.warehouse.metrics.catalogue import COUNTED
from tinhso.insight.warehouse.models import Metric
from tinhso.insight.warehouse.periods import Convention, Period, months_back, period
from tinhso.insight.warehouse.queries import PROVINCE, Figure

MONTHS = 13  # a year and the same month of the year before
ROWS = 100
# To whom a thing counts, by table of facts.
COUNTS_FOR = {
    "dossiers": "Hồ sơ tính cho cơ quan giải quyết.",
    "documents": "Văn bản tính cho cơ quan ban hành.",
    "tasks": "Nhiệm vụ tính cho cơ quan nhận văn bản.",
    "charges": "Tiền tính cho cơ quan thu.",
    "life_events": "Hồ sơ liên thông tính cho cơ quan tiếp nhận.",
    "signing_sessions": "Kết quả tính cho cơ quan của người ký.",
    "camera_spans": "Camera tính cho đơn vị quản lý.",
    "calls": "Lượt gọi tính cho toàn tỉnh, không chia theo cơ quan.",
    "messages": "Thông báo tính cho toàn tỉnh, không chia theo cơ quan.",
    "stored_papers": "Giấy tờ trong kho tính cho toàn tỉnh, không chia theo cơ quan.",
}


@dataclass(frozen=True)
class Asked:
    """What a page was asked for: a period and a unit (None: the whole province), both as the address says them."""

    period: Period
    agency: Agency | None
    refused: Refused | None

    @property
    def unit(self) -> int:
        """The key of the unit in the warehouse."""
        return self.agency.pk if self.agency else PROVINCE

    @property
    def words(self) -> str:
        """The same as a query of an address."""
        return f"?ky={self.period.code}&don-vi={self.agency.slug if self.agency else ''}"


@open_to_all
@require_safe
def index(request: Request) -> HttpResponse:
    """Every metric of a unit in a period, at a glance."""
    asked = _asked(request)
    known = queries.metrics(timezone.localdate(request.now))
    told = queries.figures(known, asked.period, units=[asked.unit], now=request.now)
    dead = queries.dead_metrics(timezone.localdate(request.now))
    return render(request, "warehouse/index.html", _around(request, asked) | {"figures": told, "dead": dead})


@open_to_all
@require_safe
def metric(request: Request, code: str) -> HttpResponse:
    """One figure with its passport, its series, and the same figure of every agency."""
    asked = _asked(request)
    one = queries.metric(code, timezone.localdate(request.now))
    of = _cut(one, asked.period)
    units = [PROVINCE, *queries.units_of(one.code, of)]
    told = queries.figures([one], of, units=units, now=request.now)
    shown = next((figure for figure in told if figure.unit == asked.unit), None)
    (here,) = [shown] if shown else queries.figures([one], of, units=[asked.unit], now=request.now)
    months = [_cut(one, month) for month in months_back(request.now, MONTHS)]
    drawn = bars(queries.series(one, asked.unit, months, now=request.now))
    context = _around(request, asked) | {
        "metric": one,
        "figure": here,
        "bars": drawn,
        "has_series": any(bar.figure.numerator or bar.figure.value for bar in drawn),
        "width": WIDTH,
        "height": HEIGHT,
        "lines": sorted(_lines(told), key=lambda line: line[0].sort_key),
        "owner": people.agency(one.owner),
        "convention": Convention(one.convention),
        "at": here.as_of,
        "counts_for": COUNTS_FOR[COUNTED[one.code].facts],
    }
    return render(request, "warehouse/metric.html", context)


@staff_only
@require_safe
def behind(request: Request, code: str) -> HttpResponse:
    """The things behind a figure, or those that it lacks, as far as this official may see them."""
    asked = _asked(request)
    one = queries.metric(code, timezone.localdate(request.now))
    of = _cut(one, asked.period)
    lost = request.GET.get("thieu") == "1" and bool(one.denominator)
    (figure,) = queries.figures([one], of, units=[asked.unit], now=request.now)
    opened = queries.rows_behind(request.person, one, asked.unit, of, lost=lost, limit=ROWS)
    context = _around(request, asked) | {
        "metric": one, "figure": figure, "lost": lost, "rows": opened.rows, "counted": opened.counted,
        "many": ((figure.denominator or 0) - figure.numerator) if lost else figure.numerator,
    }  # fmt: skip
    return render(request, "warehouse/behind.html", context)


def _cut(one: Metric, asked: Period) -> Period:
    """The asked period, cut as the metric's convention cuts it."""
    return period(asked.code, Convention(one.convention))


def _lines(told: list[Figure]) -> list[tuple[Agency, Figure]]:
    return [(people.agency_by_id(figure.unit), figure) for figure in told if figure.unit != PROVINCE]


def _asked(request: Request) -> Asked:
    """The period and the unit of the address; what cannot be read gives this month, the province, and a sentence."""
    now = months_back(request.now, 1)[0]
    slug = request.GET.get("don-vi", "")
    try:
        of = period(request.GET.get("ky") or now.code)
        return Asked(of, people.agency(slug) if slug else None, None)
    except Refused as refused:
        return Asked(now, None, refused)


def _around(request: Request, asked: Asked) -> dict[str, Any]:
    """What every page of figures shows around its own matter."""
    months = [one.code for one in reversed(months_back(request.now, MONTHS))]
    years = sorted({code[:4] for code in months}, reverse=True)
    quarters = sorted({f"{code[:4]}-Q{(int(code[5:]) + 2) // 3}" for code in months}, reverse=True)
    choices = [period(code) for code in (*months, *quarters, *years)]
    if asked.period not in choices:
        choices.insert(0, asked.period)
    return {
        "asked": asked,
        "periods": choices,
        "agencies": people.agencies_on(timezone.localdate(request.now)).order_by("sort_key"),
        "at": as_of("dossiers"),
    }
