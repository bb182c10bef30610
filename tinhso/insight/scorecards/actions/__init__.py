"""Writing: bringing in signed annexes and freezing them; scoring, appraising, closing."""

from tinhso.insight.scorecards.actions.scoring import close_stage, enter_score
from tinhso.insight.scorecards.actions.versions import freeze, propose_freezing, take_annex

__all__ = ["close_stage", "enter_score", "freeze", "propose_freezing", "take_annex"]
