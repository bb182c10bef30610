"""Reading charges, tries and receipts; the door to a row is its code or `visible_to`."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db.models import F, Q, QuerySet

from tinhso.engines.payments.lifecycle import PAYABLE, AttemptState, Provider, RefundState
from tinhso.engines.payments.models import Attempt, Charge, CollectionAccount, Mismatch, Refund
from tinhso.engines.payments.rules import Row, vietqr
from tinhso.ground.acts import read
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import agency_by_id, standing_on


def charges_of(subject: str) -> QuerySet[Charge]:
    """All charges of one thing, in the order in which they were raised, receipts at hand."""
    return Charge.objects.filter(subject=subject).select_related("receipt").order_by("id")


def things_paid_for(subjects: Collection[str]) -> dict[str, str]:
    """For each charge and refund (charge:7, refund:3) of some things: which thing (dossier:12) it was for."""
    charges = Charge.objects.filter(subject__in=list(subjects)).values_list("pk", "subject")
    refunds = Refund.objects.filter(attempt__charge__subject__in=list(subjects)).values_list(
        "pk", "attempt__charge__subject"
    )
    return {f"charge:{pk}": subject for pk, subject in charges} | {f"refund:{pk}": subject for pk, subject in refunds}


def unpaid(subject: str) -> QuerySet[Charge]:
    """Charges of one thing for which money is still awaited, oldest first."""
    return Charge.objects.filter(subject=subject, state__in=PAYABLE).order_by("id")


def awaited_count() -> int:
    """For how many charges of the province money is still awaited."""
    return Charge.objects.filter(state__in=PAYABLE).count()


def visible_to(person: Person) -> QuerySet[Charge]:
    """The person's own charges, those of organisations they act for, or those of the agencies they work at."""
    own = [person.ref, *(f"organisation:{pk}" for pk in person.organisation_ids)]
    if person.official_id:
        return Charge.objects.filter(agency__in=person.agency_ids)
    return Charge.objects.filter(payer_ref__in=own) if person.citizen_id else Charge.objects.none()


def charge_by_code(code: str) -> Charge:
    """The charge behind an unguessable code: whoever was given it may pay it. NotVisible otherwise."""
    charge = Charge.objects.select_related("agency", "receipt").filter(code=code).first()
    if charge is None:
        raise NotVisible("no-charge", "Không tìm thấy khoản phải nộp này. Hãy kiểm tra lại địa chỉ đã nhận.")
    return charge


def locked(charge: Charge) -> Charge:
    """The same charge as it stands now, locked until the transaction ends."""
    found = read(Charge, "FROM payments_charge WHERE id = %s FOR UPDATE", [charge.pk])[0]
    found.agency = agency_by_id(found.agency_id)
    return found


def locked_attempt(attempt: Attempt) -> Attempt:
    """The same try as it stands now, locked until the transaction ends; its charge is locked before it."""
    return read(Attempt, "FROM payments_attempt WHERE id = %s FOR UPDATE", [attempt.pk])[0]


def payable_by_reference(reference: str) -> list[Charge]:
    """Charges of a dossier code that can be paid now, oldest first: what the portal asks us for."""
    return list(Charge.objects.filter(reference=reference, state__in=PAYABLE).select_related("agency").order_by("id"))


def reference_is_known(reference: str) -> bool:
    """True when any charge, paid or not, was ever raised for this dossier code."""
    return Charge.objects.filter(reference=reference).exists()


def attempt_by_transaction(transaction_id: str) -> Attempt | None:
    """The try that we gave this transaction id."""
    return Attempt.objects.select_related("charge").filter(transaction_id=transaction_id).first()


def payment_of(charge: Charge) -> Attempt | None:
    """The try that paid a charge, its charge at hand; None while it is unpaid."""
    return Attempt.objects.select_related("charge").filter(charge=charge, state=AttemptState.SETTLED).first()


def waiting_attempts(charge: Charge) -> QuerySet[Attempt]:
    """The charge's own tries at the platform whose end is not known yet."""
    return Attempt.objects.filter(charge=charge, provider=Provider.PORTAL, state=AttemptState.OPEN)


def open_attempts(provider: Provider, *, before: datetime) -> QuerySet[Attempt]:
    """Tries begun before a moment whose end is not known yet, those asked about longest ago first."""
    return (
        Attempt.objects.filter(state=AttemptState.OPEN, provider=provider, created_at__lt=before)
        .select_related("charge")
        .order_by(F("asked_at").asc(nulls_first=True), "created_at")
    )


def account_of(agency_id: int, *, on: date) -> CollectionAccount | None:
    """The bank account in which an agency receives fees on a day; None = it takes no transfers."""
    accounts = CollectionAccount.objects.filter(standing_on(on), agency=agency_id).select_related("bank")
    return accounts.order_by("-valid_from").first()


def vietqr_of(charge: Charge, *, on: date) -> str | None:
    """The VietQR payload that pays a charge; None when it is not payable or nobody can receive it."""
    account = account_of(charge.agency_id, on=on)
    if account is None or not charge.is_payable:
        return None
    return vietqr(account.bank_id, account.account_number, amount_vnd=charge.amount_vnd, purpose=charge.purpose)


def settled_on(day: date, provider: Provider) -> list[Row]:
    """Payments of one day in Việt Nam through a provider, surplus ones included, for reconciliation."""
    begin = datetime(day.year, day.month, day.day, tzinfo=VIETNAM)
    taken = Attempt.objects.filter(
        provider=provider,
        state__in=(AttemptState.SETTLED, AttemptState.SURPLUS),
        settled_at__gte=begin,
        settled_at__lt=begin + timedelta(days=1),
    )
    return [Row(transaction_id, amount) for transaction_id, amount in taken.values_list("transaction_id", "amount_vnd")]


def received_through(provider: Provider) -> list[Row]:
    """Every payment that ever came through a provider, surplus ones included."""
    taken = Attempt.objects.filter(provider=provider, state__in=(AttemptState.SETTLED, AttemptState.SURPLUS))
    return [Row(transaction_id, amount) for transaction_id, amount in taken.values_list("transaction_id", "amount_vnd")]


def days_of_platform(*, today: date) -> list[date]:
    """The days in Việt Nam for which the platform may list payments of ours: from each try on to the day after it."""
    begun = Attempt.objects.filter(provider=Provider.PORTAL).dates("created_at", "day")
    later = {day + timedelta(days=after) for day in begun for after in (0, 1)}
    return sorted(day for day in later if day <= today)


def known_mismatches() -> set[str]:
    """The transactions that stand in the mismatch queue, or stood there."""
    return set(Mismatch.objects.values_list("transaction_id", flat=True))


def open_mismatches(person: Person) -> QuerySet[Mismatch]:
    """Mismatches that wait for a person at the agencies where this official works, oldest first.

    Those without a charge belong to nobody's agency and are shown to every cashier.
    """
    return (
        Mismatch.objects.filter(Q(charge__isnull=True) | Q(charge__in=visible_to(person)))
        .filter(resolved_at__isnull=True)
        .select_related("charge")
        .order_by("found_at", "id")
    )


def mismatch_for(person: Person, pk: int) -> Mismatch:
    """One open mismatch that this official may settle. NotVisible otherwise."""
    found = open_mismatches(person).filter(pk=pk).first()
    if found is None:
        raise NotVisible("no-mismatch", "Không tìm thấy sai lệch này, hoặc sai lệch đã được xử lý.")
    return found


def refunds_visible_to(person: Person) -> QuerySet[Refund]:
    """Refunds of money that the agencies of this official collected."""
    mine = Refund.objects.filter(attempt__charge__in=visible_to(person))
    return mine.select_related("attempt__charge__agency", "attempt__receipt", "mismatch")


def open_refunds(person: Person) -> QuerySet[Refund]:
    """Refunds that wait for somebody or are on their way, those asked for longest ago first."""
    waiting = (RefundState.REQUESTED, RefundState.FAILED, RefundState.SENT)
    return refunds_visible_to(person).filter(state__in=waiting).order_by("asked_at", "id")


def ended_refunds(person: Person) -> QuerySet[Refund]:
    """Refunds that were paid or turned down, newest first."""
    ended = (RefundState.DONE, RefundState.REJECTED)
    return refunds_visible_to(person).filter(state__in=ended).order_by("-ended_at", "-id")


def refund_for(person: Person, pk: int) -> Refund:
    """One refund that this official may see. NotVisible otherwise."""
    found = refunds_visible_to(person).filter(pk=pk).first()
    if found is None:
        raise NotVisible("no-refund", "Không tìm thấy khoản hoàn này.")
    return found


def locked_refund(refund: Refund) -> Refund:
    """The same refund as it stands now, locked with its charge until the transaction ends."""
    locked(refund.attempt.charge)
    return refund_again(Refund.objects.select_for_update(of=("self",)).get(pk=refund.pk))


def refund_again(refund: Refund) -> Refund:
    """The same refund as it stands now, with the money that came and its charge."""
    return Refund.objects.select_related("attempt__charge__agency", "mismatch").get(pk=refund.pk)


def refund_by_id(pk: int) -> Refund:
    """A refund that the journal names, with the money that came, its charge and its receipt."""
    return Refund.objects.select_related("attempt__charge", "attempt__receipt").get(pk=pk)


def refunds_under_way() -> QuerySet[Refund]:
    """Refunds whose end the platform has not told yet, oldest first."""
    return Refund.objects.filter(state=RefundState.SENT).select_related("attempt__charge").order_by("decided_at")


def payment_by_receipt(person: Person, number: str) -> Attempt:
    """The received payment behind a receipt of the person's agencies. NotVisible otherwise."""
    found = (
        Attempt.objects.filter(receipt__number=number, charge__in=visible_to(person))
        .select_related("charge__agency", "receipt")
        .first()
    )
    if found is None:
        raise NotVisible("no-receipt", "Không tìm thấy biên lai này trong các biên lai của cơ quan bạn.")
    return found
