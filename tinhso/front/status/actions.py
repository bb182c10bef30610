"""Keeping how services stand; telling of planned work."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from tinhso.front.status.events import MaintenanceAnnounced, MaintenanceCalledOff, StandingChanged
from tinhso.front.status.models import Maintenance, Spell
from tinhso.front.status.rules import Finding, Standing, is_silent
from tinhso.ground.acts import act
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.journal.actions import record

OPERATORS = frozenset({"CONTROLLER", "ADMIN"})


@act()
def keep_findings(actor: Actor, findings: Mapping[str, Finding], *, now: datetime) -> None:
    """Write down how services stand: a spell goes on while nothing changes. Not named: it stands as it stood.

    Where nobody had looked for some minutes, the worker had stopped; that is written down afterwards.
    """
    open_now = {one.service: one for one in Spell.objects.select_for_update().filter(ended_at__isnull=True)}
    mine = open_now.get("worker")
    if mine is not None and is_silent(mine.seen_at, now):
        Spell.objects.create(service="worker", standing=Standing.DOWN, began_at=mine.seen_at, seen_at=now,
                             ended_at=now, why="im lặng")  # fmt: skip
        record(actor, StandingChanged("worker", Standing.DOWN, Standing.GOOD, "im lặng"), at=now)
    for service, finding in findings.items():
        _keep(actor, open_now.get(service), service, finding, now=now)
    unnamed = [one.pk for service, one in open_now.items() if service not in findings]
    Spell.objects.filter(pk__in=unnamed).update(seen_at=now)


def _keep(actor: Actor, spell: Spell | None, service: str, finding: Finding, *, now: datetime) -> None:
    if spell is not None and spell.standing == finding.standing:
        Spell.objects.filter(pk=spell.pk).update(seen_at=now, why=finding.why[:200])
        return
    if spell is not None:
        Spell.objects.filter(pk=spell.pk).update(seen_at=now, ended_at=now)
    Spell.objects.create(service=service, standing=finding.standing, began_at=now, seen_at=now, why=finding.why[:200])
    was = spell.standing if spell else ""
    if spell is not None or finding.standing != Standing.GOOD:
        record(actor, StandingChanged(service, was, str(finding.standing), finding.why[:200]), at=now)


@act()
def announce_maintenance(
    actor: Actor, *, starts_at: datetime, ends_at: datetime, words: str, words_en: str = "", now: datetime
) -> Maintenance:
    """Tell everybody of planned work. NotAllowed; Refused: over-already, ends-before-it-starts."""
    _operator(actor)
    if ends_at <= starts_at:
        raise Refused("ends-before-it-starts", "Giờ kết thúc phải sau giờ bắt đầu.", field="ends_at")
    if ends_at <= now:
        raise Refused("over-already", "Khoảng thời gian này đã qua.", field="ends_at")
    made = Maintenance.objects.create(
        starts_at=starts_at,
        ends_at=ends_at,
        words=nfc(words)[:300],
        words_en=nfc(words_en)[:300],
        entered_by=actor.name[:200],
        entered_at=now,
    )
    record(actor, MaintenanceAnnounced(made.pk, starts_at.isoformat(), ends_at.isoformat()), at=now)
    return made


@act()
def call_off_maintenance(actor: Actor, pk: int, *, now: datetime) -> Maintenance:
    """Say that planned work will not be done. NotAllowed, NotVisible; Refused: over-already."""
    _operator(actor)
    found = Maintenance.objects.select_for_update().filter(pk=pk, called_off_at__isnull=True).first()
    if found is None:
        raise NotVisible("no-maintenance", "Không có đợt bảo trì này.")
    if found.ends_at <= now:
        raise Refused("over-already", "Khoảng thời gian này đã qua.")
    found.called_off_at = now
    found.save(update_fields=["called_off_at"])
    record(actor, MaintenanceCalledOff(found.pk), at=now)
    return found


def _operator(actor: Actor) -> None:
    if not actor.roles & OPERATORS:
        raise NotAllowed("no-operator", "Việc này dành cho cán bộ kiểm soát thủ tục hành chính và quản trị hệ thống.")
