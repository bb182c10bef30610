"""Many filings at once: each checked and answered for itself, all written in one trip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from tinhso.engines.eforms.queries import published_form
from tinhso.engines.procedures.queries import FeeChoices, version_for
from tinhso.government.dossiers import queries
from tinhso.government.dossiers.actions.counter import LOOK, Visitor, check_desk
from tinhso.government.dossiers.actions.filing import checked, give_code, next_numbers, write_rows
from tinhso.government.dossiers.actions.papers_in import PartIn
from tinhso.government.dossiers.models import Channel, Delivery, Dossier, DossierPart
from tinhso.ground.acts import act
from tinhso.ground.base.refused import Refused
from tinhso.ground.people.actions import look_at
from tinhso.ground.people.counter import citizen_at_counter, citizens_with
from tinhso.ground.people.models import Agency, Citizen
from tinhso.ground.people.persons import Person


@dataclass(frozen=True)
class CounterFiling:
    """One filing of several. key: the filing's own idempotency key; procedure: its code; answers follow its form."""

    key: str
    visitor: Visitor
    procedure: str
    answers: Mapping[str, Any]
    parts: Sequence[PartIn]
    commune_code: str = ""
    channel: str = Channel.COUNTER
    delivery: str = Delivery.COUNTER
    fee_choices: FeeChoices = field(default_factory=FeeChoices)


@act()
def file_many_at_counter(
    officer: Person, filings: Sequence[CounterFiling], *, receiving_agency: Agency, now: datetime
) -> list[Dossier | Refused]:
    """File each of these as `file_at_counter` would; one answer each, in order: the dossier, or why it was refused.

    A refused one leaves nothing behind and loses no other. A key that this officer used before, or twice here, gives
    the same dossier. Refused as a whole: wrong-role, and codes-exhausted when the unit's day has too few numbers left.
    """
    check_desk(officer, receiving_agency)
    citizens = citizens_with(filing.visitor.number for filing in filings)
    if any(filing.visitor.number not in citizens for filing in filings):
        # To write a visitor down locks the journal; the unit's day is locked before it, here as in every filing.
        next_numbers(receiving_agency, 0, now=now)
    answers: dict[str, Dossier | Refused] = {}
    good: list[tuple[Dossier, list[DossierPart]]] = []
    for filing in filings:
        if filing.key in answers:
            continue
        try:
            one = _checked(officer, filing, citizens, receiving_agency, now)
        except Refused as refused:
            answers[filing.key] = refused
        else:
            answers[filing.key] = one[0]
            good.append(one)
    answers |= _written_down(officer, good, receiving_agency, now)
    return [answers[filing.key] for filing in filings]


def _checked(
    officer: Person, filing: CounterFiling, citizens: Mapping[str, Citizen], unit: Agency, now: datetime
) -> tuple[Dossier, list[DossierPart]]:
    """What would be written down of one filing. A visitor who is new is written down with it, or not at all."""
    if filing.visitor.number in citizens:
        return _read(officer, filing, citizens, unit, now)
    with transaction.atomic():
        return _read(officer, filing, citizens, unit, now)


def _read(
    officer: Person, filing: CounterFiling, citizens: Mapping[str, Citizen], unit: Agency, now: datetime
) -> tuple[Dossier, list[DossierPart]]:
    version = version_for(filing.procedure, on=timezone.localdate(now))
    commune_code = filing.commune_code or unit.unit_code
    visitor = filing.visitor
    applicant = citizen_at_counter(
        officer,
        personal_number=visitor.number,
        full_name=visitor.full_name,
        phone=visitor.phone,
        email=visitor.email,
        address=visitor.address,
        commune_code=commune_code,
        among=citizens,
        now=now,
    )
    return checked(
        officer,
        version=version,
        applicant=applicant,
        answers=filing.answers,
        form_version=published_form(version.form_code, now) if version.form_code else None,
        parts=filing.parts,
        channel=filing.channel,
        receiving_agency=unit,
        support_agency=unit,
        commune_code=commune_code,
        fee_choices=filing.fee_choices,
        delivery=filing.delivery,
        idempotency_key=filing.key,
        now=now,
    )


def _written_down(
    officer: Person, good: Sequence[tuple[Dossier, list[DossierPart]]], unit: Agency, now: datetime
) -> dict[str, Dossier | Refused]:
    """Number and write what was checked, but for keys that were used before; the dossiers by key."""
    next_numbers(unit, 0, now=now)  # holds the unit's day: whoever used one of these keys has committed by now
    known = queries.filed_with_any(officer.ref, [str(dossier.idempotency_key) for dossier, _ in good])
    fresh = [(dossier, parts) for dossier, parts in good if dossier.idempotency_key not in known]
    for (dossier, _), (number, dossier_id) in zip(fresh, next_numbers(unit, len(fresh), now=now), strict=True):
        dossier.pk = dossier_id
        give_code(dossier, number, now=now)
    write_rows(officer, fresh, now=now)
    for dossier, _ in fresh:
        look_at(officer, citizen_id=dossier.applicant_citizen_id or 0, purpose=LOOK, subject=dossier.subject, now=now)
    return {**known, **{str(dossier.idempotency_key): dossier for dossier, _ in fresh}}
