"""Bank transfers: a statement of the collecting account settles what its purposes name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tinhso.engines.payments.actions.settling import keep_mismatch, settle
from tinhso.engines.payments.lifecycle import AttemptState, Provider
from tinhso.engines.payments.models import Attempt, Charge, MismatchKind
from tinhso.ground.base.actors import Actor


@dataclass(frozen=True)
class StatementLine:
    """One incoming transfer on a bank statement: the bank's own reference, the sum, the purpose as typed."""

    bank_ref: str
    amount_vnd: int
    purpose: str


def settle_transfers(actor: Actor, lines: Iterable[StatementLine], *, now: datetime) -> Counter[AttemptState | None]:
    """Book each line once, however often the statement is read; how many lines ended in which state.

    None counts the lines that name no charge of ours; they wait in the mismatch queue like wrong sums (FAILED).
    """
    return Counter(_settle_line(actor, line, now=now) for line in lines)


@transaction.atomic
def _settle_line(actor: Actor, line: StatementLine, *, now: datetime) -> AttemptState | None:
    # Banks add their own words around the purpose, and some split it.
    words = re.findall(r"[A-Z0-9]+", line.purpose.upper())
    charge = Charge.objects.filter(purpose__in=[*words, "".join(words)]).order_by("id").first()
    if charge is None:
        keep_mismatch(MismatchKind.UNKNOWN, Provider.VIETQR, line.bank_ref, line.amount_vnd, now=now)
        return None
    # Not OPEN: nobody waits for it, and a wrong sum must not stand in the way of the next transfer.
    attempt, _ = Attempt.objects.get_or_create(
        transaction_id=f"CK{line.bank_ref}"[:40],
        defaults={
            "charge": charge,
            "provider": Provider.VIETQR,
            "amount_vnd": charge.amount_vnd,
            "created_at": now,
            "state": AttemptState.FAILED,
        },
    )
    return settle(actor, attempt, amount_vnd=line.amount_vnd, provider_ref=line.bank_ref, now=now)
