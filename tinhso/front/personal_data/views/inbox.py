"""The data officer's inbox and one request in it; masked until he says why he must see more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.front.personal_data import actions, forms, queries, rules
from tinhso.front.personal_data.actions.erasing import what_stays
from tinhso.front.personal_data.events import HAPPENED
from tinhso.front.personal_data.lifecycle import Decision, RequestKind
from tinhso.front.personal_data.models import DataRequest
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.journal.queries import entries_about
from tinhso.ground.people.doors import Request, holders_of

READERS = ("DATA_OFFICER", "AUDITOR")
FORMS = {"answer": forms.Answer, "extend": forms.Extend, "complete": forms.Complete, "reveal": forms.Reason}


@holders_of(*READERS)
@never_cache
@require_safe
def inbox(request: Request) -> HttpResponse:
    """Open requests by what is due first; what is late; what has ended."""
    show = request.GET.get("hien", "open")
    rows, counts = queries.inbox(request.person, show=show, now=request.now)
    return render(request, "personal_data/inbox.html", {"rows": rows, "counts": counts, "show": show})


@holders_of(*READERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: Request, code: str) -> HttpResponse:
    """One request; POST answers, extends, completes, or shows everything once for a reason."""
    if request.method != "POST":
        return _page(request, actions.open_request(request.person, code, now=request.now), {})
    asked = queries.request_for(request.person, code)
    verb = request.POST.get("verb", "")
    form = FORMS.get(verb, forms.Reason)(request.POST)
    if form.is_valid():
        try:
            if verb == "reveal":
                seen = actions.look_closely(request.person, code, now=request.now, **form.cleaned_data)
                return _page(request, seen, {}, masked=False)
            _act(request, asked, verb, form.cleaned_data)
            return redirect("personal_data:case", code)
        except (NotAllowed, NotVisible):
            raise
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
    return _page(request, asked, {verb: form}, status=422)


def _act(request: Request, asked: DataRequest, verb: str, facts: dict[str, Any]) -> None:
    match verb:
        case "answer":
            facts["decision"] = Decision(facts["decision"])
            actions.answer(request.person, asked, now=request.now, **facts)
            messages.success(request, _("Đã trả lời; người dân được báo ngay."))
        case "extend":
            actions.extend(request.person, asked, now=request.now, **facts)
            messages.success(request, _("Đã gia hạn; người dân được báo ngay."))
        case "complete":
            actions.complete(request.person, asked, now=request.now, **facts)
            messages.success(request, _("Đã thực hiện; người dân được báo ngay."))
        case _:
            raise Refused("wrong-verb", "Không có thao tác này.")


def _history(asked: DataRequest, *, masked: bool) -> Iterator[tuple[datetime, str, str]]:
    """When, who and what, from the journal; the subject's own name is masked with the rest."""
    for entry in entries_about(asked.subject):
        hides = masked and entry.actor_ref == asked.citizen.ref
        name = rules.masked_name(entry.actor_name) if hides else entry.actor_name
        yield entry.at, name, HAPPENED.get(entry.kind, entry.kind)


def _page(
    request: Request, asked: DataRequest, bound: dict[str, Any], *, masked: bool = True, status: int = 200
) -> HttpResponse:
    verbs = {move.verb for move in queries.verbs_for(request.person, asked)}
    who = asked.citizen
    number = who.personal_number or ""
    context = {
        "asked": asked,
        "name": rules.masked_name(who.full_name) if masked else who.full_name,
        "number": rules.masked_number(number) if masked else number,
        "words": rules.only_own(asked.words, ()) if masked else asked.words,
        "masked": masked,
        "may_answer": "accept" in verbs,
        "may_complete": "complete" in verbs and asked.kind != RequestKind.COPY,
        "may_extend": "extend" in verbs and not asked.extended_because,
        "forms": {verb: bound.get(verb) or form() for verb, form in FORMS.items()},
        "decisions": Decision.choices(),
        "history": list(_history(asked, masked=masked)),
        "standing": rules.standing(asked.next_due_at, now=request.now) if asked.next_due_at else None,
        "stays": {},
    }
    if asked.kind == RequestKind.ERASE and asked.is_open:
        context["stays"] = what_stays(queries.subject_of(asked.citizen_id))
    return render(request, "personal_data/case.html", context, status=status)
