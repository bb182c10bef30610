"""The book of breaches: entered when found, told to the authority within 72 hours, closed when mended."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tinhso.front.personal_data.events import BreachEntered, BreachMoved
from tinhso.front.personal_data.lifecycle import BREACHES, OFFICER
from tinhso.front.personal_data.models import Breach
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.journal.actions import record
from tinhso.ground.people.persons import Person


@transaction.atomic
def enter_breach(
    person: Person,
    *,
    found_at: datetime,
    happened_at: datetime | None,
    what: str,
    categories: str,
    people: int | None,
    consequences: str,
    measures: str,
    contact: str,
    now: datetime,
) -> Breach:
    """Enter a breach; its notice is due 72 hours after it was found. NotAllowed but for the data officer.

    Refused `found-in-future`, `happened-after-found`.
    """
    if OFFICER not in person.roles:
        raise NotAllowed("wrong-role", "Chỉ cán bộ bảo vệ dữ liệu cá nhân ghi sổ vi phạm.")
    if found_at > now:
        raise Refused("found-in-future", "Thời điểm phát hiện không thể ở sau hiện tại.", field="found_at")
    if happened_at and happened_at > found_at:
        raise Refused("happened-after-found", "Thời điểm xảy ra phải trước thời điểm phát hiện.", field="happened_at")
    breach = Breach.objects.create(
        found_at=found_at, happened_at=happened_at, what=what, categories=categories, people=people,
        consequences=consequences, measures=measures, contact=contact, entered_at=now, entered_by_ref=person.ref,
        entered_by_name=person.name[:200],
    )  # fmt: skip
    breach.code = f"VP-{timezone.localdate(now):%y%m%d}-{breach.pk:04d}"
    breach.save(update_fields=["code"])
    record(person, BreachEntered(breach.pk, breach.code, breach.notice_due_at.isoformat()), at=now)
    return breach


@transaction.atomic
def report_breach(person: Person, breach: Breach, *, number: str, why_late: str = "", now: datetime) -> Breach:
    """The notice went out under a number. Refused `number-missing`; `late-reason-missing` after the 72 hours."""
    breach = _moved(person, breach, "report")
    if not number.strip():
        raise Refused("number-missing", "Hãy ghi số của văn bản thông báo.", field="number")
    if now > breach.notice_due_at and not why_late.strip():
        raise Refused("late-reason-missing", "Đã quá 72 giờ: hãy ghi lý do thông báo muộn.", field="why_late")
    breach.number, breach.why_late, breach.reported_at = number.strip()[:60], why_late.strip()[:500], now
    breach.save(update_fields=["state", "number", "why_late", "reported_at"])
    record(person, BreachMoved(breach.pk, breach.state, breach.number), at=now)
    return breach


@transaction.atomic
def close_breach(person: Person, breach: Breach, *, now: datetime) -> Breach:
    """The breach is mended; only after the authority was told."""
    breach = _moved(person, breach, "close")
    breach.closed_at = now
    breach.save(update_fields=["state", "closed_at"])
    record(person, BreachMoved(breach.pk, breach.state, breach.number), at=now)
    return breach


def _moved(person: Person, breach: Breach, verb: str) -> Breach:
    locked = Breach.objects.select_for_update().get(pk=breach.pk)
    locked.state = str(BREACHES.move(locked.state, verb, person.roles))
    return locked
