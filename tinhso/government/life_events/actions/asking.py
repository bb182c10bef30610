"""Asking a partner that has been silent: its news may have been lost, and a citizen must not wait for it in vain."""

from __future__ import annotations

from datetime import datetime

from tinhso.government.life_events import queries
from tinhso.government.life_events.actions.partners import hear_event
from tinhso.government.life_events.mappers import number_of
from tinhso.government.life_events.models import CasePart
from tinhso.ground.gateway.actions import logged
from tinhso.ground.gateway.errors import Rejected, Unavailable
from tinhso.ground.gateway.partners import interlink


def ask_silent(*, now: datetime) -> int:
    """Ask about every part of which nothing was heard for some hours; how many partners answered. Safe to repeat."""
    return sum(_ask(part, now=now) for part in queries.silent_parts(now))


def _ask(part: CasePart, *, now: datetime) -> bool:
    """Outside any transaction, because a partner may be slow; what it says is heard like its own news."""
    case, partner = part.case, part.plan.performer
    try:
        with logged(
            partner, purpose=f"Hỏi lại: {part.plan.name}", legal_basis=case.bundle.legal_basis, subject=part.subject,
            operation="hoi-lai", now=now,
        ):  # fmt: skip
            said = interlink.ask(partner, number_of(case.code, part.code))
    except (Unavailable, Rejected):
        return False
    if said is None:
        return False
    CasePart.objects.filter(pk=part.pk).update(heard_at=now)
    hear_event(partner, part.subject, said, now=now)
    return True
