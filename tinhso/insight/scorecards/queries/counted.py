"""Leaves that the warehouse counts: what it says of them, and where the rows behind stand."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from tinhso.ground.base.refused import NotVisible
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


def counted(node: Node, agency: Agency, year: int, *, now: datetime) -> Figure | None:
    """The figure of a leaf for the unit that is assessed, with its passport; None where nothing is counted."""
    code = metric_of(node)
    if not code:
        return None
    try:
        metric = warehouse.metric(code, timezone.localdate(now))
    except NotVisible:
        return None
    unit = PROVINCE if agency.kind == AgencyKind.PROVINCE else agency.pk
    (figure,) = warehouse.figures([metric], period(str(year)), units=[unit], now=now)
    return figure if figure.numerator or figure.denominator else None
