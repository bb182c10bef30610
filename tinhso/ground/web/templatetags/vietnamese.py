"""Template words of the house: dates, money, icons, readings in English; loaded in every template."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from pathlib import Path

from django import template
from django.utils.safestring import SafeString, mark_safe

from tinhso.ground.base import vietnamese
from tinhso.ground.web.reading import reading

register = template.Library()
register.filter("reading", reading)
ICONS = Path(__file__).resolve().parents[1] / "static" / "vendor" / "bootstrap-icons"


@register.filter
def vnd(amount: int | None) -> str:
    """1.234.567 đ; a dash when unknown."""
    return "—" if amount is None else vietnamese.format_vnd(amount)


@register.filter
def number(value: int | float | None) -> str:
    """1.234,5."""
    return "—" if value is None else vietnamese.format_number(value)


@register.filter
def day(value: date | None) -> str:
    """dd/mm/yyyy."""
    return vietnamese.format_date(value) if value else "—"


@register.filter
def moment(value: datetime | None) -> str:
    """hh:mm, dd/mm/yyyy."""
    return vietnamese.format_moment(value) if value else "—"


@register.filter
def masked(value: str | None) -> str:
    """All but the last three characters hidden: how a personal number or telephone is shown by default."""
    text = str(value or "")
    return "•" * max(0, len(text) - 3) + text[-3:] if text else "—"


@cache
def _drawing(name: str) -> str:
    return (ICONS / f"{name}.svg").read_text().replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A vendored icon drawn inline; decoration only, so hidden from screen readers."""
    return mark_safe(_drawing(name))  # noqa: S308 - a file of our own
