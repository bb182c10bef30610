"""A late decision about days off reaches every open promise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from tinhso.engines.workflow import queries
from tinhso.engines.workflow.actions.clocks import derived
from tinhso.engines.workflow.events import ClocksRederived
from tinhso.engines.workflow.lifecycle import ClockState
from tinhso.engines.workflow.models import Clock
from tinhso.engines.workflow.rules import due_at
from tinhso.engines.workflow.sentences import moved
from tinhso.ground.base.actors import Actor
from tinhso.ground.journal.actions import record
from tinhso.ground.reference.queries import calendar_for
from tinhso.ground.reference.rules import WorkingCalendar

# Large enough that round trips vanish, small enough that locks are held for a moment.
CHUNK = 5000
NATION = "VN"
# Reading costs more than counting: only what the first question needs.
NEEDED = (
    "subject", "scope", "limit_value", "limit_unit", "cutoff", "last_hour_rule", "reading", "received_at", "due_at",
    "pause_count", "extended_due_at",
)  # fmt: skip

UPDATE = """
UPDATE workflow_clock c SET due_at = m.due_at, starts_at = m.starts_at, due_sentence = m.sentence
FROM unnest(%s::bigint[], %s::timestamptz[], %s::timestamptz[], %s::text[]) AS m (id, due_at, starts_at, sentence)
WHERE c.id = m.id
"""
INSERT = """
INSERT INTO workflow_duechange (clock_id, old_due_at, new_due_at, reason, at)
SELECT m.*, %s FROM unnest(%s::bigint[], %s::timestamptz[], %s::timestamptz[], %s::text[]) AS m
"""


@dataclass(frozen=True)
class Moved:
    """One promise that moved: sentence explains the new date, reason says why it moved."""

    subject: str
    old: datetime
    new: datetime
    sentence: str
    reason: str


def rederive_clocks(
    actor: Actor,
    *,
    reason: str,
    now: datetime,
    scope: str = NATION,
    hold: Callable[[list[str]], object] | None = None,
) -> Iterator[list[Moved]]:
    """Derive every running promise again with the calendar as known now; yields those that moved, in chunks.

    reason: fits after `vì`, such as: văn bản 12729/VPCP-KGVX cho nghỉ Thứ Sáu 02/01/2026. scope: VN for all
    clocks, agency:<id> for those of one body. Each chunk is one transaction that stays open while the caller
    uses it: what the caller copies commits together with it. Paused clocks follow when they are resumed.
    hold: locks the owners of these subjects, before their clocks are locked. Owners lock themselves first and their
    clock second; who comes the other way round meets them in a deadlock.
    """
    examined = total = last = 0
    while True:
        with transaction.atomic():
            clocks = _next_chunk(last, scope)
            if not clocks:
                record(actor, ClocksRederived(scope, reason, examined, total), at=now)
                return
            moves = _rederive(clocks, reason, now, hold)
            examined, total, last = examined + len(clocks), total + len(moves), clocks[-1].pk
            if moves:
                yield moves


def _next_chunk(after: int, scope: str) -> list[Clock]:
    clocks = Clock.objects.filter(state=ClockState.RUNNING, pk__gt=after).only(*NEEDED)
    if scope != NATION:
        clocks = clocks.filter(scope=scope)
    return list(clocks.order_by("pk")[:CHUNK])


def _rederive(read: list[Clock], reason: str, now: datetime, hold: Callable[[list[str]], object] | None) -> list[Moved]:
    """Read without locks, lock only what will move, and derive that again from what the lock found.

    An action that changes a clock in between derives with the same calendar, so nothing is missed.
    """
    calendars = {scope: calendar_for(scope, known_at=now) for scope in {clock.scope for clock in read}}
    suspects = {clock.pk: clock.subject for clock in read if _may_move(clock, calendars[clock.scope])}
    if hold and suspects:
        hold(list(suspects.values()))
    clocks = Clock.objects.select_for_update().filter(pk__in=suspects, state=ClockState.RUNNING).order_by("pk")
    pauses = queries.closed_pauses(suspects)
    moves, columns = [], []
    for clock in clocks:
        promise = derived(clock, pauses.get(clock.pk, []), calendars[clock.scope])
        if promise.at != clock.due_at:
            why = moved(clock.due_at, promise.at, reason)
            moves.append(Moved(clock.subject, clock.due_at, promise.at, promise.sentence, why))
            columns.append((clock.pk, clock.due_at, promise.at, promise.starts_at, promise.sentence, why))
    if columns:
        ids, old, new, starts, sentences, reasons = map(list, zip(*columns, strict=True))
        with connection.cursor() as cursor:
            cursor.execute(UPDATE, [ids, new, starts, sentences])
            cursor.execute(INSERT, [now, ids, old, new, reasons])
    return moves


def _may_move(clock: Clock, calendar: WorkingCalendar) -> bool:
    """False when the plain promise still ends at the stored moment; clocks with a history are derived in full."""
    if clock.pause_count or clock.extended_due_at:
        return True
    return due_at(clock.received_at, clock.limit, calendar) != clock.due_at
