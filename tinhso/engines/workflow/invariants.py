"""What must always be true of clocks: segments, pauses and promises add up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import connection
from django.utils import timezone

from tinhso.engines.workflow import queries
from tinhso.engines.workflow.actions.clocks import derived
from tinhso.engines.workflow.actions.rederiving import CHUNK
from tinhso.engines.workflow.events import ClocksRederived
from tinhso.engines.workflow.lifecycle import ClockState
from tinhso.engines.workflow.models import Clock
from tinhso.engines.workflow.rules import due_at
from tinhso.ground.base.vietnamese import format_moment
from tinhso.ground.invariants.checking import checked
from tinhso.ground.invariants.verdicts import Invariant, Verdict, verdict_of
from tinhso.ground.reference.queries import calendar_for
from tinhso.ground.reference.rules import WorkingCalendar

# A limit may have been lengthened since its segment was opened (D12), never shortened.
SEGMENTS = """
SELECT c.subject || ': ' || CASE
    WHEN s.count IS NULL THEN 'đồng hồ không có đoạn nào'
    WHEN s.count <> c.segment_number OR s.last <> c.segment_number THEN 'số đoạn không liền nhau'
    WHEN s.open <> (c.state <> 'STOPPED')::int OR s.open_number <> c.segment_number
        THEN 'đoạn đang mở không khớp trạng thái đồng hồ'
    WHEN s.received_at <> c.received_at OR s.limit_value > c.limit_value OR s.limit_unit <> c.limit_unit
        THEN 'đoạn cuối không khớp đồng hồ'
    ELSE 'đoạn sau bắt đầu trước khi đoạn trước khép lại' END
FROM workflow_clock c LEFT JOIN (
    SELECT clock_id, count(*) AS count, max(number) AS last, count(*) FILTER (WHERE closed_at IS NULL) AS open,
        max(number) FILTER (WHERE closed_at IS NULL) AS open_number, bool_or(early) AS early,
        (array_agg(received_at ORDER BY number DESC))[1] AS received_at,
        (array_agg(limit_value ORDER BY number DESC))[1] AS limit_value,
        (array_agg(limit_unit ORDER BY number DESC))[1] AS limit_unit
    FROM (SELECT *, lag(closed_at) OVER (PARTITION BY clock_id ORDER BY number) > received_at AS early
        FROM workflow_clocksegment) one GROUP BY clock_id) s ON s.clock_id = c.id
WHERE s.count IS NULL OR s.count <> c.segment_number OR s.last <> c.segment_number
    OR s.open <> (c.state <> 'STOPPED')::int
    OR s.open_number <> c.segment_number OR s.received_at <> c.received_at OR s.limit_value > c.limit_value
    OR s.limit_unit <> c.limit_unit OR s.early
ORDER BY c.id
"""
PAUSES = """
SELECT c.subject || ': ' || CASE
    WHEN coalesce(p.count, 0) <> c.pause_count THEN 'số lần tạm dừng không khớp'
    WHEN (c.state = 'PAUSED') <> (coalesce(p.open, 0) = 1) THEN 'trạng thái tạm dừng không khớp lần tạm dừng đang mở'
    WHEN p.strange THEN 'lần tạm dừng thuộc đoạn của đồng hồ khác' ELSE 'hai lần tạm dừng chồng lên nhau' END
FROM workflow_clock c LEFT JOIN (
    SELECT clock_id, count(*) AS count, count(*) FILTER (WHERE to_at IS NULL) AS open, bool_or(over) AS over,
        bool_or(strange) AS strange
    FROM (SELECT p.*, s.clock_id <> p.clock_id AS strange,
            lag(p.to_at) OVER (PARTITION BY p.clock_id ORDER BY p.from_at, p.id) > p.from_at AS over
        FROM workflow_clockpause p JOIN workflow_clocksegment s ON s.id = p.segment_id) one
    GROUP BY clock_id) p ON p.clock_id = c.id
WHERE coalesce(p.count, 0) <> c.pause_count OR (c.state = 'PAUSED') <> (coalesce(p.open, 0) = 1)
    OR p.over OR p.strange
ORDER BY c.id
"""
CHANGES = """
SELECT c.subject || ': các lần đổi hạn không nối từ hạn đầu đến hạn hiện nay'
FROM workflow_clock c LEFT JOIN (
    SELECT clock_id, bool_or(torn) AS torn, (array_agg(old_due_at ORDER BY id))[1] AS first,
        (array_agg(new_due_at ORDER BY id DESC))[1] AS last
    FROM (SELECT *, lag(new_due_at) OVER (PARTITION BY clock_id ORDER BY id) <> old_due_at AS torn
        FROM workflow_duechange) one GROUP BY clock_id) d ON d.clock_id = c.id
WHERE coalesce(d.torn, false) OR coalesce(d.first, c.due_at) <> c.original_due_at
    OR coalesce(d.last, c.due_at) <> c.due_at
ORDER BY c.id
"""
LAST_RUN = "SELECT max(at) FROM journal_entry WHERE subject = 'calendar:VN' AND kind = %s"
# A decision that was announced while its job still waits has not reached the promises yet.
BEING_MOVED = "SELECT EXISTS (SELECT FROM procrastinate_jobs WHERE task_name = %s AND status IN ('todo', 'doing'))"


def segments() -> Verdict:
    """Segments are numbered from 1 without a gap, each closed before the next opened, the last one alone open."""
    return checked("workflow_clocksegment", SEGMENTS)


def pauses() -> Verdict:
    """A clock counts its pauses, is paused while one is open, and none lies over another."""
    return checked("workflow_clockpause", PAUSES)


def changes() -> Verdict:
    """The written changes lead from the first promise to the present one without a jump."""
    return checked("workflow_duechange", CHANGES)


def promises() -> Verdict:
    """Each stored due moment is what the rules make of the clock's rows and the calendar.

    Of a running clock: the calendar of the last time when all were derived again, or of a later derivation of its own.
    A paused one follows when it is resumed, and a stopped one never: of those any calendar will do that was known when
    the promise was derived.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM workflow_clock")
        (rows,) = cursor.fetchone()
        cursor.execute(LAST_RUN, [ClocksRederived.kind])
        (last_run,) = cursor.fetchone()
        cursor.execute(BEING_MOVED, ["dossiers.move_due_dates"])
        (is_moving,) = cursor.fetchone()
    return verdict_of(rows, _wrong_promises(timezone.now(), None if is_moving else last_run))


def _wrong_promises(now: datetime, last_run: datetime | None) -> Iterator[str]:
    calendars = _Calendars()
    chunk: list[Clock] = []
    for clock in Clock.objects.order_by("pk").iterator(chunk_size=CHUNK):
        plain = due_at(clock.received_at, clock.limit, calendars.of(clock.scope, now))
        if plain != clock.due_at:
            chunk.append(clock)
        if len(chunk) == CHUNK:
            yield from _judged(chunk, calendars, now, last_run)
            chunk = []
    yield from _judged(chunk, calendars, now, last_run)


class _Calendars:
    """Calendars by scope and moment: who asks for each anew asks the database each time."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, datetime], WorkingCalendar] = {}

    def of(self, scope: str, known_at: datetime) -> WorkingCalendar:
        """The calendar of a scope as it was known at a moment."""
        if (scope, known_at) not in self._known:
            self._known[scope, known_at] = calendar_for(scope, known_at=known_at)
        return self._known[scope, known_at]


def _judged(clocks: list[Clock], calendars: _Calendars, now: datetime, last_run: datetime | None) -> Iterator[str]:
    """The wrong ones among clocks whose limit alone does not lead to the stored moment.

    last_run: when all running promises were last derived again; None for never, or while that goes on.
    """
    ended = queries.pauses_of_last_segment([clock.pk for clock in clocks])
    derivings = queries.last_derived([clock.pk for clock in clocks])
    for clock in clocks:
        moments = {m for m in (derivings.get(clock.pk), clock.received_at, clock.stopped_at) if m}
        if last_run and clock.state == ClockState.RUNNING:
            moments = {last_run, *(m for m in moments if m > last_run)}
        # A pause that the end of the work ended moved no promise any more.
        pauses = [pause for pause in ended.get(clock.pk, []) if pause.to_at != clock.stopped_at]
        found = {derived(clock, pauses, calendars.of(clock.scope, at)).at for at in {now, *moments}}
        if clock.due_at not in found:
            right = ", ".join(sorted(format_moment(moment) for moment in found))
            yield f"{clock.subject}: hạn ghi {format_moment(clock.due_at)}, tính lại được {right}"


INVARIANTS = (
    Invariant("workflow.segments", "Mỗi đồng hồ thời hạn có các đoạn nối tiếp, chỉ đoạn cuối đang mở", segments),
    Invariant("workflow.pauses", "Mỗi lần tạm dừng nằm trong đồng hồ của nó và không chồng nhau", pauses),
    Invariant("workflow.changes", "Các lần đổi hạn nối từ hạn đầu đến hạn hiện nay", changes),
    Invariant("workflow.promises", "Hạn trả tính lại theo quy tắc bằng đúng hạn đã ghi", promises),
)
