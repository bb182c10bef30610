"""Things were counted anew: what is unpaid is replaced, of what is paid the difference is owed or given back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from tinhso.engines.payments import queries
from tinhso.engines.payments.actions.refunds import left_of, open_refund
from tinhso.engines.payments.events import ChargeReplaced, RefundDecided
from tinhso.engines.payments.lifecycle import LIFECYCLE, PAYABLE, REFUNDS, RefundState
from tinhso.engines.payments.models import Charge, Refund
from tinhso.engines.payments.rules import CollectAt, DueLine, how_in, lines_after, total_vnd
from tinhso.ground.base.actors import Actor
from tinhso.ground.journal.actions import record

SYSTEM = frozenset({"system"})


@dataclass(frozen=True)
class Recharged:
    """What came of a recount: the lines to be charged now, and what was asked to go back, in đồng."""

    lines: list[DueLine] = field(default_factory=list)
    back_vnd: int = 0


@transaction.atomic
def recharge(
    actor: Actor,
    subject: str,
    collect_at: CollectAt,
    *,
    old: Sequence[DueLine],
    new: Sequence[DueLine],
    reason: str,
    now: datetime,
) -> Recharged:
    """Make what is owed for a thing at one moment of its life fit a recount; equal sums change nothing.

    old, new: reckoned with the numbers before and now. An unpaid charge is replaced: its whole new sum is among the
    lines, which the caller raises at once, for it knows the payer. Of a paid one they hold the difference, or a refund
    of it is asked for in the actor's name. Who may recount is said by the room that keeps the thing.
    """
    if total_vnd(old) == total_vnd(new):
        return Recharged()
    standing = [queries.locked(one) for one in queries.charges_of(subject).filter(collect_at=collect_at)]
    unpaid = [one for one in standing if one.state in PAYABLE]
    credit = _take_back(actor, standing, reason=reason, now=now)
    lines = lines_after(old, new, unpaid=_sums(unpaid), credit_vnd=credit)
    for charge in unpaid:
        _replace(actor, charge, reason=reason, now=now)
    owed = total_vnd(lines)
    if owed > 0:
        return Recharged(lines)
    return Recharged(back_vnd=_give_back(actor, standing, -owed, reason=reason, now=now))


def _sums(charges: Sequence[Charge]) -> Counter[str]:
    """Price code -> what these charges ask for it."""
    sums: Counter[str] = Counter()
    for charge in charges:
        for line in charge.lines:
            sums[line["code"]] += line["amount_vnd"]
    return sums


def _replace(actor: Actor, charge: Charge, *, reason: str, now: datetime) -> None:
    charge.state = LIFECYCLE.move(charge.state, "replace", SYSTEM)
    charge.note = f"Đã kiểm đếm lại: {reason}"[:500]
    charge.save(update_fields=["state", "note"])
    how = how_in(charge.due_lines)
    record(actor, ChargeReplaced(charge.pk, charge.subject, charge.amount_vnd, how, reason), at=now)


def _take_back(actor: Actor, charges: Sequence[Charge], *, reason: str, now: datetime) -> int:
    """Take back the refunds that an earlier recount asked for and nobody decided about; their sum in đồng."""
    waiting = Refund.objects.filter(attempt__charge__in=charges, is_recount=True, state=RefundState.REQUESTED)
    total = 0
    for one in waiting.order_by("id"):
        refund = queries.locked_refund(one)
        if refund.state != RefundState.REQUESTED:
            continue  # the accountant was quicker
        refund.state = REFUNDS.move(refund.state, "withdraw", SYSTEM)
        refund.decision, refund.decided_at, refund.ended_at = f"Đã kiểm đếm lại: {reason}"[:300], now, now
        refund.decided_by_ref, refund.decided_by_name = actor.ref, actor.name
        refund.save()
        record(actor, RefundDecided(refund.pk, "withdraw", refund.decision), at=now)
        total += refund.amount_vnd
    return total


def _give_back(actor: Actor, charges: Sequence[Charge], amount_vnd: int, *, reason: str, now: datetime) -> int:
    """Ask that so much go back, the latest payment first; what is left of the payments is the most there can be."""
    asked = 0
    for charge in reversed(charges):
        part = min(amount_vnd - asked, left_of(payment)) if (payment := queries.payment_of(charge)) else 0
        if part > 0 and payment:
            open_refund(actor, payment, amount_vnd=part, reason=reason, is_recount=True, now=now)
            asked += part
    return asked
