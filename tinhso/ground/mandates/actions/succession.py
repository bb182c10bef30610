"""Merger day for mandates: teams, and papers that wait to be compared, go to the successor."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from tinhso.ground.mandates.lifecycle import MandateState
from tinhso.ground.mandates.models import CommunityTeam, Mandate


@transaction.atomic
def succeed_agencies(successors: Mapping[int, int]) -> None:
    """Move what still waits at agencies that end; what was confirmed keeps the agency of then. Safe to repeat."""
    for old, new in successors.items():
        CommunityTeam.objects.filter(agency=old, valid_to=None).update(agency=new)
        Mandate.objects.filter(agency=old, state=MandateState.PROPOSED).update(agency=new)
