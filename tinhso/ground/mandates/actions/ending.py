"""How a mandate ends: declined, revoked, annulled, given up, run out. From that moment on it opens nothing."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tinhso.ground.base.actors import Actor, System
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.journal.actions import record
from tinhso.ground.mandates import queries, rules
from tinhso.ground.mandates.events import MandateClosed
from tinhso.ground.mandates.lifecycle import LIFECYCLE, PRINCIPAL
from tinhso.ground.mandates.models import Mandate

CLOCK = System("mandates")
NEEDS_REASON = frozenset({"annul"})
CLOSING = frozenset({"decline", "revoke", "annul", "give_up"})


@transaction.atomic
def close(actor: Actor, mandate: Mandate, verb: str, *, reason: str = "", now: datetime) -> Mandate:
    """Decline, revoke, annul or give up; at once. verb: one of CLOSING.

    Refused `reason-missing` where an official annuls; NotAllowed `of-law`: a child cannot end what the law gives
    its parents (that is for the court: Luật Hôn nhân và gia đình 2014, Điều 85).
    """
    if verb not in CLOSING:
        raise Refused("wrong-verb", "Không có thao tác này.")
    mandate = queries.locked(mandate.pk)
    roles = queries.roles_on(actor, mandate)
    if verb == "revoke" and mandate.basis.of_law and PRINCIPAL in roles:
        raise NotAllowed(
            "of-law", "Việc đại diện này theo pháp luật nên không tự thu hồi được; hãy đến Bộ phận Một cửa."
        )
    if verb in NEEDS_REASON and not reason.strip():
        raise Refused("reason-missing", "Hãy ghi lý do.", field="reason")
    return _end(actor, mandate, verb, roles=roles, reason=reason, now=now)


def expire_due(*, now: datetime, limit: int = 500) -> int:
    """Say of mandates that have run out, and of proposals that nobody answered, that they have; how many."""
    ended = 0
    for mandate_id in list(queries.run_out(now).values_list("pk", flat=True)[:limit]):
        with transaction.atomic():
            mandate = queries.locked(mandate_id)
            if queries.run_out(now).filter(pk=mandate_id).exists():
                _end(CLOCK, mandate, "expire", roles=CLOCK.roles, reason="", now=now)
                ended += 1
    return ended


def _end(actor: Actor, mandate: Mandate, verb: str, *, roles: frozenset[str], reason: str, now: datetime) -> Mandate:
    mandate.state = str(LIFECYCLE.move(mandate.state, verb, roles))
    mandate.closed_at, mandate.closed_reason = now, nfc(reason)[:500]
    if mandate.starts_at is not None:
        mandate.ends_at = rules.cut(mandate.ends_at, now)
    mandate.save(update_fields=["state", "closed_at", "closed_reason", "ends_at"])
    record(actor, MandateClosed(mandate.pk, verb, mandate.state, mandate.closed_reason), at=now)
    return mandate
