"""The one template word of this room: a step of a form, ready to be printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.template import RequestContext
from django.utils import timezone

from tinhso.engines.eforms import rules

register = template.Library()


@register.simple_tag(takes_context=True)
def step_page(
    context: RequestContext, schema: rules.Schema, step: str, answers: Mapping[str, Any], problems: Mapping[str, str]
) -> rules.Page:
    """The page of a step; needs `request` in the context for today's date."""
    today = timezone.localdate(context["request"].now)
    return rules.page(schema, step, answers or {}, problems or {}, today=today)


@register.filter
def row_title(row_name: str, index: int) -> str:
    """Giấy tờ 1: the heading of a row, counted from 1."""
    return f"{row_name} {index + 1}"
