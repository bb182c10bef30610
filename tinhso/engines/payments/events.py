"""What happens to money, as the journal keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class ChargeRaised:
    """Somebody owes a sum (khoản phải nộp)."""

    kind: ClassVar = "payments.raised"
    about: ClassVar = "charge:{charge_id}"
    charge_id: int
    subject: str
    amount_vnd: int


@dataclass(frozen=True)
class PaymentStarted:
    """A payer set out to pay through a provider."""

    kind: ClassVar = "payments.started"
    about: ClassVar = "charge:{charge_id}"
    charge_id: int
    provider: str
    transaction_id: str


@dataclass(frozen=True)
class PaymentSettled:
    """A charge was paid, once and for all."""

    kind: ClassVar = "payments.settled"
    about: ClassVar = "charge:{charge_id}"
    charge_id: int
    subject: str
    amount_vnd: int
    provider: str
    receipt: str


@dataclass(frozen=True)
class PaymentFailed:
    """One try to pay came to nothing; the charge stays payable."""

    kind: ClassVar = "payments.failed"
    about: ClassVar = "charge:{charge_id}"
    charge_id: int
    transaction_id: str


@dataclass(frozen=True)
class ChargeWaived:
    """A charge was taken off the payer, with the reason."""

    kind: ClassVar = "payments.waived"
    about: ClassVar = "charge:{charge_id}"
    charge_id: int
    subject: str
    reason: str


@dataclass(frozen=True)
class ChargeReplaced:
    """An unpaid charge no longer stands: things were counted anew. how: the sentence that it was reckoned by."""

    kind: ClassVar = "payments.replaced"
    about: ClassVar = "charge:{charge_id}"
    charge_id: int
    subject: str
    amount_vnd: int
    how: str
    reason: str


@dataclass(frozen=True)
class RefundRequested:
    """Somebody asked that money go back to its payer, and why."""

    kind: ClassVar = "payments.refund_requested"
    about: ClassVar = "refund:{refund_id}"
    refund_id: int
    charge_id: int
    amount_vnd: int
    reason: str


@dataclass(frozen=True)
class RefundDecided:
    """The accountant decided about a refund (approve, hand_back, reject), or a recount took it back (withdraw)."""

    kind: ClassVar = "payments.refund_decided"
    about: ClassVar = "refund:{refund_id}"
    refund_id: int
    verb: str
    why: str


@dataclass(frozen=True)
class RefundEnded:
    """The payer has the money back (DONE), or this try came to nothing (FAILED)."""

    kind: ClassVar = "payments.refund_ended"
    about: ClassVar = "refund:{refund_id}"
    refund_id: int
    state: str
    detail: str


@dataclass(frozen=True)
class ChargeRefunded:
    """The whole of what was paid for a charge was given back by a decision."""

    kind: ClassVar = "payments.refunded"
    about: ClassVar = "charge:{charge_id}"
    charge_id: int
    subject: str
    decision: str


@dataclass(frozen=True)
class MismatchFound:
    """Money and books do not agree; a person has to look."""

    kind: ClassVar = "payments.mismatched"
    about: ClassVar = "mismatch:{mismatch_id}"
    mismatch_id: int
    what: str
    transaction_id: str
    amount_vnd: int


@dataclass(frozen=True)
class MismatchResolved:
    """A person looked at a mismatch and wrote down what was done."""

    kind: ClassVar = "payments.mismatch_resolved"
    about: ClassVar = "mismatch:{mismatch_id}"
    mismatch_id: int
    note: str


@dataclass(frozen=True)
class ChargesSucceeded:
    """What was not paid at agencies that end is collected by their successors (chuyển khoản phải thu do sắp xếp)."""

    kind: ClassVar[str] = "payments.charges_succeeded"
    about: ClassVar[str] = "platform:charges"
    agency_ids: list[int]
    charges: int


# Families of facts: who hears a family names it once in config/reactions.py.
# What was owed is owed no more: paid, taken off, or counted anew.
CHARGE_ENDS = (PaymentSettled, ChargeWaived, ChargeReplaced)
REFUND_TURNS = (RefundDecided, RefundEnded)
