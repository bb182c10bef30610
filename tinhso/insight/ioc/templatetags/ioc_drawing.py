"""{{ panel|points }}, {{ panel|chart }}, {{ value|plain }}, {{ code|slug }}: a panel as a drawing."""

from __future__ import annotations

from decimal import Decimal

from django import template

from tinhso.insight.ioc import drawing
from tinhso.insight.warehouse import rules

register = template.Library()
register.filter("points", drawing.points)
register.filter("chart", drawing.chart)


@register.filter
def plain(value: Decimal | None) -> Decimal | None:
    """A number without zeros after its point that nobody wrote: 100, not 100,00."""
    return None if value is None else rules.plain(value)


@register.filter
def slug(code: str) -> str:
    """A code as part of an id: adm-ontime."""
    return code.lower().replace(".", "-")
