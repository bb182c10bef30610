"""What is written in the warehouse: its own shelves."""

from tinhso.insight.warehouse.actions.pulling import pull_facts

__all__ = ["pull_facts"]
