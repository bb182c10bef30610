"""Acting under a mandate: it must stand, and reach so far, in the very transaction of the act."""

from __future__ import annotations

from datetime import datetime

from tinhso.ground.base.refused import NotAllowed
from tinhso.ground.mandates import queries
from tinhso.ground.mandates.models import Mandate
from tinhso.ground.people.persons import Person


def use(actor: Person, mandate_id: int, *, procedure_code: str, now: datetime) -> Mandate:
    """The mandate, locked, if the actor may file something of this procedure under it now.

    So a revocation either comes before the filing or after it. NotAllowed `mandate-ended` otherwise.
    """
    mandate = queries.locked(mandate_id)
    held = [one for one in queries.mandated(actor, at=now) if one.mandate_id == mandate_id]
    if not held or not held[0].covers(procedure_code):
        raise NotAllowed(
            "mandate-ended", "Việc ủy quyền này không còn hiệu lực hoặc không gồm thủ tục này.", field="principal"
        )
    return mandate
