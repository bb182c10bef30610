"""What notifications do when a mandate moves; each is safe to hear twice: the same fact is told once."""

from __future__ import annotations

from tinhso.engines.notifications.actions import SENDER, notify
from tinhso.engines.notifications.rules import Recipient
from tinhso.ground.journal.models import Entry
from tinhso.ground.mandates.events import CodeAsked, MandateClosed, MandateConfirmed, MandateProposed
from tinhso.ground.mandates.models import Mandate
from tinhso.ground.mandates.queries import by_id, code_of
from tinhso.ground.mandates.rules import Way
from tinhso.ground.people.models import Citizen
from tinhso.ground.people.queries import reachable

TEMPLATES = {
    MandateProposed.kind: "mandate-proposed",
    CodeAsked.kind: "mandate-code",
    MandateConfirmed.kind: "mandate-confirmed",
    MandateClosed.kind: "mandate-closed",
}


def hear_mandate(entry: Entry) -> None:
    """Tell the principal what is asked in his name and who may act for him; the representative when it is over.

    Only people who signed in themselves are told: a telephone that another wrote down for them proves nothing.
    """
    mandate = by_id(entry.facts["mandate_id"])
    is_over = entry.kind == MandateClosed.kind
    number = mandate.representative_number if is_over else mandate.principal_number
    someone = reachable(number) if number else None
    if someone is None or _is_no_news(entry, mandate):
        return
    code = code_of(mandate) if entry.kind == CodeAsked.kind else mandate.reference
    notify(
        SENDER,
        to=_recipient(someone, by_telephone=entry.kind == CodeAsked.kind),
        template=TEMPLATES[entry.kind],
        facts={
            "code": code,
            "who": mandate.principal_name if is_over else mandate.representative_name,
            "scope": mandate.scope,
        },
        about=f"mandate:{mandate.pk}",
        now=entry.at,
    )


def _is_no_news(entry: Entry, mandate: Mandate) -> bool:
    """A proposal that needs no answer of his; a code that a later one replaced; what he has just done himself."""
    if entry.kind == MandateProposed.kind:
        return mandate.way != Way.OWN or mandate.starts_at is not None
    if entry.kind == CodeAsked.kind:
        return bool(entry.facts["number"] != mandate.code_number)
    return entry.kind == MandateClosed.kind and entry.facts["verb"] == "give_up"


def _recipient(someone: Citizen, *, by_telephone: bool) -> Recipient:
    email = "" if by_telephone else someone.email
    return Recipient(ref=someone.ref, name=someone.full_name, phone=someone.phone, email=email)
