"""Template words of plans."""

from __future__ import annotations

from datetime import datetime

from django import template

from tinhso.ground.web.reading import reading
from tinhso.insight.plans.models import PlanTask

register = template.Library()
# How sure we are of a fact of seed/, by its mark; nobody reads a letter in brackets.
SURE = {"H": "tin cậy cao", "M": "tin cậy vừa", "L": "tin cậy thấp"}


@register.filter
def late(task: PlanTask, at: datetime) -> bool:
    """Whether a task was not reported by its deadline, as seen at a moment."""
    return task.is_late(at)


@register.filter
def sure(mark: str) -> str:
    """H, M or L as words; anything else is not sure yet."""
    return reading(SURE.get(mark, "chưa đối chiếu"))
