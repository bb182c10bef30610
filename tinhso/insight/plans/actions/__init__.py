"""Writing plans, by topic."""

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

__all__ = [
    "Due",
    "accept_task",
    "confirm_task",
    "extend_task",
    "give_task",
    "give_tasks",
    "report_done",
    "report_progress",
    "return_task",
    "withdraw_task",
]
