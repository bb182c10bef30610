"""Messages to who answers for a task at the agency in charge: its leaders and its clerks, by a job."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.engines.notifications.actions import notify
from tinhso.engines.notifications.rules import Recipient
from tinhso.ground.acts import act
from tinhso.ground.base.actors import System
from tinhso.ground.people.counter import posts_on
from tinhso.ground.people.models import Official, Role
from tinhso.ground.people.succession import standing_heirs
from tinhso.ground.watch.tracks import handed
from tinhso.insight.plans import queries
from tinhso.insight.plans.models import PlanTask

SYSTEM = System("plans")
TOLD = (Role.LEADER, Role.CLERK)


def tell_later(tasks: Sequence[PlanTask], template: str) -> None:
    """Let a job tell the agencies in charge; it commits or vanishes with the act."""
    app.configure_task("plans.tell").defer(task_ids=[one.pk for one in tasks], template=template, **handed())


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
            if one.email or one.phone:
                to = Recipient(one.ref, one.full_name, phone="" if one.email else one.phone, email=one.email)
                notify(SYSTEM, to=to, template=template, facts=facts, about=task.subject, now=now)
