"""What happens to the catalogue, as the journal keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class VersionDrafted:
    """A new version was begun. based_on: number of the version it was copied from, 0 for none."""

    kind: ClassVar[str] = "procedures.drafted"
    about: ClassVar[str] = "procedure:{code}"
    code: str
    number: int
    based_on: int
    source: str


@dataclass(frozen=True)
class VersionEdited:
    """Fields of a draft were changed. changed: field -> [before, after]."""

    kind: ClassVar[str] = "procedures.edited"
    about: ClassVar[str] = "procedure:{code}"
    code: str
    number: int
    changed: dict[str, list[str]]


@dataclass(frozen=True)
class VersionPublished:
    """A version was made public; dossiers are received under it from valid_from on."""

    kind: ClassVar[str] = "procedures.published"
    about: ClassVar[str] = "procedure:{code}"
    code: str
    number: int
    valid_from: str
    decision: str


@dataclass(frozen=True)
class VersionRetired:
    """A version ended; dossiers received under it keep it. last_day: the last day on which it stands."""

    kind: ClassVar[str] = "procedures.retired"
    about: ClassVar[str] = "procedure:{code}"
    code: str
    number: int
    last_day: str
    reason: str
