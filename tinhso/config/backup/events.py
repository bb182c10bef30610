"""What backups write to the journal: a backup that stands, and the drill that proved one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True)
class BackupTaken:
    """A backup stands whole (sao lưu xong); contents: new files copied; wrong: files that were bad at the source."""

    kind: ClassVar = "backup.taken"
    about: ClassVar = "backup:sets"
    name: str
    bytes: int
    seconds: float
    contents: int
    wrong: int


@dataclass(frozen=True)
class DrillMarked:
    """A line drawn for a drill (vạch diễn tập): what is before must come back, what is after must not."""

    kind: ClassVar = "backup.drill_marked"
    about: ClassVar = "backup:drill"
    drill: str
    side: str


@dataclass(frozen=True)
class DrillPassed:
    """A copy of a marked moment proved whole (diễn tập khôi phục đạt); seconds of each step, bytes of the copy."""

    kind: ClassVar = "backup.drill_passed"
    about: ClassVar = "backup:drill"
    drill: str
    backup: str
    moment: str
    bytes: int
    seconds: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class DrillFailed:
    """A drill failed (diễn tập khôi phục không đạt), and why, one sentence each."""

    kind: ClassVar = "backup.drill_failed"
    about: ClassVar = "backup:drill"
    drill: str
    faults: list[str] = field(default_factory=list)
