"""Tables of money: what is owed, the tries to pay it, the receipt, and what does not fit."""

from django.db import models
from django.urls import reverse

from tinhso.engines.payments.lifecycle import PAYABLE, AttemptState, ChargeState, Provider, RefundState
from tinhso.engines.payments.rules import CollectAt, DueLine, FeeKind
from tinhso.ground.base.states import Labelled
from tinhso.ground.people.models import Agency


class Bank(models.Model):
    """Ngân hàng: a bank that can receive VietQR transfers, by its six-digit BIN."""

    bin = models.CharField(max_length=6, primary_key=True)
    name = models.CharField(max_length=120)


class CollectionAccount(models.Model):
    """Tài khoản thụ hưởng: where an agency receives fees, from a day to a day (last day included)."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="collection_accounts")
    bank = models.ForeignKey(Bank, models.PROTECT)
    account_number = models.CharField(max_length=19)
    account_name = models.CharField(max_length=120)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "valid_from"], name="payments_account_once")]


class Charge(models.Model):
    """Khoản phải nộp: what one payer owes for one thing at one moment of its life.

    code: unguessable, it opens the payment page. subject: dossier:<id>. reference: the dossier code that
    people know. purpose: its form in a bank transfer (ASCII, at most 25 characters, unique).
    lines: list of DueLine as objects. return_path: where the payer goes on afterwards.
    """

    code = models.CharField(max_length=32, unique=True)
    subject = models.CharField(max_length=80)
    reference = models.CharField(max_length=60)
    purpose = models.CharField(max_length=25, unique=True)
    title = models.CharField(max_length=500)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    payer_ref = models.CharField(max_length=80)
    payer_name = models.CharField(max_length=200)
    amount_vnd = models.PositiveBigIntegerField()
    lines = models.JSONField()
    collect_at = models.CharField(max_length=10, choices=CollectAt.choices())
    state = models.CharField(max_length=10, choices=ChargeState.choices(), default=ChargeState.DUE)
    return_path = models.CharField(max_length=300)
    created_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=("PAID", "REFUNDED"), paid_at__isnull=False)
                | models.Q(state__in=("DUE", "FAILED", "EXPIRED", "WAIVED", "REPLACED"), paid_at__isnull=True),
                name="payments_charge_paid_at",
            )
        ]
        indexes = [
            models.Index(fields=["subject", "id"], name="payments_charge_subject"),
            models.Index(fields=["reference"], name="payments_charge_reference"),
            models.Index(fields=["payer_ref", "-id"], name="payments_charge_payer"),
        ]

    def get_absolute_url(self) -> str:
        """The page on which it is paid."""
        return reverse("payments:pay", args=[self.code])

    @property
    def is_payable(self) -> bool:
        """True while money for it is awaited."""
        return self.state in PAYABLE

    @property
    def state_label(self) -> str:
        """The state in Vietnamese."""
        return ChargeState(self.state).label

    @property
    def due_lines(self) -> list[DueLine]:
        """What is owed, price by price."""
        return [
            DueLine(**line | {"kind": FeeKind(line["kind"]), "collect_at": CollectAt(line["collect_at"])})
            for line in self.lines
        ]


class Attempt(models.Model):
    """Lần nộp: one try to pay a charge through one provider; at most one per charge settles it.

    transaction_id: ours, known to the provider; it makes repeated call-backs harmless.
    """

    charge = models.ForeignKey(Charge, models.PROTECT, related_name="attempts")
    provider = models.CharField(max_length=8, choices=Provider.choices())
    transaction_id = models.CharField(max_length=40, unique=True)
    amount_vnd = models.PositiveBigIntegerField()
    state = models.CharField(max_length=8, choices=AttemptState.choices(), default=AttemptState.OPEN)
    pay_url = models.CharField(max_length=500, blank=True)
    provider_ref = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["charge"], condition=models.Q(state="SETTLED"), name="payments_paid_once"),
            models.UniqueConstraint(
                fields=["charge", "provider"], condition=models.Q(state="OPEN"), name="payments_one_open_attempt"
            ),
        ]
        indexes = [
            models.Index(fields=["created_at"], condition=models.Q(state="OPEN"), name="payments_attempt_open"),
            models.Index(fields=["settled_at"], name="payments_attempt_settled"),
        ]


class ReceiptSeries(models.Model):
    """Quyển biên lai: the last number given by an agency in a year; locked while a number is taken."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last_place = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "year"], name="payments_series_once")]


class Receipt(models.Model):
    """Biên lai thu phí, lệ phí: proof that a charge was paid; numbers of a series have no gaps."""

    charge = models.OneToOneField(Charge, models.PROTECT, related_name="receipt")
    attempt = models.OneToOneField(Attempt, models.PROTECT, related_name="receipt")
    series = models.ForeignKey(ReceiptSeries, models.PROTECT, related_name="receipts")
    place = models.PositiveIntegerField()
    number = models.CharField(max_length=60, unique=True)
    amount_vnd = models.PositiveBigIntegerField()
    collected_by_ref = models.CharField(max_length=80, blank=True)
    collected_by_name = models.CharField(max_length=200, blank=True)
    issued_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "place"], name="payments_receipt_place")]


class MismatchKind(Labelled):
    """Why money and books do not agree."""

    SURPLUS = "SURPLUS", "Nộp thừa: khoản đã được nộp bằng lần khác"
    WRONG_AMOUNT = "WRONG_AMOUNT", "Số tiền không đúng khoản phải nộp"
    UNKNOWN = "UNKNOWN", "Không tìm thấy khoản phải nộp tương ứng"
    OURS_ONLY = "OURS_ONLY", "Ta ghi đã nộp, đối tác không có giao dịch"
    THEIRS_ONLY = "THEIRS_ONLY", "Đối tác có giao dịch, ta chưa ghi nhận"


# Money that did come, by a try that we know: it can go back the way it came.
GIVEN_BACK = frozenset({MismatchKind.SURPLUS, MismatchKind.WRONG_AMOUNT})


class Mismatch(models.Model):
    """Sai lệch đối soát: money that came without a place, or a place without money; a person settles it."""

    kind = models.CharField(max_length=12, choices=MismatchKind.choices())
    provider = models.CharField(max_length=8, choices=Provider.choices())
    transaction_id = models.CharField(max_length=80)
    amount_vnd = models.PositiveBigIntegerField()
    expected_vnd = models.PositiveBigIntegerField(null=True)
    charge = models.ForeignKey(Charge, models.PROTECT, null=True, related_name="mismatches")
    found_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)
    resolved_by_ref = models.CharField(max_length=80, blank=True)
    resolved_by_name = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "transaction_id", "kind"], name="payments_mismatch_once")
        ]
        indexes = [
            models.Index(
                fields=["found_at"], condition=models.Q(resolved_at__isnull=True), name="payments_mismatch_new"
            )
        ]

    @property
    def kind_label(self) -> str:
        """The reason in Vietnamese."""
        return MismatchKind(self.kind).label

    @property
    def may_go_back(self) -> bool:
        """True for money that came and belongs to a charge that it does not fit."""
        return self.kind in GIVEN_BACK and self.charge_id is not None


class Refund(models.Model):
    """Khoản hoàn phí, lệ phí: money that goes back to its payer; one asks with a reason, another decides.

    attempt: the money that came. code and tries make the platform's id of it, new for each try, so that a repeated
    call is never a second payment. decision: number and day of the decision; voucher: of what was paid back by hand.
    is_recount: opened because a recount came to less; the next recount of the same dossier takes it up again.
    """

    code = models.CharField(max_length=36, unique=True)
    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="refunds")
    mismatch = models.ForeignKey(Mismatch, models.PROTECT, null=True, related_name="refunds")
    amount_vnd = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=RefundState.choices(), default=RefundState.REQUESTED)
    reason = models.CharField(max_length=500)
    is_recount = models.BooleanField(default=False)
    asked_by_ref = models.CharField(max_length=80)
    asked_by_name = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    decision = models.CharField(max_length=300, blank=True)
    decided_by_ref = models.CharField(max_length=80, blank=True)
    decided_by_name = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    voucher = models.CharField(max_length=80, blank=True)
    provider_ref = models.CharField(max_length=80, blank=True)
    last_error = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(amount_vnd__gt=0), name="payments_refund_amount"),
            models.CheckConstraint(
                condition=models.Q(state="REQUESTED") | models.Q(decided_at__isnull=False),
                name="payments_refund_decided",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=("SENT", "DONE")) | ~models.Q(decision=""),
                name="payments_refund_by_decision",
            ),
        ]
        indexes = [
            models.Index(
                fields=["asked_at"],
                condition=models.Q(state__in=("REQUESTED", "SENT", "FAILED")),
                name="payments_refund_open",
            )
        ]

    @property
    def platform_id(self) -> str:
        """What the platform knows this try by."""
        return f"{self.code}{self.tries:02d}"

    @property
    def is_by_platform(self) -> bool:
        """True when the platform took the money and so gives it back; else it is paid back by hand."""
        return self.attempt.provider == Provider.PORTAL

    @property
    def may_be_handed_back(self) -> bool:
        """True when the platform never had the money, or could not give it back."""
        return not self.is_by_platform or self.state == RefundState.FAILED

    @property
    def state_label(self) -> str:
        """The state in Vietnamese."""
        return RefundState(self.state).label
