"""Fees of a dossier: raised when the law says so, settled when the money is there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from tinhso.engines.payments.actions import raise_charge
from tinhso.engines.payments.models import Charge
from tinhso.engines.payments.queries import unpaid
from tinhso.engines.payments.rules import CollectAt, DueLine, total_vnd
from tinhso.engines.procedures.queries import FeeChoices, price_of
from tinhso.government.dossiers import queries
from tinhso.government.dossiers.actions.moving import tell
from tinhso.government.dossiers.models import Channel, Dossier
from tinhso.ground.acts import act, change, sent
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.vietnamese import format_vnd


def charge_for(actor: Actor, dossier: Dossier, collect_at: CollectAt, *, now: datetime) -> None:
    """Raise the charge for the fees that fall due at this moment of the dossier's life; none, when none does.

    It is reckoned with the numbers that stood in the form at filing: a supplement adds papers and words, never
    answers, so it changes no sum that was raised before; only an officer's recount does (recounting.py).
    """
    version = dossier.procedure_version
    choices = FeeChoices.of_json(dossier.fee_choices)
    price = price_of(version, choices, channel=str(Channel(dossier.channel)), on=timezone.localdate(now))
    owed = [line for line in price.due if line.collect_at == collect_at]
    total = total_vnd(owed)
    if not total:
        return
    charge = raise_for(actor, dossier, owed, collect_at, now=now)
    dossier.fee_vnd += total
    dossier.fee_paid_at = None
    change(dossier, ["fee_vnd", "fee_paid_at"])
    # The link also tells two charges of the same sum apart, which would otherwise be one fact, told once.
    tell(dossier, "fee-due", now=now, amount=format_vnd(total), pay_link=pay_link(charge))


def raise_for(
    actor: Actor, dossier: Dossier, lines: Sequence[DueLine], collect_at: CollectAt, *, now: datetime
) -> Charge:
    """Charge the applicant for these lines; the receiving agency collects."""
    return raise_charge(
        actor,
        subject=dossier.subject,
        reference=dossier.code,
        title=dossier.procedure_version.name,
        agency=dossier.receiving_agency,
        payer_ref=dossier.applicant_ref,
        payer_name=dossier.applicant_name,
        lines=lines,
        collect_at=collect_at,
        return_path=f"/ho-so/{dossier.code}/",
        now=now,
    )


def pay_link(charge: Charge) -> str:
    """The page on which a charge is paid, as a message gives it."""
    return str(settings.PUBLIC_ORIGIN + charge.get_absolute_url())


@act()
def note_payment(dossier_id: int, *, now: datetime) -> Dossier:
    """Write down that nothing is owed any more; safe to repeat."""
    sent()  # the payment may be of the same act
    dossier = queries.locked(dossier_id)
    if dossier.fee_vnd and not dossier.fee_paid_at and not unpaid(dossier.subject):
        dossier.fee_paid_at = now
        change(dossier, ["fee_paid_at"])
        sent()  # what follows a payment reads the dossier again
    return dossier
