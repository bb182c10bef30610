"""What every act on a dossier shares: lock and move by the table, lay it on its next desk, save."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings

from tinhso.engines.notifications.actions import notify
from tinhso.engines.notifications.rules import Recipient
from tinhso.government.dossiers import queries
from tinhso.government.dossiers.lifecycle import FACTS, LIFECYCLE, Desk, DossierState
from tinhso.government.dossiers.models import Dossier, HandOver
from tinhso.ground.acts import add, change
from tinhso.ground.base.actors import Actor
from tinhso.ground.people.counter import official
from tinhso.ground.people.models import Agency

STANDING = (
    "state", "desk", "desk_agency", "holder", "version", "step_name", "step_due_at", "moved_at", "moved_by_name",
)  # fmt: skip


def begin(
    actor: Actor,
    dossier: Dossier,
    verb: str,
    *,
    expected_version: int | None = None,
    also: frozenset[str] = frozenset(),
) -> Dossier:
    """Lock the dossier and move it by the table; nothing is saved yet.

    expected_version: the one that the page showed. also: roles that the dossier's own columns do not tell.
    """
    locked = queries.locked(dossier.pk, expected_version=expected_version)
    locked.state = str(LIFECYCLE.move(locked.state, verb, queries.roles_on(actor, locked) | also))
    return locked


def settle(
    actor: Actor,
    dossier: Dossier,
    *,
    now: datetime,
    changed: Iterable[str] = (),
    desk: Desk | None = None,
    note: str = "",
    slip: bool = True,
) -> None:
    """Lay the dossier on its next desk, save it, and write the line of the control slip.

    desk: where the state's own desk is not the right one. slip=False: it stays where it lies.
    """
    before = (dossier.desk, dossier.desk_agency_id, dossier.holder_id)
    lay(dossier, desk or FACTS[DossierState(dossier.state)].desk, now=now)
    touch(actor, dossier, now=now)
    change(dossier, [*STANDING, *changed])
    if slip and (note or before != (dossier.desk, dossier.desk_agency_id, dossier.holder_id)):
        add([slip_line(actor, dossier, now=now, note=note)])


def touch(actor: Actor, dossier: Dossier, *, now: datetime) -> None:
    """Count the change, and say who made it when."""
    dossier.version += 1
    dossier.moved_at = now
    dossier.moved_by_name = actor.name[:200]


def lay(dossier: Dossier, desk: Desk, *, now: datetime) -> None:
    """Put the dossier on a desk, with that desk's step of the route and the moment by which it is due."""
    drafted = dossier.state == DossierState.AWAITING_SIGNATURE
    if desk is Desk.DIVISION_HEAD and not drafted:
        desk = queries.first_desk(dossier.route_version_id)
    dossier.desk = str(desk)
    if desk in {Desk.RECEPTION, Desk.RESULT_OFFICER}:
        dossier.desk_agency_id = dossier.receiving_agency_id
    elif desk is not Desk.APPLICANT:
        dossier.desk_agency_id = dossier.resolving_agency_id
    if desk is Desk.NOBODY:
        dossier.step_name, dossier.step_due_at = "", None
        return
    step = queries.step_at(dossier.route_version_id, desk, last=drafted) if dossier.received_at else None
    dossier.step_name = step.name if step else desk.label
    if desk is Desk.APPLICANT:
        dossier.step_due_at = None
    elif step and step.budget_days:
        dossier.step_due_at = queries.budget_end(now, step.budget_days, scope=queries.scope_of(dossier))
    else:
        dossier.step_due_at = dossier.due_at


def slip_line(actor: Actor, dossier: Dossier, *, now: datetime, note: str = "") -> HandOver:
    """The control slip's line for the hand-over that just happened; not saved."""
    return HandOver(
        dossier=dossier,
        at=now,
        from_name=actor.name[:300],
        to_name=owner_name(dossier)[:300],
        to_desk=dossier.desk,
        to_agency_id=dossier.desk_agency_id,
        step_name=dossier.step_name,
        step_due_at=dossier.step_due_at,
        note=note[:500],
    )


def owner_name(dossier: Dossier) -> str:
    """On whose desk the dossier lies, in words: a person where one is known."""
    if dossier.desk == Desk.CASE_OFFICER and dossier.holder_id:
        return official(dossier.holder_id).full_name
    if dossier.desk == Desk.APPLICANT or dossier.state == DossierState.RETURNED:
        return dossier.applicant_name
    if dossier.desk == Desk.NOBODY:
        return Desk.NOBODY.label
    agency: Agency = (
        dossier.receiving_agency if dossier.desk_agency_id == dossier.receiving_agency_id else dossier.resolving_agency
    )
    return f"{Desk(dossier.desk).label}, {agency.short_name}"


def tell(dossier: Dossier, template: str, *, now: datetime, **facts: object) -> None:
    """Send the applicant a message about the dossier, with the details that Nghị định 224/2026/NĐ-CP asks for."""
    notify(
        queries.SYSTEM,
        to=Recipient(
            ref=dossier.applicant_ref,
            name=dossier.applicant_name,
            phone=str(dossier.fact("phone")),
            email=str(dossier.fact("email")),
        ),
        template=template,
        facts={
            "code": dossier.code,
            "procedure": dossier.procedure_version.name,
            "agency": dossier.resolving_agency.name,
            "handling_officer": official(dossier.holder_id).full_name if dossier.holder_id else None,
            "received_at": dossier.received_at,
            "due_at": dossier.due_at if dossier.received_at else None,
            "returned_at": dossier.returned_at,
            "link": f"{settings.PUBLIC_ORIGIN}/ho-so/{dossier.code}/",
            **facts,
        },
        about=dossier.subject,
        now=now,
    )
