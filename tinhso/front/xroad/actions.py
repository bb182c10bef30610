"""Giving and taking back the right to call a service through the exchange."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tinhso.front.xroad import queries
from tinhso.front.xroad.events import ServiceGranted, ServiceGrantEnded
from tinhso.front.xroad.models import ServiceGrant
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.gateway.members import BadCall, caller_of
from tinhso.ground.journal.actions import record
from tinhso.ground.people.models import ApiClient


@transaction.atomic
def grant(actor: Actor, client: ApiClient, *, member: str, service: str, now: datetime) -> ServiceGrant:
    """Let a member call a service in the name of a program; the same again changes nothing.

    Refused: member-wrong, no-service.
    """
    if not actor.roles & queries.MAY_GRANT:
        raise NotAllowed("not-admin", "Chỉ quản trị hệ thống được cấp quyền gọi dịch vụ.")
    try:
        caller_of({"X-Road-Client": member})
    except BadCall as bad:
        raise Refused("member-wrong", "Mã thành viên phải có dạng instance/class/member/subsystem.") from bad
    if service not in queries.services():
        raise Refused("no-service", f"Không có dịch vụ này; hiện có: {', '.join(queries.services())}.")
    made, is_new = ServiceGrant.objects.get_or_create(
        client=client, member=member, service=service, ended_at=None, defaults={"granted_at": now}
    )
    if is_new:
        record(actor, ServiceGranted(made.pk, client.pk, member, service), at=now)
    return made


@transaction.atomic
def end(actor: Actor, found: ServiceGrant, *, reason: str, now: datetime) -> None:
    """Take a right back from the next call on. Refused: reason-missing."""
    if not actor.roles & queries.MAY_GRANT:
        raise NotAllowed("not-admin", "Chỉ quản trị hệ thống được thu hồi quyền gọi dịch vụ.")
    if not (reason := reason.strip()):
        raise Refused("reason-missing", "Hãy ghi lý do thu hồi.")
    found.ended_at = now
    found.save(update_fields=["ended_at"])
    record(actor, ServiceGrantEnded(found.pk, found.member, found.service, reason), at=now)
