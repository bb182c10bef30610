"""Raising a charge, collecting it at the counter, taking it off."""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import connection, transaction

from tinhso.engines.payments import queries
from tinhso.engines.payments.actions.settling import book
from tinhso.engines.payments.events import ChargeRaised, ChargesSucceeded, ChargeWaived
from tinhso.engines.payments.lifecycle import LIFECYCLE, PAYABLE, ChargeState, Provider
from tinhso.engines.payments.models import Attempt, Charge, Receipt
from tinhso.engines.payments.rules import CollectAt, DueLine, total_vnd, transfer_purpose
from tinhso.ground.acts import act, add_now
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.identifiers import uuid7
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.journal.actions import record
from tinhso.ground.people.models import Agency
from tinhso.ground.people.persons import Person


@act()
def raise_charge(
    actor: Actor,
    *,
    subject: str,
    reference: str,
    title: str,
    agency: Agency,
    payer_ref: str,
    payer_name: str,
    lines: Sequence[DueLine],
    collect_at: CollectAt,
    return_path: str,
    now: datetime,
) -> Charge:
    """Write down what a payer owes; a sum of 0 đ stands as waived at once, with its reasons.

    subject: dossier:<id>. reference: the dossier code that people know. title: for what (name of the procedure).
    agency: who receives the money and gives the receipt. return_path: a path of our own site.
    """
    if not return_path.startswith("/") or return_path.startswith("//"):
        raise ValueError(return_path)
    amount = total_vnd(lines)
    charge = Charge(
        code=secrets.token_urlsafe(16),
        subject=subject,
        reference=reference,
        purpose=_free_purpose(reference, subject),
        title=nfc(title)[:500],
        agency=agency,
        payer_ref=payer_ref,
        payer_name=nfc(payer_name),
        amount_vnd=amount,
        lines=[dataclasses.asdict(line) for line in lines],
        collect_at=collect_at,
        state=ChargeState.DUE if amount else ChargeState.WAIVED,
        note="" if amount else " ".join(dict.fromkeys(line.reason for line in lines))[:500],
        return_path=return_path,
        created_at=now,
    )
    add_now(charge)
    record(actor, ChargeRaised(charge.pk, subject, amount), at=now)
    if not amount:
        record(actor, ChargeWaived(charge.pk, subject, charge.note), at=now)
    return charge


@act()
def collect_cash(actor: Actor, charge: Charge, *, now: datetime) -> Receipt:
    """Take the whole sum in cash at the counter and give a receipt. Refused when it is no longer payable."""
    charge = queries.locked(charge)
    LIFECYCLE.move(charge.state, "collect", roles_on(actor, charge))
    attempt = Attempt(
        charge=charge,
        provider=Provider.CASH,
        transaction_id=f"TM{uuid7().hex}",
        amount_vnd=charge.amount_vnd,
        created_at=now,
    )
    add_now(attempt)
    return book(actor, charge, attempt, provider_ref="", now=now)


@transaction.atomic
def waive(actor: Actor, charge: Charge, *, reason: str, now: datetime) -> Charge:
    """Take a charge off the payer, saying why. Refused without a reason or when it was already paid."""
    if not nfc(reason):
        raise Refused("reason-missing", "Hãy ghi rõ lý do miễn phí, lệ phí.", field="reason")
    charge = queries.locked(charge)
    charge.state = LIFECYCLE.move(charge.state, "waive", roles_on(actor, charge))
    charge.note = nfc(reason)[:500]
    charge.save(update_fields=["state", "note"])
    record(actor, ChargeWaived(charge.pk, charge.subject, charge.note), at=now)
    return charge


def roles_on(actor: Actor, charge: Charge) -> frozenset[str]:
    """What counts is the role held at the agency that receives the money."""
    return actor.roles_at(charge.agency_id) if isinstance(actor, Person) else actor.roles


COUNT = "SELECT count(*) FROM payments_charge WHERE subject = %s"
IS_TAKEN = "SELECT EXISTS (SELECT FROM payments_charge WHERE purpose = %s)"


def _free_purpose(reference: str, subject: str) -> str:
    """A transfer purpose that no other charge has: different dossier codes may read the same without dots."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [subject])
        place = cursor.fetchone()[0] + 1
        while True:
            purpose = transfer_purpose(reference, place)
            cursor.execute(IS_TAKEN, [purpose])
            if not cursor.fetchone()[0]:
                return purpose
            place += 1


@transaction.atomic
def move_unpaid_charges(
    actor: Actor, successors: Mapping[int, int], *, now: datetime, subjects: Sequence[str] | None = None
) -> int:
    """What was not paid yet is collected by the successors of agencies that ended; how many charges.

    subjects: of these alone (dossier:<id>), where the work of one agency goes to several.
    """
    unpaid = Charge.objects.filter(state__in=[str(state) for state in PAYABLE])
    if subjects is not None:
        unpaid = unpaid.filter(subject__in=subjects)
    moved = sum(unpaid.filter(agency=old).update(agency=new) for old, new in successors.items())
    if moved:
        record(actor, ChargesSucceeded(sorted(successors), moved), at=now)
    return moved
