"""What a change of the front would meet: counts of every room in one place."""

from __future__ import annotations

from dataclasses import dataclass

from tinhso.engines.payments.queries import awaited_count
from tinhso.government.dossiers.queries import open_count
from tinhso.government.portal_intake.queries import counts
from tinhso.government.public_services.queries import drafts_count
from tinhso.ground.gateway.partners.national_portal import PARTNER
from tinhso.ground.gateway.queries import partner_counts


@dataclass(frozen=True)
class Met:
    """What stands open now. letters: to the national portal and not there yet, given up ones among them."""

    drafts: int
    dossiers: int
    payments: int
    letters: int
    letters_dead: int
    arrivals_waiting: int
    arrivals_refused: int


def what_a_change_meets() -> Met:
    """Everything that a change of the front must not lose, counted now."""
    arrivals = counts()
    letters = next((one for one in partner_counts() if one.partner == PARTNER), None)
    return Met(
        drafts=drafts_count(),
        dossiers=open_count(),
        payments=awaited_count(),
        letters=letters.queued + letters.dead if letters else 0,
        letters_dead=letters.dead if letters else 0,
        arrivals_waiting=arrivals["WAITING"],
        arrivals_refused=arrivals["REFUSED"],
    )
