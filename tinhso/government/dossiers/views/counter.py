"""The counter: enter a dossier for the visitor step by step, file it, take the fee, receive it, print the receipt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tinhso.engines.eforms import actions as eforms
from tinhso.engines.eforms import rules as form_rules
from tinhso.engines.payments.actions import collect_cash
from tinhso.engines.payments.lifecycle import CASHIERS
from tinhso.engines.payments.queries import charges_of
from tinhso.engines.payments.rules import quantities_in
from tinhso.engines.procedures.queries import search, version_for
from tinhso.government.dossiers import actions, forms, queries
from tinhso.government.dossiers.models import CounterEntry, Delivery
from tinhso.government.dossiers.views.cases import agencies_of
from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.files.queries import file_by_key
from tinhso.ground.files.responses import download
from tinhso.ground.people.counter import card_doubts
from tinhso.ground.people.doors import Request, holders_of, keeping_what_was_typed, what_was_typed

RECEPTION = "RECEPTION"


@dataclass(frozen=True)
class Stop:
    """One stop of entering: what it is called, where it is, whether it lies behind or is the current one."""

    title: str | Promise
    url: str
    done: bool
    current: bool


def _stops(entry: CounterEntry, url: str) -> list[Stop]:
    """All stops in order; the first, who the visitor is, always lies behind."""
    found: list[tuple[str | Promise, str]] = []
    if entry.draft:
        schema = entry.draft.form_version.spoken
        found += [
            (step.title, reverse("dossiers:counter_step", args=[entry.key, step.code]))
            for step in form_rules.steps(schema, entry.draft.answers)
        ]
    found.append((gettext_lazy("Giấy tờ đã nhận"), reverse("dossiers:counter_papers", args=[entry.key])))
    found.append((gettext_lazy("Kiểm tra và nộp"), reverse("dossiers:counter_review", args=[entry.key])))
    place = next((number for number, (_title, where) in enumerate(found) if where == url), 0)
    first = Stop(gettext_lazy("Người nộp"), "", done=True, current=False)
    return [first] + [Stop(t, where, n < place, n == place) for n, (t, where) in enumerate(found)]


def _around(entry: CounterEntry, request: Request) -> dict[str, Any]:
    stops = _stops(entry, request.path)
    here = next((number for number, stop in enumerate(stops) if stop.current), 1)
    return {"entry": entry, "stops": stops, "here": here + 1, "before": stops[here - 1] if here > 1 else None}


def _onward(entry: CounterEntry, request: Request) -> HttpResponse:
    stops = _stops(entry, request.path)
    here = next(number for number, stop in enumerate(stops) if stop.current)
    return redirect(stops[here + 1].url)


@holders_of(RECEPTION)
def choose(request: Request) -> HttpResponse:
    """Choose the procedure for the visitor, or go on with what was begun."""
    text = request.GET.get("tim", "")[:100]
    found = search(text, on=timezone.localdate(request.now)) if text else []
    context = {"text": text, "found": found, "begun": queries.being_entered(request.person)[:5]}
    return render(request, "dossiers/counter.html", context)


@keeping_what_was_typed
@holders_of(RECEPTION)
def begin(request: Request, procedure: str) -> HttpResponse:
    """Who stands at the counter: the first stop."""
    version = version_for(procedure, on=timezone.localdate(request.now))
    agencies = [agency for agency in agencies_of(request) if RECEPTION in request.person.roles_at(agency.pk)]
    data = request.POST if request.method == "POST" else None
    typed = what_was_typed(request) if data is None else None
    initial = typed.dict() if typed else None
    form = forms.AtCounter(agencies, data, initial=initial, has_form=queries.has_form(version, request.now))
    refused: Refused | None = None
    if form.is_valid():
        given = form.cleaned_data
        visitor = actions.Visitor(
            number="".join(given["number"].split()), full_name=given["full_name"], phone=given["phone"],
            address=given["address"],
        )  # fmt: skip
        try:
            entry = actions.begin_counter_entry(
                request.person,
                version,
                visitor=visitor,
                agency=next(agency for agency in agencies if agency.pk == int(given["agency"])),
                channel=given["channel"],
                summary=given.get("summary", ""),
                now=request.now,
            )
        except Refused as said:
            field = {"personal_number": "number"}.get(said.field, said.field)
            refused = None if field in form.fields else said
            if refused is None:
                form.add_error(field, said.sentence)
                form.fields[field].widget.attrs["aria-invalid"] = "true"
        else:
            for doubt in card_doubts(visitor.number):
                messages.warning(request, _("Xem lại số trên thẻ:") + f" {doubt}", extra_tags="warn")
            return redirect("dossiers:counter_resume", entry.key)
    context = {"version": version, "form": form, "refused": refused}
    return render(request, "dossiers/counter_form.html", context, status=422 if form.is_bound else 200)


@holders_of(RECEPTION)
def resume(request: Request, key: UUID) -> HttpResponse:
    """On to where the officer left off; to the dossier when it was filed meanwhile."""
    entry = queries.counter_entry_for(request.person, key)
    if entry.dossier:
        return redirect("dossiers:counter_done", entry.dossier.code)
    if entry.draft is None:
        return redirect("dossiers:counter_papers", key)
    return redirect("dossiers:counter_step", key, entry.draft.step or entry.draft.form_version.first_step)


@keeping_what_was_typed
@holders_of(RECEPTION)
def step(request: Request, key: UUID, step: str) -> HttpResponse:
    """One step of the electronic form: saved right or wrong, left only when right."""
    entry = queries.counter_entry_for(request.person, key)
    if entry.draft is None:
        return redirect("dossiers:counter_resume", key)
    schema, wrong = entry.draft.form_version.spoken, {}
    shown = form_rules.step_of(schema, step)
    typed = request.POST if request.method == "POST" else what_was_typed(request)
    if typed is not None:
        answers = form_rules.cleaned(schema, step, typed)
        entry.draft = eforms.save_step(request.person, entry.draft, step, answers, now=request.now)
        if request.method == "POST" and not form_rules.row_button(typed):
            today = timezone.localdate(request.now)
            wrong = form_rules.problems(schema, entry.draft.answers, step, today=today)
            if not wrong:
                return _onward(entry, request)
    context = _around(entry, request) | {
        "step": step,
        "title": shown.title,
        "answers": entry.draft.answers,
        "problems": wrong,
        "draft": entry.draft,
    }
    return render(request, "dossiers/counter_step.html", context, status=422 if wrong else 200)


@keeping_what_was_typed
@holders_of(RECEPTION)
def papers(request: Request, key: UUID) -> HttpResponse:
    """The papers on the counter: a tick for a sheet, a scan for a file; both are kept, whatever else is wrong."""
    entry = queries.counter_entry_for(request.person, key)
    if entry.dossier:
        return redirect("dossiers:counter_resume", key)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        files = request.FILES.items()
        uploads = {name.removeprefix("scan-"): file for name, file in files if isinstance(file, UploadedFile)}
        entry, wrong = actions.keep_papers(
            request.person, key, on_paper=request.POST.getlist("on_paper"), uploads=uploads,
            stored=_stored_in(request.POST), now=request.now,
        )  # fmt: skip
        if drop := request.POST.get("drop"):
            entry = actions.drop_scan(request.person, key, drop, now=request.now)
        elif not wrong:
            asked = queries.paper_rows(request.person, entry, on=timezone.localdate(request.now))
            wrong = {row.rule.code: _("Giấy tờ này là bắt buộc.") for row in asked if row.is_missing}
            if not wrong:
                return _onward(entry, request)
    elif typed := what_was_typed(request):
        ticked = typed.getlist("on_paper")  # files are not kept: a browser sends them once
        entry, _nothing = actions.keep_papers(
            request.person, key, on_paper=ticked, uploads={}, stored=_stored_in(typed), now=request.now
        )
    asked = queries.paper_rows(request.person, entry, on=timezone.localdate(request.now))
    rows = [(row, wrong.get(row.rule.code, "")) for row in asked]
    context = _around(entry, request) | {"rows": rows, "is_wrong": bool(wrong)}
    return render(request, "dossiers/counter_papers.html", context, status=422 if wrong else 200)


def _stored_in(posted: QueryDict) -> dict[str, str]:
    """Part code -> key of the paper of the store that was chosen for it."""
    return {name.removeprefix("stored-"): str(posted[name]) for name in posted if name.startswith("stored-")}


@holders_of(RECEPTION)
def scan(request: Request, key: UUID, file: UUID) -> HttpResponse:
    """One scan, to check that it is legible."""
    entry = queries.counter_entry_for(request.person, key)
    if str(file) not in [given["file"] for given in entry.papers.values()]:
        raise NotVisible("no-file", "Tệp này không còn trong hồ sơ đang nhập.")
    return download(file_by_key(file), inline=True)


@keeping_what_was_typed
@holders_of(RECEPTION)
def review(request: Request, key: UUID) -> HttpResponse:
    """All of it once more, the fee, how the result comes; then it is filed. Sending twice gives one dossier."""
    entry = queries.counter_entry_for(request.person, key)
    refused: Refused | None = None
    typed = request.POST if request.method == "POST" else what_was_typed(request)
    if typed is not None and not entry.dossier:
        try:
            entry = actions.keep_choices(
                request.person,
                key,
                quantities=quantities_in(typed),
                exemptions=typed.getlist("exemption"),
                delivery=typed.get("delivery", ""),
                now=request.now,
            )
            if request.method == "POST" and "stay" not in typed:
                dossier = actions.file_counter_entry(request.person, key, now=request.now)
                return redirect("dossiers:counter_done", dossier.code)
        except Refused as said:
            refused = said
    if entry.dossier:
        return redirect("dossiers:counter_resume", key)
    today = timezone.localdate(request.now)
    schema = entry.draft.form_version.spoken if entry.draft else None
    rows = queries.paper_rows(request.person, entry, on=today)
    context = _around(entry, request) | {
        "summary": form_rules.summary(schema, entry.draft.answers) if schema and entry.draft else [],
        "faults": queries.faults_of(entry, today=today),
        "rows": rows,
        "missing": [row for row in rows if row.is_missing],
        "twins": queries.twins_of_entry(request.person, entry),
        "costs": queries.costs_of(entry, on=today),
        "deliveries": Delivery.choices(),
        "refused": refused,
    }
    return render(request, "dossiers/counter_review.html", context, status=422 if refused else 200)


@holders_of(RECEPTION)
def discard(request: Request, key: UUID) -> HttpResponse:
    """Give up what was begun, after asking once."""
    entry = queries.counter_entry_for(request.person, key)
    if request.method == "POST":
        actions.discard_counter_entry(request.person, key, now=request.now)
        messages.info(request, _("Đã xoá hồ sơ đang nhập."))
        return redirect("dossiers:counter")
    return render(request, "dossiers/counter_discard.html", {"entry": entry})


@holders_of(RECEPTION)
def done(request: Request, code: str) -> HttpResponse:
    """What is left to do while the visitor stands there: take the fee, receive, print the receipt."""
    dossier = queries.opened_by(request.person, code, purpose="Hoàn tất hồ sơ tại quầy", now=request.now)
    charges = list(charges_of(dossier.subject))
    context = {
        "dossier": dossier,
        "charges": charges,
        "may_receive": any(move.verb == "receive" for move in queries.verbs_for(request.person, dossier)),
        "owes": any(charge.is_payable for charge in charges),
        "twins": queries.duplicates_of(request.person, dossier),
        "sheets": queries.sheets_of(dossier).count() if queries.may_digitise(request.person, dossier) else 0,
    }
    return render(request, "dossiers/counter_done.html", context)


@require_POST
@holders_of(*sorted(CASHIERS))
def collect(request: Request, code: str) -> HttpResponse:
    """Take the fee in cash; the receipt's number is said at once. Asking twice takes nothing twice."""
    dossier = queries.dossier_for(request.person, code)
    charge = charges_of(dossier.subject).filter(code=request.POST.get("charge", "")).first()
    if charge is None:
        raise NotVisible("no-charge", "Hồ sơ này không có khoản thu đó.")
    if charge.is_payable:
        receipt = collect_cash(request.person, charge, now=request.now)
        actions.hear_payment(dossier.pk, now=request.now)  # at once: the visitor waits; the news does it again
        messages.success(request, _("Đã thu tiền mặt, biên lai số %(number)s.") % {"number": receipt.number})
    back = "dossiers:counter_done" if request.POST.get("back") == "counter" else "dossiers:show"
    return redirect(back, dossier.code)
