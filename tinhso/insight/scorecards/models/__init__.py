"""Tables of indices: what is measured, who fills it (duties), how we fare (assessments), what others published."""

from tinhso.insight.scorecards.models.assessments import Assessment, EvidenceFile, Score, Stage
from tinhso.insight.scorecards.models.duties import Duty, Reminder, When
from tinhso.insight.scorecards.models.published import Kind, PublishedScore
from tinhso.insight.scorecards.models.versions import IndexFamily, IndexVersion, Level, Node, Pillar, VersionState

__all__ = [
    "Assessment",
    "Duty",
    "EvidenceFile",
    "IndexFamily",
    "IndexVersion",
    "Kind",
    "Level",
    "Node",
    "Pillar",
    "PublishedScore",
    "Reminder",
    "Score",
    "Stage",
    "VersionState",
    "When",
]
