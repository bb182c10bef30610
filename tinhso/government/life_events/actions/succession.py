"""Merger day for life events: open cases belong to the successor of the agency at which they began."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tinhso.government.life_events.lifecycle import CaseState
from tinhso.government.life_events.models import Case, CasePart


def move_cases(successors: Mapping[int, int], *, dossiers: Sequence[int] | None = None) -> list[str]:
    """Move open cases; their subjects. Their dossiers tell the citizen.

    dossiers: the cases of these alone, where the work of one agency goes to several.
    """
    still = Case.objects.filter(state=CaseState.OPEN, agency__in=successors).select_for_update()
    if dossiers is not None:
        still = still.filter(pk__in=CasePart.objects.filter(dossier__in=dossiers).values("case"))
    moved = list(still)
    for case in moved:
        case.agency_id = successors[case.agency_id]
    Case.objects.bulk_update(moved, ["agency"], batch_size=1000)
    return [case.subject for case in moved]
