"""Who signs for the head of an agency."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.journal.actions import record
from tinhso.ground.people import queries
from tinhso.ground.people.events import SubstitutionEntered
from tinhso.ground.people.models import Agency, Official, SignsFor, Substitution


@transaction.atomic
def enter_substitution(
    actor: Actor,
    official: Official,
    agency: Agency,
    *,
    signs_for: SignsFor,
    head: str,
    title: str,
    instrument: str,
    valid_from: date,
    valid_to: date | None = None,
    head_name: str = "",
    now: datetime,
) -> Substitution:
    """Write down by which instrument an official signs for the head of an agency.

    Refused: instrument-missing, end-missing (thừa ủy quyền is limited in time: Nghị định 30/2020, Điều 13 khoản 3),
    ends-before-it-begins, no-post for who holds no post that day.
    """
    if not actor.roles & queries.MAY_ISSUE:
        raise NotAllowed("not-admin", "Chỉ quản trị hệ thống được nhập việc giao ký thay.")
    if not all(text.strip() for text in (instrument, head, title)):
        raise Refused("instrument-missing", "Hãy ghi văn bản giao ký, chức vụ được ký thay và chức vụ người ký.")
    if signs_for == SignsFor.TUQ and valid_to is None:
        raise Refused("end-missing", "Giao ký thừa ủy quyền phải có ngày hết hạn.")
    if valid_to is not None and valid_to < valid_from:
        raise Refused("ends-before-it-begins", "Ngày hết hạn phải sau ngày bắt đầu.")
    if not queries.posts_of(official.pk, on=max(valid_from, timezone.localdate(now))):
        raise Refused("no-post", f"{official.full_name} không giữ vị trí công tác nào vào ngày đó.")
    entered = Substitution.objects.create(
        official=official,
        agency=agency,
        signs_for=signs_for,
        head=nfc(head).strip(),
        head_name=nfc(head_name).strip(),
        title=nfc(title).strip(),
        instrument=nfc(instrument).strip(),
        valid_from=valid_from,
        valid_to=valid_to,
    )
    told = SubstitutionEntered(
        agency.pk, official.pk, entered.signs_for, entered.head, entered.instrument, valid_from, valid_to
    )
    record(actor, told, at=now)
    return entered
