"""Telling the portal, holding books against it, and which front takes filings."""

from tinhso.government.portal_sync.actions.switching import set_mode
from tinhso.government.portal_sync.actions.telling import Difference, differences, sync

__all__ = ["Difference", "differences", "set_mode", "sync"]
