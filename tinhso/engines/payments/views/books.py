"""Pages of those who keep the books: money that does not fit, and money that goes back."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tinhso.engines.payments import actions, forms, queries
from tinhso.engines.payments.lifecycle import REFUNDERS, REFUNDS, RefundState
from tinhso.engines.payments.models import Refund
from tinhso.ground.base.refused import Refused
from tinhso.ground.journal.models import Entry
from tinhso.ground.journal.queries import entries_about
from tinhso.ground.people.doors import Request, holders_of
from tinhso.ground.people.persons import Person

RECONCILERS = ("HEAD_OF_ONE_STOP", "LEADER", "CONTROLLER", "ACCOUNTANT")
ENDED_SHOWN = 20


@holders_of(*RECONCILERS)
@require_GET
def mismatches(request: Request) -> HttpResponse:
    """Money that came without a place: the queue of people who reconcile."""
    return _mismatches(request)


@holders_of(*RECONCILERS)
@require_POST
def resolve(request: Request, pk: int) -> HttpResponse:
    """Write down what was done with one mismatch."""
    mismatch = queries.mismatch_for(request.person, pk)
    form = forms.Resolve(request.POST)
    if not form.is_valid():
        return _mismatches(request, form=form, wrong=mismatch.pk)
    actions.resolve_mismatch(request.person, mismatch, note=form.cleaned_data["note"], now=request.now)
    return redirect("payments:mismatches")


@holders_of(*sorted(REFUNDERS))
@require_POST
def give_back(request: Request, pk: int) -> HttpResponse:
    """Ask that money which does not fit go back to its payer."""
    mismatch = queries.mismatch_for(request.person, pk)
    form = forms.Reason(request.POST)
    if not form.is_valid():
        return _mismatches(request, form=form, wrong=mismatch.pk)
    refund = actions.give_back_mismatch(request.person, mismatch, reason=form.cleaned_data["reason"], now=request.now)
    return redirect("payments:refund", refund.pk)


def _mismatches(request: Request, *, form: django_forms.Form | None = None, wrong: int = 0) -> HttpResponse:
    context = {
        "mismatches": queries.open_mismatches(request.person)[:100],
        "may_ask": bool(request.person.roles & REFUNDERS),
        "form": form,
        "wrong": wrong,
    }
    return render(request, "payments/mismatches.html", context, status=422 if wrong else 200)


@holders_of(*RECONCILERS)
@require_http_methods(["GET", "POST"])
def refunds(request: Request) -> HttpResponse:
    """Refunds that wait, are on their way or failed; those that ended; and asking for a new one by its receipt."""
    form = forms.AskRefund(request.POST or None)
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            payment = queries.payment_by_receipt(request.person, said["receipt"])
            refund = actions.request_refund(
                request.person, payment, amount_vnd=said["amount_vnd"], reason=said["reason"], now=request.now
            )
            return redirect("payments:refund", refund.pk)
        except Refused as no:
            refused = no
            form.add_error("receipt" if no.code == "no-receipt" else no.field or None, no.sentence)
    context = {
        "open": queries.open_refunds(request.person)[:100],
        "ended": queries.ended_refunds(request.person)[:ENDED_SHOWN],
        "may_ask": bool(request.person.roles & REFUNDERS),
        "form": form,
    }
    return render(request, "payments/refunds.html", context, status=422 if refused or form.errors else 200)


@dataclass(frozen=True)
class Offered:
    """One thing that this person may say about a refund now: the verb, its words, its fields."""

    verb: str
    label: str
    form: django_forms.Form


@holders_of(*RECONCILERS)
@require_http_methods(["GET", "POST"])
def refund(request: Request, pk: int) -> HttpResponse:
    """One refund: what, why, who, what happened; and the accountant's word."""
    found = queries.refund_for(request.person, pk)
    offered = _offered(request.person, found)
    refused: Refused | None = None
    if request.method == "POST":
        chosen = next((one for one in offered if one.verb == request.POST.get("verb")), None)
        if chosen is None:
            raise Refused("wrong-state", "Khoản hoàn này không còn ở bước đó. Hãy xem lại.")
        form = forms.REFUND_FORMS[chosen.verb](request.POST)
        offered = [Offered(one.verb, one.label, form) if one is chosen else one for one in offered]
        if form.is_valid():
            try:
                found = _say(request, found, chosen.verb, form)
            except Refused as no:
                refused = no
            else:
                messages.success(request, _told(found))
                return redirect("payments:refund", pk)
    wrong = refused or any(one.form.errors for one in offered)
    context = {
        "refund": found,
        "offered": offered,
        "refused": refused,
        "is_own": found.asked_by_ref == request.person.ref,
        "history": [(entry, _words(entry)) for entry in entries_about(f"refund:{pk}")],
    }
    return render(request, "payments/refund.html", context, status=422 if wrong else 200)


def _say(request: Request, found: Refund, verb: str, form: django_forms.Form) -> Refund:
    said = form.cleaned_data
    match verb:
        case "approve":
            return actions.approve_refund(request.person, found, decision=said["decision"], now=request.now)
        case "hand_back":
            return actions.hand_back(
                request.person, found, decision=said["decision"], voucher=said["voucher"], now=request.now
            )
    return actions.reject_refund(request.person, found, reason=said["decision"], now=request.now)


def _offered(person: Person, found: Refund) -> list[Offered]:
    """The verbs of the table for this person's roles at the agency, less those that do not fit how the money came."""
    if found.asked_by_ref == person.ref:
        return []
    moves = REFUNDS.verbs(found.state, person.roles_at(found.attempt.charge.agency_id))
    return [
        Offered(move.verb, move.label, forms.REFUND_FORMS[move.verb](initial=_known(found, move.verb)))
        for move in moves
        if {"approve": found.is_by_platform, "hand_back": found.may_be_handed_back}.get(move.verb, True)
    ]


def _known(found: Refund, verb: str) -> dict[str, str]:
    return {} if verb == "reject" else {"decision": found.decision}


def _told(found: Refund) -> str:
    return {
        RefundState.DONE: _("Đã hoàn tiền cho người nộp."),
        RefundState.SENT: _("Đã duyệt. Nền tảng đang chuyển trả; trang này sẽ ghi kết quả."),
        RefundState.FAILED: _("Nền tảng chưa hoàn được; xem lý do bên dưới."),
    }.get(RefundState(found.state), _("Đã ghi nhận không hoàn."))


def _words(entry: Entry) -> str:
    """What a line of the journal says about a refund."""
    facts = entry.facts
    match entry.kind:
        case "payments.refund_requested":
            return f"{_('Đề nghị hoàn')}: {facts['reason']}"
        case "payments.refund_decided":
            label = next(move.label for move in REFUNDS.moves if move.verb == facts["verb"])
            return f"{_(label)}: {facts['why']}"
    return f"{_(RefundState(facts['state']).label)}: {facts['detail']}"
