"""Template words of plans."""

from __future__ import annotations

from datetime import datetime

from django import template

from tinhso.insight.plans.models import PlanTask

register = template.Library()


@register.filter
def late(task: PlanTask, at: datetime) -> bool:
    """Whether a task was not reported by its deadline, as seen at a moment."""
    return task.is_late(at)
