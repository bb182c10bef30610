"""Entered figures go from hand to hand: checked, approved, locked, or sent back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from tinhso.ground.acts import act
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.journal.actions import record
from tinhso.ground.people.persons import Person
from tinhso.insight.warehouse import queries
from tinhso.insight.warehouse.events import ObservationMoved
from tinhso.insight.warehouse.lifecycle import LIFECYCLE
from tinhso.insight.warehouse.models import Hand, Observation
from tinhso.insight.warehouse.sheets import written


@act()
def move(person: Person, numbers: Collection[int], verb: str, *, reason: str = "", now: datetime) -> list[Observation]:
    """Take the next step with several figures at once, all or none.

    Refused `none-chosen`, `wrong-state`, `reason-missing` (to send back), `same-hand`; NotAllowed for other roles.
    """
    if verb == "replace":
        raise NotAllowed("wrong-role", "Bạn không được giao quyền thực hiện thao tác này.")
    why = written(reason, 400)
    seen = set(queries.visible_to(person).filter(pk__in=numbers).values_list("pk", flat=True))
    rows = list(Observation.objects.select_for_update().filter(pk__in=seen).order_by("pk"))
    if not rows:
        raise Refused("none-chosen", "Hãy chọn ít nhất một dòng.")
    if verb == "send_back" and not why:
        raise Refused("reason-missing", "Hãy ghi lý do trả lại.", field="reason")
    for one in rows:
        one.state = str(LIFECYCLE.move(one.state, verb, queries.roles_for(person, one.agency_id)))
    if Hand.objects.filter(observation__in=rows, actor_ref=person.ref).exists():
        raise Refused("same-hand", "Bạn đã xử lý số này ở bước trước. Bước này phải do người khác làm.")
    for one in rows:
        one.save(update_fields=["state"])
        Hand.objects.create(
            observation=one, verb=verb, actor_ref=person.ref, actor_name=person.name[:200], at=now,
            reason=why,
        )  # fmt: skip
        record(person, ObservationMoved(one.pk, verb, one.state, why), at=now)
    return rows
