"""{{ panel|points }}, {{ panel|chart }}, {{ code|slug }}: a panel as a drawing."""

from __future__ import annotations

from django import template

from tinhso.insight.ioc import drawing

register = template.Library()
register.filter("points", drawing.points)
register.filter("chart", drawing.chart)


@register.filter
def slug(code: str) -> str:
    """A code as part of an id: adm-ontime."""
    return code.lower().replace(".", "-")
