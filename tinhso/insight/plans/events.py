"""What happens to directives, targets and tasks, as the journal keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

ABOUT_TASK = "plan_task:{task_id}"


@dataclass(frozen=True)
class PlanTaskGiven:
    """An agency was given a task (giao nhiệm vụ)."""

    kind: ClassVar = "plans.task_given"
    about: ClassVar = ABOUT_TASK
    task_id: int
    lead: int
    due_on: date
    source: str


@dataclass(frozen=True)
class PlanTaskMoved:
    """A task was taken on, reported, confirmed, sent back, extended, withdrawn, carried to another directive, or its
    deadline followed the calendar. source: who above waits for it reads this.
    """

    kind: ClassVar = "plans.task_moved"
    about: ClassVar = ABOUT_TASK
    task_id: int
    verb: str
    state: str
    percent: int
    text: str
    source: str


@dataclass(frozen=True)
class PlanTaskReminded:
    """The agency in charge was reminded of a deadline."""

    kind: ClassVar = "plans.task_reminded"
    about: ClassVar = ABOUT_TASK
    task_id: int
    reminder: str
    due_on: date


@dataclass(frozen=True)
class DirectiveAdded:
    """A directive was written down. number, issued_on: its key."""

    kind: ClassVar = "plans.directive_added"
    about: ClassVar = "directive:{code}"
    code: str
    number: str
    issued_on: date | None


@dataclass(frozen=True)
class DirectivesTied:
    """A paper carries out, amends or replaces another. tasks, targets: how many were carried over, ended."""

    kind: ClassVar = "plans.directives_tied"
    about: ClassVar = "directive:{code}"
    code: str
    upper: str
    tie: str
    tasks: int
    targets: int


@dataclass(frozen=True)
class TargetSet:
    """A target was added, or what it is measured by and from was said. facts: the new values as text."""

    kind: ClassVar = "plans.target_set"
    about: ClassVar = "target:{code}"
    code: str
    facts: dict[str, str]


@dataclass(frozen=True)
class ResultReported:
    """The agency in charge reported what was achieved of a target."""

    kind: ClassVar = "plans.result_reported"
    about: ClassVar = "target:{code}"
    code: str
    on: date
    value: str
    source: str
