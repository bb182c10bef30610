"""Lines of the log, each in the shift that is on duty."""

from __future__ import annotations

from datetime import datetime

from tinhso.ground.base.actors import Actor
from tinhso.insight.ioc.models import Alert, LogLine
from tinhso.insight.ioc.queries.duty import on_duty


def note(actor: Actor, words: str, *, alert: Alert | None = None, now: datetime) -> LogLine:
    """Write a line into the log, in the shift on duty if there is one."""
    return LogLine.objects.create(
        shift=on_duty(), alert=alert, at=now, actor_ref=actor.ref, actor_name=actor.name[:200], words=words
    )
