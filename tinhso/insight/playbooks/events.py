"""What happens with playbooks, as the journal keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class PlaybookMoved:
    """A playbook was written, changed, proposed, approved, returned or ended."""

    kind: ClassVar = "playbooks.moved"
    about: ClassVar = "playbook:{playbook_id}"
    playbook_id: int
    code: str
    version: int
    verb: str
    words: str


@dataclass(frozen=True)
class RunMoved:
    """A playbook was activated for communes, or its run ended with what was learned."""

    kind: ClassVar = "playbooks.run_moved"
    about: ClassVar = "playbook_run:{run_id}"
    run_id: int
    playbook_id: int
    verb: str
    units: tuple[int, ...]
    words: str


@dataclass(frozen=True)
class StepMoved:
    """A step of a run was ticked, skipped, or opened again."""

    kind: ClassVar = "playbooks.step_moved"
    about: ClassVar = "playbook_run:{run_id}"
    run_id: int
    step_id: int
    verb: str
    words: str
