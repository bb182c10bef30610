"""Writing: signed annexes and freezing; who answers until when; scoring, appraising, closing, publishing."""

from tinhso.insight.scorecards.actions.assigning import assign, remind
from tinhso.insight.scorecards.actions.counting import take_counts
from tinhso.insight.scorecards.actions.publishing import drop_publishing, propose_publishing, publish
from tinhso.insight.scorecards.actions.scoring import close_stage, enter_score
from tinhso.insight.scorecards.actions.versions import freeze, propose_freezing, take_annex

__all__ = [
    "assign",
    "close_stage",
    "drop_publishing",
    "enter_score",
    "freeze",
    "propose_freezing",
    "propose_publishing",
    "publish",
    "remind",
    "take_annex",
    "take_counts",
]
