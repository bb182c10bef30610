"""Tables of indices: what is measured (versions), how we fare (assessments), what others published (published)."""

from tinhso.insight.scorecards.models.assessments import Assessment, Score, Stage
from tinhso.insight.scorecards.models.published import Kind, PublishedScore
from tinhso.insight.scorecards.models.versions import IndexFamily, IndexVersion, Level, Node, Pillar, VersionState

__all__ = [
    "Assessment",
    "IndexFamily",
    "IndexVersion",
    "Kind",
    "Level",
    "Node",
    "Pillar",
    "PublishedScore",
    "Score",
    "Stage",
    "VersionState",
]
