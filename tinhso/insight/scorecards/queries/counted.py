"""Leaves that the warehouse counts: what it says of them, and where the rows behind stand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from tinhso.ground.people.models import Agency, AgencyKind
from tinhso.insight.scorecards.models import Node
from tinhso.insight.warehouse import queries as warehouse
from tinhso.insight.warehouse.periods import period
from tinhso.insight.warehouse.queries import PROVINCE, Figure


def metric_of(node: Node) -> str:
    """The metric by which the warehouse counts a leaf; '' where somebody counts by hand."""
    return str(node.params.get("metric", ""))


def words_behind(agency: Agency, year: int) -> str:
    """What stands behind an address of the warehouse to ask of this unit and year."""
    return f"?ky={year}&don-vi={'' if agency.kind == AgencyKind.PROVINCE else agency.slug}"


def figures_of(
    nodes: Iterable[Node], units: Iterable[Agency], year: int, *, now: datetime
) -> dict[tuple[int, str], Figure]:  # fmt: skip
    """(id of the unit, node code) -> the figure, of every leaf that the warehouse counts; one walk over the facts."""
    on = timezone.localdate(now)
    known = {metric.code: metric for metric in warehouse.metrics(on)}
    codes = {node.code: known[code] for node in nodes if (code := metric_of(node)) in known}
    keys = {unit.pk: PROVINCE if unit.kind == AgencyKind.PROVINCE else unit.pk for unit in units}
    asked = sorted({metric.code for metric in codes.values()})
    if not asked or not keys:
        return {}
    told = warehouse.figures([known[code] for code in asked], period(str(year)), units=set(keys.values()), now=now)
    by_key = {(figure.metric.code, figure.unit): figure for figure in told}
    return {(unit, node): by_key[metric.code, key] for unit, key in keys.items() for node, metric in codes.items()}


def counted(node: Node, agency: Agency, year: int, *, now: datetime) -> Figure | None:
    """The figure of a leaf for the unit that is assessed, with its passport; None where nothing is counted."""
    figure = figures_of([node], [agency], year, now=now).get((agency.pk, node.code))
    return figure if figure and (figure.numerator or figure.denominator) else None
