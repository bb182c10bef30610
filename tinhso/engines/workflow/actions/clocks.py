"""The life of one clock: each verb keeps the promise derivable from its rows, and says why it moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from tinhso.engines.workflow import queries
from tinhso.engines.workflow.counting import working_instant
from tinhso.engines.workflow.events import ClockPaused, ClockStarted, ClockStopped, DueMoved, ScopesMoved
from tinhso.engines.workflow.lifecycle import CLOCK, OWNER, ClockState
from tinhso.engines.workflow.limits import Limit
from tinhso.engines.workflow.models import Clock, ClockPause, ClockSegment, DueChange
from tinhso.engines.workflow.rules import Apology, Due, Pause, due, promised
from tinhso.engines.workflow.sentences import at_moment, moved
from tinhso.ground.acts import act, add, add_now, change, send
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import Refused
from tinhso.ground.journal.actions import record
from tinhso.ground.reference.queries import calendar_for
from tinhso.ground.reference.rules import WorkingCalendar

CLOSE_SEGMENT = (
    "UPDATE workflow_clocksegment SET closed_at = %s, closed_reason = %s WHERE clock_id = %s AND closed_at IS NULL"
)


@act()
def start_clock(
    actor: Actor, subject: str, *, received_at: datetime, limit: Limit, scope: str = "VN", now: datetime
) -> Clock:
    """Promise a date for a complete and valid dossier, with the calendar as it is known now (D2)."""
    promise = due(received_at, limit, calendar_for(scope, known_at=now))
    clock = Clock(subject=subject, scope=scope, received_at=received_at, original_due_at=promise.at)
    _set_limit(clock, limit)
    _set_promise(clock, promise)
    add_now(clock)
    _open_segment(clock, reason="Tiếp nhận hồ sơ")
    record(actor, ClockStarted(clock.pk, subject, clock.due_at.isoformat(), clock.due_sentence), at=now)
    return clock


@transaction.atomic
def pause_clock(actor: Actor, clock: Clock, *, reason: str, now: datetime) -> Clock:
    """Let time stop counting until it is resumed (D11). Refused unless it runs."""
    clock = _moved_to("pause", queries.locked(clock))
    segment = ClockSegment.objects.get(clock=clock, number=clock.segment_number)
    ClockPause.objects.create(clock=clock, segment=segment, reason=reason, from_at=now)
    clock.pause_count += 1
    clock.save(update_fields=["state", "pause_count"])
    record(actor, ClockPaused(clock.pk, clock.subject, reason), at=now)
    return clock


@transaction.atomic
def resume_clock(actor: Actor, clock: Clock, *, now: datetime) -> Clock:
    """Let time count again; the promise moves on by the working time that was paused. Refused unless paused."""
    clock = _moved_to("resume", queries.locked(clock))
    pause = ClockPause.objects.get(clock=clock, to_at__isnull=True)
    _end_pause(clock, now)
    why = f"tạm dừng từ {at_moment(pause.from_at)} đến {at_moment(now)} ({pause.reason})"
    return _promise_again(actor, clock, "resume", why, now)


@transaction.atomic
def restart_clock(
    actor: Actor, clock: Clock, *, received_at: datetime, reason: str, now: datetime, limit: Limit | None = None
) -> Clock:
    """Count the whole limit again from the day the full dossier came in (NĐ 61/2018 Điều 19(4)).

    The old segment is closed and kept. limit: another one if the law asks for it; by default the same.
    """
    clock = _moved_to("restart", queries.locked(clock))
    _end_pause(clock, now)
    ClockSegment.objects.filter(clock=clock, closed_at__isnull=True).update(closed_at=now, closed_reason=reason)
    clock.segment_number += 1
    clock.received_at = received_at
    clock.extended_due_at = clock.extended_at = None
    if limit:
        _set_limit(clock, limit)
    clock = _promise_again(actor, clock, "restart", f"tính lại từ đầu: {reason}", now)
    _open_segment(clock, reason=reason)
    return clock


@transaction.atomic
def extend_clock(
    actor: Actor, clock: Clock, *, new_due_at: datetime, reason: str, now: datetime, allow_late: bool = False
) -> Clock:
    """Apologise and name a new date (form 04): once, later than now and than the old date, before the limit passes.

    allow_late: sector law lets the letter follow when the limit has ended (NĐ 297/2025).
    Refused also when the new moment lies outside working hours.
    """
    clock = _moved_to("extend", queries.locked(clock))
    if clock.extensions:
        raise Refused("extended-once", "Hồ sơ chỉ được hẹn lại ngày trả kết quả một lần.")
    if new_due_at <= now:
        raise Refused("due-in-past", "Ngày hẹn lại phải ở sau thời điểm hiện tại.", field="new_due_at")
    if new_due_at <= clock.due_at:
        raise Refused("due-not-later", "Ngày hẹn lại phải sau ngày hẹn trả hiện nay.", field="new_due_at")
    if now > clock.due_at and not allow_late:
        raise Refused("limit-passed", "Đã quá hạn trả: thư xin lỗi phải gửi trước khi hết hạn.")
    if working_instant(new_due_at, calendar_for(clock.scope, known_at=now)) != new_due_at:
        raise Refused("due-off", "Ngày hẹn lại phải nằm trong giờ làm việc của một ngày làm việc.", field="new_due_at")
    clock.extensions = 1
    clock.extended_due_at, clock.extended_at = new_due_at, now
    return _promise_again(actor, clock, "extend", reason, now)


@transaction.atomic
def lengthen_clock(actor: Actor, clock: Clock, *, more: int, reason: str, now: datetime) -> Clock:
    """Add the days that the law itself gives, such as for verification (D12); no apology, no count of extensions."""
    clock = _moved_to("lengthen", queries.locked(clock))
    _set_limit(clock, clock.limit.plus(more))
    return _promise_again(actor, clock, "lengthen", reason, now)


@act()
def stop_clock(actor: Actor, clock: Clock, *, now: datetime) -> Clock:
    """End the counting: the result was given, refused, withdrawn or the dossier stopped."""
    clock = _moved_to("stop", queries.locked(clock))
    if clock.pause_count:
        _end_pause(clock, now)
    send(CLOSE_SEGMENT, [now, "Kết thúc", clock.pk])
    clock.stopped_at = now
    change(clock, ["state", "stopped_at"])
    record(actor, ClockStopped(clock.pk, clock.subject), at=now)
    return clock


def derived(clock: Clock, pauses: list[Pause], calendar: WorkingCalendar) -> Due:
    """The promise of a clock derived afresh from its rows."""
    apology = None
    if clock.extended_due_at and clock.extended_at:
        apology = Apology(clock.extended_at, clock.extended_due_at)
    return promised(clock.received_at, clock.limit, calendar, pauses=pauses, apology=apology)


def _moved_to(verb: str, clock: Clock) -> Clock:
    clock.state = ClockState(CLOCK.move(clock.state, verb, OWNER))
    return clock


def _promise_again(actor: Actor, clock: Clock, verb: str, why: str, now: datetime) -> Clock:
    """Derive, save, write the change with its reason, and tell the journal."""
    old = clock.due_at
    pauses = [] if verb == "restart" else queries.closed_pauses([clock.pk])[clock.pk]
    _set_promise(clock, derived(clock, pauses, calendar_for(clock.scope, known_at=now)))
    clock.save()
    if clock.due_at != old:
        told = moved(old, clock.due_at, why)
        DueChange.objects.create(clock=clock, old_due_at=old, new_due_at=clock.due_at, reason=told, at=now)
    event = DueMoved(clock.pk, clock.subject, verb, old.isoformat(), clock.due_at.isoformat(), why)
    record(actor, event, at=now)
    return clock


def _set_promise(clock: Clock, promise: Due) -> None:
    clock.starts_at, clock.due_at, clock.due_sentence = promise.starts_at, promise.at, promise.sentence


def _set_limit(clock: Clock, limit: Limit) -> None:
    clock.limit_value, clock.limit_unit, clock.cutoff = limit.value, limit.unit, limit.cutoff
    clock.last_hour_rule, clock.reading = limit.last_hour_rule, limit.reading


def _open_segment(clock: Clock, *, reason: str) -> None:
    segment = ClockSegment(
        clock=clock,
        number=clock.segment_number,
        received_at=clock.received_at,
        starts_at=clock.starts_at,
        limit_value=clock.limit_value,
        limit_unit=clock.limit_unit,
        reason=reason,
    )
    add([segment])


def _end_pause(clock: Clock, now: datetime) -> None:
    ClockPause.objects.filter(clock=clock, to_at__isnull=True).update(to_at=now)


@transaction.atomic
def move_scopes(
    actor: Actor, scopes: Mapping[str, str], *, now: datetime, subjects: Sequence[str] | None = None
) -> int:
    """Let open clocks count by the hours of the agencies that took over; promises stay. How many clocks.

    subjects: the clocks of these alone (dossier:<id>), where the work of one agency goes to several.
    """
    still = Clock.objects.exclude(state=ClockState.STOPPED)
    if subjects is not None:
        still = still.filter(subject__in=subjects)
    moved = sum(still.filter(scope=old).update(scope=new) for old, new in scopes.items())
    if moved:
        record(actor, ScopesMoved(dict(scopes), moved), at=now)
    return moved
