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
    files: int = 0


@dataclass(frozen=True)
class AssessmentClosed:
    """A stage of an assessment was closed; its scores stand."""

    kind: ClassVar = "scorecards.assessment_closed"
    about: ClassVar = "assessment:{assessment_id}"
    assessment_id: int


@dataclass(frozen=True)
class DutyAssigned:
    """It was said who answers for leaves in a year, until when, with what evidence. agency: '' = the unit itself."""

    kind: ClassVar = "scorecards.duty_assigned"
    about: ClassVar = "index:{version}"
    version: str
    year: int
    nodes: list[str]
    agency: str
    due_date: str
    needs_file: bool
    reason: str


@dataclass(frozen=True)
class LeavesReminded:
    """An agency was reminded of its leaves, each once before and once after its deadline."""

    kind: ClassVar = "scorecards.reminded"
    about: ClassVar = "agency:{agency_id}"
    agency_id: int
    soon: int
    late: int


@dataclass(frozen=True)
class CountsTaken:
    """The leaves that the warehouse counts were scored from it, for every unit of an assessment."""

    kind: ClassVar = "scorecards.counts_taken"
    about: ClassVar = "index:{version}"
    version: str
    year: int
    units: int
    scores: int


@dataclass(frozen=True)
class PublishingProposed:
    """Somebody asks another to publish our own result of a unit (đề nghị công bố)."""

    kind: ClassVar = "scorecards.publishing_proposed"
    about: ClassVar = "assessment:{assessment_id}"
    assessment_id: int
    instrument: str


@dataclass(frozen=True)
class PublishingDropped:
    """A proposal to publish was taken back before anybody published."""

    kind: ClassVar = "scorecards.publishing_dropped"
    about: ClassVar = "index:{version}"
    version: str
    agency: str
    year: int


@dataclass(frozen=True)
class ResultPublished:
    """A second person published our own result: the appraised scores as they stood (công bố kết quả)."""

    kind: ClassVar = "scorecards.result_published"
    about: ClassVar = "assessment:{assessment_id}"
    assessment_id: int
    scores: int
