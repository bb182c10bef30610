"""What happens to indices, as the journal keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class AnnexTaken:
    """A signed annex was brought into a draft: its leaves stand there in place of what stood before."""

    kind: ClassVar = "scorecards.annex_taken"
    about: ClassVar = "index:{version}"
    version: str
    leaves: int
    sha256: str


@dataclass(frozen=True)
class FreezingProposed:
    """Somebody checked a draft against the signed annex and asks another to freeze it."""

    kind: ClassVar = "scorecards.freezing_proposed"
    about: ClassVar = "index:{version}"
    version: str


@dataclass(frozen=True)
class VersionFrozen:
    """A second person froze a version: from now on its tree never changes."""

    kind: ClassVar = "scorecards.version_frozen"
    about: ClassVar = "index:{version}"
    version: str


@dataclass(frozen=True)
class ScoreEntered:
    """A leaf or main index was scored. achieved: points as text, '' where what was given says nothing."""

    kind: ClassVar = "scorecards.score_entered"
    about: ClassVar = "assessment:{assessment_id}"
    assessment_id: int
    node: str
    revision: int
    achieved: str


@dataclass(frozen=True)
class AssessmentClosed:
    """A stage of an assessment was closed; its scores stand."""

    kind: ClassVar = "scorecards.assessment_closed"
    about: ClassVar = "assessment:{assessment_id}"
    assessment_id: int
