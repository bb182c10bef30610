"""Merger day for life events: open cases belong to the successor of the agency at which they began."""

from __future__ import annotations

from collections.abc import Mapping

from tinhso.government.life_events.lifecycle import CaseState
from tinhso.government.life_events.models import Case


def move_cases(successors: Mapping[int, int]) -> int:
    """Move open cases; how many. Their dossiers tell the citizen."""
    still = Case.objects.filter(state=CaseState.OPEN)
    return sum(still.filter(agency=old).update(agency=new) for old, new in successors.items())
