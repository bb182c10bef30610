"""How services stand and stood, and what the house is busy with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from tinhso.front.status import rules
from tinhso.front.status.models import Maintenance, Spell
from tinhso.front.status.rules import SERVICES, Standing
from tinhso.ground.base.actors import Actor
from tinhso.ground.gateway.queries import PartnerCount, partner_counts

READERS = frozenset({"CONTROLLER", "ADMIN", "AUDITOR"})


@dataclass(frozen=True)
class Line:
    """One service on the page. since: since when it stands so; None = nobody has looked yet."""

    code: str
    name: str
    meanwhile: str
    standing: Standing
    since: datetime | None
    why: str = ""

    @property
    def is_good(self) -> bool:
        """Whether people need to know nothing more."""
        return self.standing == Standing.GOOD


def visible_to(actor: Actor) -> QuerySet[Spell]:
    """Every spell with what only operators read (`why`), for those who run or examine the house."""
    return Spell.objects.all() if actor.roles & READERS else Spell.objects.none()


def lines(*, now: datetime) -> list[Line]:
    """How every service that was ever looked at stands now, in the order of the table; the public reads it."""
    found = {one.service: one for one in Spell.objects.filter(ended_at__isnull=True)}
    shown = []
    for code, service in SERVICES.items():
        spell = found.get(code)
        if spell is None:
            continue
        standing, since = Standing(spell.standing), spell.began_at
        if code == "worker" and rules.is_silent(spell.seen_at, now):
            standing, since = Standing.DOWN, spell.seen_at
        shown.append(Line(code, service.name, service.meanwhile, standing, since, spell.why))
    return shown


def looked_at() -> datetime | None:
    """When somebody last looked."""
    return Spell.objects.filter(ended_at__isnull=True).order_by("-seen_at").values_list("seen_at", flat=True).first()


@dataclass(frozen=True)
class Trouble:
    """One time when a service did not stand well, now over."""

    name: str
    standing_label: str
    began_at: datetime
    ended_at: datetime
    minutes: int


def troubles(*, now: datetime) -> list[Trouble]:
    """What went wrong of late and is over, newest first."""
    rows = Spell.objects.exclude(standing=Standing.GOOD).filter(
        ended_at__isnull=False, began_at__gt=now - rules.TOLD_FOR, service__in=SERVICES
    )
    return [
        Trouble(SERVICES[row.service].name, row.standing_label, row.began_at, row.ended_at,
                rules.lasted(row.began_at, row.ended_at))
        for row in rows.order_by("-began_at", "-pk")[: rules.TOLD] if row.ended_at
    ]  # fmt: skip


def planned(*, now: datetime) -> list[Maintenance]:
    """Planned work that is on or to come, the next first."""
    return list(Maintenance.objects.filter(called_off_at__isnull=True, ends_at__gt=now).order_by("starts_at", "pk"))


@dataclass(frozen=True)
class Queue:
    """Jobs of one kind: waiting that may run now, the age of the oldest, running, failed within a day."""

    task: str
    waiting: int
    oldest_s: int
    running: int
    failed: int


# When a job was put into the queue stands among its events; jobs that are over are looked for by their newest event.
QUEUES = """
WITH waiting AS (
    SELECT task_name, status, coalesce(scheduled_at, (
        SELECT max(at) FROM procrastinate_events
        WHERE job_id = j.id AND type IN ('deferred', 'deferred_for_retry'))) AS at
    FROM procrastinate_jobs j
    WHERE status IN ('todo', 'doing') AND (scheduled_at IS NULL OR scheduled_at <= now())),
failed AS (
    SELECT task_name, count(*) AS number FROM procrastinate_jobs j WHERE status = 'failed'
    AND EXISTS (SELECT FROM procrastinate_events
                WHERE job_id = j.id AND type = 'failed' AND at > now() - interval '1 day')
    GROUP BY task_name)
SELECT task_name, count(*) FILTER (WHERE status = 'todo'),
       coalesce(extract(epoch FROM now() - min(at) FILTER (WHERE status = 'todo')), 0),
       count(*) FILTER (WHERE status = 'doing'), coalesce(max(failed.number), 0)
FROM waiting FULL JOIN failed USING (task_name) GROUP BY task_name ORDER BY 2 DESC, 1
"""


def queues() -> list[Queue]:
    """Every kind of job that waits, runs, or failed within a day; the longest queue first."""
    with connection.cursor() as cursor:
        cursor.execute(QUEUES)
        return [Queue(task, n, max(0, round(s)), running, failed) for task, n, s, running, failed in cursor.fetchall()]


def workers_alive() -> int:
    """How many workers said within half a minute that they live; they say so every ten seconds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '30 s'")
        number: int = cursor.fetchone()[0]
    return number


def letters() -> list[PartnerCount]:
    """Letters to each partner: on their way, given up."""
    return partner_counts()
