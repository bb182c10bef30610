"""People move an alert on: acknowledged, answered, closed. Giving its task is in tasks.py."""

from __future__ import annotations

from datetime import datetime

from tinhso.ground.acts import act
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.journal.actions import record
from tinhso.ground.people.persons import Person
from tinhso.insight.ioc import queries
from tinhso.insight.ioc.actions.log import note
from tinhso.insight.ioc.events import AlertMoved
from tinhso.insight.ioc.lifecycle import ALERTS
from tinhso.insight.ioc.models import Alert
from tinhso.insight.warehouse.queries import PROVINCE

LONGEST = 2000


def roles_for(person: Person, alert: Alert) -> frozenset[str]:
    """The roles that count for an alert: those at its unit, and all of who watches the whole province."""
    if queries.sees_all(person):
        return person.roles
    return person.roles_at(alert.unit) if alert.unit != PROVINCE else frozenset()


@act()
def acknowledge(person: Person, alert: Alert, *, now: datetime) -> Alert:
    """Somebody has seen it and stands for it. Refused outside RAISED."""
    return move(person, locked(person, alert), "acknowledge", words="Đã tiếp nhận.", now=now)


@act()
def feed_back(person: Person, alert: Alert, *, words: str, now: datetime) -> Alert:
    """What came of the task. Refused `words-missing`, and outside TASKED."""
    alert = locked(person, alert)
    alert.feedback = said(words, "Hãy ghi kết quả xử lý.")
    return move(person, alert, "feed_back", words=alert.feedback, now=now)


@act()
def close_alert(person: Person, alert: Alert, *, words: str, now: datetime) -> Alert:
    """Over. Refused `words-missing`; a figure that is still bad then raises no new alert before it has been good."""
    alert = locked(person, alert)
    reason = said(words, "Hãy ghi lý do đóng cảnh báo.")
    move(person, alert, "close", words=reason, now=now)
    alert.closed_at = now
    alert.save(update_fields=["closed_at"])
    return alert


def move(actor: Actor, alert: Alert, verb: str, *, words: str, now: datetime) -> Alert:
    """Take a step of the life-cycle with a locked alert, write it down in journal and log."""
    roles = roles_for(actor, alert) if isinstance(actor, Person) else actor.roles
    alert.state = str(ALERTS.move(alert.state, verb, roles))
    alert.changed_at = now
    alert.save()
    record(actor, AlertMoved(alert.pk, verb, alert.state, words), at=now)
    note(actor, words, alert=alert, now=now)
    return alert


def said(words: str, sentence: str) -> str:
    """What was typed, trimmed. Refused `words-missing`, `words-too-long` beside the field."""
    kept = nfc(words).strip()
    if not kept:
        raise Refused("words-missing", sentence, field="words")
    if len(kept) > LONGEST:
        raise Refused("words-too-long", "Viết gọn hơn, tối đa 2.000 ký tự.", field="words")
    return kept


def locked(person: Person, alert: Alert) -> Alert:
    """The alert, held until the act is over. NotAllowed for who sees it and may not move it."""
    found = queries.visible_to(person).select_for_update().get(pk=alert.pk)
    if not roles_for(person, found):
        raise NotAllowed("wrong-role", "Bạn không được giao quyền thực hiện thao tác này.")
    return found
