"""Messages to officials about what a document gave them to do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from tinhso.engines.notifications.actions import notify
from tinhso.engines.notifications.rules import Recipient
from tinhso.government.documents.models import Document, Task
from tinhso.ground.base.actors import Actor
from tinhso.ground.people.models import Official


def tell_of_task(
    actor: Actor, document: Document, task: Task, template: str, *, to: Sequence[Official], now: datetime, **facts: str
) -> None:
    """Tell officials of a task by mail, else by telephone; whose address nobody entered sees it in his list alone."""
    said: dict[str, object] = {
        "code": document.notation or document.subject, "subject": document.subject, "who": actor.name,
        "task": task.content, "due_at": task.clock.due_at if task.clock else None,
        "link": f"{settings.PUBLIC_ORIGIN}/can-bo/van-ban/nhiem-vu/", "task_id": task.pk,
    }  # fmt: skip
    for one in to:
        if one.email or one.phone:
            reached = Recipient(one.ref, one.full_name, phone="" if one.email else one.phone, email=one.email)
            notify(actor, to=reached, template=template, facts=said | facts, about=document.subject_ref, now=now)
