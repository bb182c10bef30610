"""Writing plans, by topic."""

from tinhso.insight.plans.actions.directives import DirectiveIn, add_directive, tie_directives
from tinhso.insight.plans.actions.giving import Due, give_task, give_tasks
from tinhso.insight.plans.actions.moving import (
    accept_task,
    confirm_task,
    extend_task,
    report_done,
    report_progress,
    return_task,
    withdraw_task,
)
from tinhso.insight.plans.actions.reminding import follow_tasks
from tinhso.insight.plans.actions.targets import Basis, TargetIn, add_target, end_target, report_result, set_basis
from tinhso.insight.plans.actions.telling import tell_agencies

__all__ = [
    "Basis",
    "DirectiveIn",
    "Due",
    "TargetIn",
    "accept_task",
    "add_directive",
    "add_target",
    "confirm_task",
    "end_target",
    "extend_task",
    "follow_tasks",
    "give_task",
    "give_tasks",
    "report_done",
    "report_progress",
    "report_result",
    "return_task",
    "set_basis",
    "tell_agencies",
    "tie_directives",
    "withdraw_task",
]
