"""Merger day (sắp xếp đơn vị): open work of agencies that end goes to their successors; called by a command."""
