"""Directives, targets and tasks."""

from tinhso.insight.plans.models.directives import Directive, DirectiveTie
from tinhso.insight.plans.models.targets import Measure, Target, TargetResult
from tinhso.insight.plans.models.tasks import PlanTask, TaskReminder, TaskStep

__all__ = [
    "Directive",
    "DirectiveTie",
    "Measure",
    "PlanTask",
    "Target",
    "TargetResult",
    "TaskReminder",
    "TaskStep",
]
