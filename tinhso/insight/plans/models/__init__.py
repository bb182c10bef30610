"""Directives, targets, tasks and briefings."""

from tinhso.insight.plans.models.briefings import Briefing, BriefingLine, LineKind
from tinhso.insight.plans.models.directives import Directive, DirectiveTie
from tinhso.insight.plans.models.targets import Measure, Target, TargetResult
from tinhso.insight.plans.models.tasks import PlanTask, TaskReminder, TaskStep

__all__ = [
    "Briefing",
    "BriefingLine",
    "Directive",
    "DirectiveTie",
    "LineKind",
    "Measure",
    "PlanTask",
    "Target",
    "TargetResult",
    "TaskReminder",
    "TaskStep",
]
