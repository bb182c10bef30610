"""What the fee of a dossier depends on, and at which moments of its life it was charged."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from tinhso.engines.payments.queries import charges_of
from tinhso.engines.payments.rules import CollectAt, DueLine
from tinhso.engines.procedures.queries import Countable, FeeChoices, countables, price_of
from tinhso.engines.procedures.rules.words import FeeBasis
from tinhso.government.dossiers.models import Channel, Dossier


def countables_of(dossier: Dossier) -> list[Countable]:
    """The numbers on which the dossier's fee depends, as they stand; [] when none does."""
    version = dossier.procedure_version
    choices = FeeChoices.of_json(dossier.fee_choices)
    if version.fee_basis != FeeBasis.LISTED and not choices.counted:
        return []  # most dossiers: nothing to look up
    day = timezone.localdate(dossier.filed_at)
    return countables(version, dossier.form_version, choices, channel=str(Channel(dossier.channel)), on=day)


def charged_moments(dossier: Dossier) -> list[tuple[CollectAt, date]]:
    """The moments at which fees of the dossier fell due until now, each with its day, whose prices count."""
    days = {CollectAt.SUBMIT: timezone.localdate(dossier.filed_at)}
    if dossier.received_at:
        days[CollectAt.ACCEPT] = timezone.localdate(dossier.received_at)
    for charge in charges_of(dossier.subject).reverse():
        days[CollectAt(charge.collect_at)] = timezone.localdate(charge.created_at)
    return list(days.items())


def lines_due(dossier: Dossier, choices: FeeChoices, moment: CollectAt, *, on: date) -> list[DueLine]:
    """What these choices cost at one moment, at the prices of a day."""
    price = price_of(dossier.procedure_version, choices, channel=str(Channel(dossier.channel)), on=on)
    return [line for line in price.due if line.collect_at == moment]
