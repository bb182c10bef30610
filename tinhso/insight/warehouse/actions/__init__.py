"""What is written in the warehouse: its own shelves, and figures that officials enter."""

from tinhso.insight.warehouse.actions.entering import enter, judged, keep_draft
from tinhso.insight.warehouse.actions.moving import move
from tinhso.insight.warehouse.actions.pulling import pull_facts

__all__ = ["enter", "judged", "keep_draft", "move", "pull_facts"]
