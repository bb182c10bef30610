"""Keeping other systems' names."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tinhso.front.govstack.events import ThingNamed
from tinhso.front.govstack.models import Kind, MediatorName
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotAllowed
from tinhso.ground.journal.actions import record
from tinhso.ground.people.models import Role

MAY_NAME = frozenset({Role.ADMIN.value, "system"})


@transaction.atomic
def name_ours(actor: Actor, kind: Kind, theirs: str, ours: str | int, *, now: datetime) -> None:
    """From now on callers' `theirs` means our `ours`, as before or anew; the same again is no news."""
    if not actor.roles & MAY_NAME:
        raise NotAllowed("not-admin", "Chỉ quản trị hệ thống được đặt mã của bên ngoài.")
    there, is_new = MediatorName.objects.select_for_update().get_or_create(
        kind=kind.value, theirs=theirs, defaults={"ours": str(ours)}
    )
    if is_new or there.ours != str(ours):
        there.ours = str(ours)
        there.save(update_fields=["ours"])
        record(actor, ThingNamed(kind.value, theirs, str(ours)), at=now)
