"""Messages to who answers for a task at the agency in charge: its leaders and its clerks, by a job."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.engines.notifications.actions import notify
from tinhso.engines.notifications.rules import Recipient
from tinhso.government.documents.models import Document
from tinhso.ground.acts import act
from tinhso.ground.base.actors import System
from tinhso.ground.people.counter import posts_on
from tinhso.ground.people.models import Official, Role
from tinhso.ground.people.queries import agencies_on
from tinhso.ground.people.succession import standing_heirs
from tinhso.ground.watch.tracks import handed
from tinhso.insight.plans import queries
from tinhso.insight.plans.models import PlanTask, TaskFlag

SYSTEM = System("plans")
TOLD = (Role.LEADER, Role.CLERK)
DECIDING = (Role.LEADER, Role.CONTROLLER)


def tell_later(tasks: Sequence[PlanTask], template: str) -> None:
    """Let a job tell the agencies in charge; it commits or vanishes with the act."""
    app.configure_task("plans.tell").defer(task_ids=[one.pk for one in tasks], template=template, **handed())


def ask_givers_later(document: Document) -> None:
    """Let a job ask who gave tasks because of a document; it commits or vanishes with the act."""
    app.configure_task("plans.ask_givers").defer(document_id=document.pk, **handed())


@act()
def ask_givers(document_id: int, *, now: datetime) -> None:
    """Tell who may decide at each agency that gave tasks because of a document: one message however many tasks."""
    day, waiting = timezone.localdate(now), defaultdict[int, list[TaskFlag]](list)
    for flag in queries.waiting_flags(SYSTEM).filter(document=document_id):
        waiting[flag.task.giver_id].append(flag)
    for giver, flags in waiting.items():
        document, task = flags[0].document, flags[0].task
        heirs = [one.pk for one in standing_heirs([giver], on=day)]
        at = [*heirs, *(tops_on(day) if task.giver.kind in queries.TOP else [])]
        facts = {
            "paper": str(document), "many": len(flags), "reason": flags[0].reason or document.subject,
            "link": settings.PUBLIC_ORIGIN + reverse("plans:turned", args=[document.key]),
        }  # fmt: skip
        posts = posts_on(day).filter(agency__in=at, role__in=DECIDING).select_related("official")
        for one in {post.official_id: post.official for post in posts}.values():
            _tell(one, "plan-paper-turned", facts, about=document.subject_ref, now=now)


def tops_on(day: date) -> list[int]:
    """The province's committee and its office, of which either decides for the other."""
    return list(agencies_on(day).filter(kind__in=queries.TOP).values_list("pk", flat=True))


@act()
def tell_agencies(task_ids: Sequence[int], template: str, *, now: datetime) -> None:
    """Tell leaders and clerks of each agency in charge, by mail, else by telephone; nobody twice of the same fact.

    Whose address nobody entered sees it on the page of tasks alone.
    """
    tasks = list(queries.visible_to(SYSTEM).filter(pk__in=task_ids))
    on = timezone.localdate(now)
    # Where the agency in charge has ended, whoever took its work over.
    heirs = {lead: [one.pk for one in standing_heirs([lead], on=on)] for lead in {task.lead_id for task in tasks}}
    posts = posts_on(on).filter(agency__in={one for each in heirs.values() for one in each}, role__in=TOLD)
    found: dict[int, dict[int, Official]] = defaultdict(dict)
    for post in posts.select_related("official"):
        found[post.agency_id][post.official_id] = post.official
    for task in tasks:
        facts = {
            "task": task.title, "who": task.giver.name, "due_at": task.due_at, "reason": task.feedback,
            "link": settings.PUBLIC_ORIGIN + reverse("plans:task", args=[task.pk]),
        }  # fmt: skip
        for one in {pk: official for heir in heirs[task.lead_id] for pk, official in found[heir].items()}.values():
            _tell(one, template, facts, about=task.subject, now=now)


def _tell(one: Official, template: str, facts: dict[str, Any], *, about: str, now: datetime) -> None:
    if one.email or one.phone:
        to = Recipient(one.ref, one.full_name, phone="" if one.email else one.phone, email=one.email)
        notify(SYSTEM, to=to, template=template, facts=facts, about=about, now=now)
