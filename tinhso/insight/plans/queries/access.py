"""Who may see which task, who may give one to whom, and in which roles an official stands before it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.base.states import Move
from tinhso.ground.people.models import Agency, AgencyKind
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import agencies_on, agency_by_id
from tinhso.ground.people.succession import predecessors_of
from tinhso.insight.plans.lifecycle import GIVER, LEAD, TASK
from tinhso.insight.plans.models import PlanTask

SEES_ALL = frozenset({"CONTROLLER", "AUDITOR"})
# Who gives in the name of an agency; at the province's office the controller writes down what its leaders decide [M].
GIVES = frozenset({"LEADER", "CONTROLLER"})
WORKS = frozenset({"LEADER", "DIVISION_HEAD", "HEAD_OF_ONE_STOP", "CASE_OFFICER", "CLERK", "CONTROLLER"})
KEEPS = frozenset({"LEADER", "DIVISION_HEAD", "CONTROLLER"})
TOP = frozenset({AgencyKind.PROVINCE.value, AgencyKind.OFFICE.value})
NEEDED = ("lead", "giver", "directive", "target", "parent")


def visible_to(actor: Actor) -> QuerySet[PlanTask]:
    """Tasks that an actor may see, the only way to a row.

    An official sees what his agencies (and those whose work they took over) gave, lead or help with, and the parts of
    it; the province's leaders, its controller and auditors see all. The system sees all; citizens and programs none.
    """
    rows = PlanTask.objects.select_related(*NEEDED)
    if not isinstance(actor, Person):
        return rows if "system" in actor.roles else rows.none()
    if not actor.is_staff:
        return rows.none()
    if actor.roles & SEES_ALL or any("LEADER" in actor.roles_at(one) for one in tops_of(actor)):
        return rows
    ours = agencies_of(actor)
    helped = PlanTask.coordinating.through.objects.filter(agency__in=ours).values("plantask")
    mine = Q(lead__in=ours) | Q(giver__in=ours) | Q(pk__in=helped)
    above = Q(parent__lead__in=ours) | Q(parent__giver__in=ours)
    return rows.filter(mine | above)


def agencies_of(person: Person) -> frozenset[int]:
    """The agencies of an official's posts, and those whose work they took over."""
    if person.at is None:
        return person.agency_ids
    on = timezone.localdate(person.at)
    return person.agency_ids.union(*(predecessors_of(one, on=on) for one in person.agency_ids))


def tops_of(person: Person) -> list[int]:
    """The agencies of an official that stand above all others: the province's committee and its office."""
    return [one for one in person.agency_ids if agency_by_id(one).kind in TOP]


def acts_for_the_province(person: Person) -> bool:
    """Whether a person leads the province's committee or its office, or controls there."""
    return bool(person.roles_at(*tops_of(person)) & GIVES)


def province_on(day: date) -> Agency:
    """The committee of the province whose system this is."""
    return agencies_on(day).get(kind=AgencyKind.PROVINCE)


def giving_agencies(person: Person) -> list[Agency]:
    """For which agencies a person may give tasks; who may for the province's office may for its committee, too."""
    own = [agency_by_id(one) for one in sorted(person.agency_ids) if person.roles_at(one) & GIVES]
    if not any(one.kind in TOP for one in own):
        return own
    province = province_on(timezone.localdate(person.at) if person.at else timezone.localdate())
    return [*own, *([] if province.pk in {one.pk for one in own} else [province])]


def may_lead(giver: Agency, lead: Agency, parent: PlanTask | None) -> bool:
    """Whether one agency may give a task to another: the province to all, a department to communes and itself,
    a commune to itself; who leads a task may hand parts of it to any.
    """
    if giver.kind in TOP or giver.pk == lead.pk:
        return True
    if parent is not None and parent.lead_id == giver.pk:
        return True
    return giver.kind != AgencyKind.COMMUNE and lead.kind == AgencyKind.COMMUNE


def task_for(actor: Actor, task_id: int) -> PlanTask:
    """One task. NotVisible otherwise."""
    found = visible_to(actor).filter(pk=task_id).first()
    if found is None:
        raise NotVisible("no-task", "Không tìm thấy nhiệm vụ này trong phạm vi bạn được xem.")
    return found


def locked_tasks(pks: Iterable[int]) -> list[PlanTask]:
    """Tasks as they stand now, in order of their numbers, locked until the end of the transaction."""
    rows = PlanTask.objects.select_for_update(of=("self",)).select_related(*NEEDED)
    return list(rows.filter(pk__in=list(pks)).order_by("pk"))


def task_roles(actor: Actor, task: PlanTask) -> frozenset[str]:
    """LEAD who works at the agency in charge, GIVER who gives for the one that gave; the system is both.

    Today's posts decide: who once gave it and left has no say any more.
    """
    if not isinstance(actor, Person):
        return frozenset({LEAD, GIVER}) if "system" in actor.roles else frozenset()
    roles = set()
    if _holds(actor, task.lead_id, WORKS):
        roles.add(LEAD)
    for_the_province = task.giver.kind in TOP and acts_for_the_province(actor)
    if for_the_province or _holds(actor, task.giver_id, GIVES):
        roles.add(GIVER)
    return frozenset(roles)


def _holds(person: Person, agency: int, roles: frozenset[str]) -> bool:
    """Whether a person holds one of the roles at an agency, or at one that took its work over."""
    if person.roles_at(agency) & roles:
        return True
    on = timezone.localdate(person.at) if person.at else None
    heirs = [one for one in person.agency_ids if on and agency in predecessors_of(one, on=on)]
    return bool(heirs and person.roles_at(*heirs) & roles)


def moves_for(actor: Actor, task: PlanTask) -> list[Move]:
    """What this actor may do to the task now: the buttons of its page."""
    return TASK.verbs(task.state, task_roles(actor, task))


def may_keep(person: Person, owner: str) -> bool:
    """Whether a person keeps the directives and targets of an agency (slug): its heads, the province's too."""
    return acts_for_the_province(person) or owner in _kept_by(person)


def kept_among(person: Person, agencies: Iterable[Agency]) -> list[Agency]:
    """Those of some agencies whose directives, targets and committees a person keeps."""
    every = list(agencies)
    if acts_for_the_province(person):
        return every
    kept = _kept_by(person)
    return [one for one in every if one.slug in kept]


def _kept_by(person: Person) -> set[str]:
    return {agency_by_id(one).slug for one in person.agency_ids if person.roles_at(one) & KEEPS}
