"""Shifts: planned, begun, handed over with a note, signed off by the next; and lines of the log."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from tinhso.ground.acts import act
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.journal.actions import record
from tinhso.ground.people import queries as people
from tinhso.ground.people.persons import Person
from tinhso.insight.ioc import queries
from tinhso.insight.ioc.actions.alerts import said
from tinhso.insight.ioc.actions.log import note
from tinhso.insight.ioc.events import ShiftMoved
from tinhso.insight.ioc.lifecycle import DUTY, SHIFTS, ShiftState
from tinhso.insight.ioc.models import LogLine, Shift

LONGEST_SHIFT = timedelta(hours=24)
# Whether somebody is on duty already is asked before it is written: two who ask at once would both hear no.
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('ioc.shifts'))"
NOT_YOURS = "Ca trực do lãnh đạo, bộ phận trực của tỉnh xếp và giữ."


@act()
def plan_shift(person: Person, *, staff_number: str, begins_at: datetime, ends_at: datetime, now: datetime) -> Shift:
    """Put an official on duty from a moment to a moment.

    Refused beside its field: not-of-the-watch (could not open the wall), ends-before, too-long, long-over, overlaps.
    """
    _check(person)
    _alone()
    official = people.official_by_number(staff_number.strip())
    if not queries.may_keep_watch(official, on=timezone.localdate(begins_at)):
        raise Refused(
            "not-of-the-watch", "Cán bộ này không thuộc bộ phận trực của tỉnh vào ngày đó.", field="staff_number"
        )
    if ends_at <= begins_at:
        raise Refused("ends-before", "Giờ kết thúc phải sau giờ bắt đầu.", field="ends_at")
    if ends_at - begins_at > LONGEST_SHIFT:
        raise Refused("too-long", "Một ca trực không quá 24 giờ.", field="ends_at")
    if ends_at <= now:
        raise Refused("long-over", "Ca trực này đã qua.", field="ends_at")
    others = Shift.objects.exclude(state=ShiftState.SIGNED_OFF)
    if others.filter(begins_at__lt=ends_at, ends_at__gt=begins_at).exists():
        raise Refused("overlaps", "Thời gian này đã có ca trực khác.", field="begins_at")
    shift = Shift.objects.create(
        official_ref=official.ref, official_name=official.full_name, begins_at=begins_at, ends_at=ends_at
    )
    _record(person, shift, "plan", now=now)
    return shift


@act()
def begin_shift(person: Person, shift: Shift, *, now: datetime) -> Shift:
    """The official of a shift takes his place. Refused `not-your-shift`, `somebody-on-duty`, `not-signed-off`."""
    _alone()
    shift = _locked(person, shift)
    if shift.official_ref != person.ref:
        raise Refused("not-your-shift", f"Ca này của {shift.official_name}.")
    if standing := queries.on_duty():
        raise Refused("somebody-on-duty", f"{standing.official_name} chưa bàn giao ca.")
    if Shift.objects.filter(state=ShiftState.HANDED_OVER).exclude(pk=shift.pk).exists():
        raise Refused("not-signed-off", "Hãy ký nhận bàn giao của ca trước rồi vào ca.")
    shift.began_at = now
    return _moved(person, shift, "begin", now=now)


@act()
def hand_over(person: Person, shift: Shift, *, words: str, now: datetime) -> Shift:
    """Leave, with a note for the next. Refused `not-your-shift`, `words-missing`."""
    shift = _locked(person, shift)
    if shift.official_ref != person.ref:
        raise Refused("not-your-shift", f"Ca này của {shift.official_name}.")
    shift.note = said(words, "Hãy ghi những việc ca sau cần biết; không có thì ghi rõ là không có.")
    shift.handed_over_at = now
    note(person, f"Bàn giao ca: {shift.note}", now=now)
    return _moved(person, shift, "hand_over", now=now)


@act()
def sign_off(person: Person, shift: Shift, *, now: datetime) -> Shift:
    """The next has read the note and takes over. Refused `own-handover` to whoever wrote it."""
    shift = _locked(person, shift)
    if shift.official_ref == person.ref:
        raise Refused("own-handover", "Bàn giao do người của ca sau ký nhận.")
    shift.signed_by_ref, shift.signed_by_name, shift.signed_at = person.ref, person.name[:200], now
    return _moved(person, shift, "sign_off", now=now)


@act()
def write_line(person: Person, *, words: str, now: datetime) -> LogLine:
    """A line in the log by somebody who watches the province. Refused `words-missing`."""
    _check(person)
    return note(person, said(words, "Hãy ghi nội dung."), now=now)


def _check(person: Person) -> None:
    if not (queries.sees_all(person) and person.roles & DUTY):
        raise NotAllowed("wrong-role", NOT_YOURS)


def _alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME)


def _locked(person: Person, shift: Shift) -> Shift:
    _check(person)
    return Shift.objects.select_for_update().get(pk=shift.pk)


def _moved(person: Person, shift: Shift, verb: str, *, now: datetime) -> Shift:
    shift.state = str(SHIFTS.move(shift.state, verb, person.roles))
    shift.save()
    _record(person, shift, verb, now=now)
    return shift


def _record(person: Person, shift: Shift, verb: str, *, now: datetime) -> None:
    record(person, ShiftMoved(shift.pk, verb, shift.official_ref, shift.begins_at, shift.note), at=now)
