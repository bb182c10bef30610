"""The catalogue as staff see it: find, read what is missing, draft, publish, retire."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tinhso.engines.eforms.queries import published_forms
from tinhso.engines.procedures import actions, forms, queries
from tinhso.engines.procedures.lifecycle import LIFECYCLE, VersionState
from tinhso.engines.procedures.models import ProcedureVersion
from tinhso.engines.procedures.rules.completeness import owed_to_the_public
from tinhso.engines.procedures.rules.finding import code_digits
from tinhso.engines.procedures.rules.national import NotReadable, read_answer
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import fold
from tinhso.ground.people.doors import Request, holders_of, staff_only

SHOWN = 50


@staff_only
def catalogue(request: Request) -> HttpResponse:
    """Every version, narrowed by words, state and field; the first fifty."""
    shelves = queries.all_fields()
    form = forms.CatalogueFilter(request.GET, fields=[(shelf.slug, shelf.name) for shelf in shelves])
    form.is_valid()
    rows = queries.catalogue_rows()
    asked, state, field = (form.cleaned_data.get(name, "") for name in ("q", "state", "field"))
    if asked:
        digits = code_digits(asked)
        rows = rows.filter(
            Q(procedure__code_digits__contains=digits) if digits else Q(folded_text__contains=fold(asked))
        )
    if state:
        rows = rows.filter(state=state)
    if field:
        rows = rows.filter(field_slug=field)
    found = list(rows[: SHOWN + 1])
    context = {
        "form": form,
        "rows": found[:SHOWN],
        "more": len(found) > SHOWN,
        "counts": queries.counts_by_state(),
        "shown": SHOWN,
        "may_edit": "CONTROLLER" in request.person.roles,
    }
    return render(request, "procedures/catalogue.html", context)


@staff_only
def version(request: Request, code: str, number: int) -> HttpResponse:
    """One version: what it fixes, what is missing, what may be done."""
    return _page(request, queries.version_numbered(code, number))


@holders_of("CONTROLLER")
@require_POST
def publish(request: Request, code: str, number: int) -> HttpResponse:
    """Make a draft public, or say on its own page what is missing."""
    one = queries.version_numbered(code, number)
    try:
        actions.publish(request.person, one, now=request.now)
    except Refused as refused:
        return _page(request, one, refused=refused, status=409)
    messages.success(request, _("Đã công khai. Hồ sơ mới sẽ được nhận theo phiên bản này."))
    return redirect("procedures:version", code, number)


@holders_of("CONTROLLER")
@require_POST
def retire(request: Request, code: str, number: int) -> HttpResponse:
    """End a public version on a day."""
    one = queries.version_numbered(code, number)
    form = forms.Retire(request.POST)
    if form.is_valid():
        try:
            actions.retire(request.person, one, now=request.now, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field or None, refused.sentence)
        else:
            messages.success(request, _("Đã ghi ngày hết hiệu lực. Hồ sơ đã nhận vẫn giữ phiên bản này."))
            return redirect("procedures:version", code, number)
    return _page(request, one, retire_form=form, status=422)


@holders_of("CONTROLLER")
@require_POST
def begin(request: Request, code: str, number: int) -> HttpResponse:
    """Begin a new version from this one and go to edit it."""
    draft = actions.begin_from(request.person, queries.version_numbered(code, number), now=request.now)
    messages.success(request, _("Đã lập bản nháp từ phiên bản %(number)s.") % {"number": number})
    return redirect("procedures:edit", code, draft.number)


@holders_of("CONTROLLER")
def edit(request: Request, code: str, number: int) -> HttpResponse:
    """Change the plain fields of a draft."""
    one = queries.version_numbered(code, number)
    if not one.is_draft:
        return redirect("procedures:version", code, number)
    codes = [(form.form.code, form.form.name) for form in published_forms(request.now)]
    if request.method == "POST":
        form = forms.EditDraft(request.POST, form_codes=codes)
    else:
        form = forms.EditDraft.filled(one, form_codes=codes)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_draft(request.person, one, changes=form.cleaned_data, now=request.now)
        except Refused as refused:
            form.add_error(refused.field or None, refused.sentence)
        else:
            messages.success(request, _("Đã lưu bản nháp."))
            return redirect("procedures:version", code, number)
    status = 422 if form.errors else 200
    return render(request, "procedures/edit.html", {"version": one, "form": form}, status=status)


@holders_of("CONTROLLER")
def import_national(request: Request) -> HttpResponse:
    """Read an answer of LayThuTuc into drafts; nothing is made public by an import."""
    form = forms.Import(request.POST or None, request.FILES or None)
    drafts: list[tuple[ProcedureVersion, list[str]]] = []
    if request.method == "POST" and form.is_valid():
        try:
            all_facts = read_answer(form.cleaned_data["file"].read())
            versions = actions.draft_imported(request.person, all_facts, now=request.now)
        except NotReadable as unreadable:
            form.add_error("file", str(unreadable))
        except Refused as refused:
            form.add_error("file", refused.sentence)
        else:
            missing = queries.missing_in_each(versions, at=request.now)
            drafts = [(one, [sentence for _field, sentence in missing[one.pk]]) for one in versions]
    status = 422 if form.errors else 200
    return render(request, "procedures/import.html", {"form": form, "drafts": drafts}, status=status)


def _page(
    request: Request,
    one: ProcedureVersion,
    *,
    refused: Refused | None = None,
    retire_form: forms.Retire | None = None,
    status: int = 200,
) -> HttpResponse:
    queries.with_components([one])
    facts = queries.facts_of(one)
    competent = queries.resolving_agencies(one, on=timezone.localdate(request.now))
    may = {move.verb for move in LIFECYCLE.verbs(one.state, request.person.roles)}
    context = {
        "version": one,
        "state_label": VersionState(one.state).label,
        "limit_words": queries.limit_words(one),
        "cutoff_label": queries.cutoff_label(one),
        "missing": [sentence for _field, sentence in queries.missing_in(one, at=request.now)] if one.is_draft else [],
        "owed": owed_to_the_public(facts),
        "prices": queries.price_lines(one),
        "history": list(queries.history_of(one.procedure)),
        "aliases": list(queries.aliases_of(one.procedure)),
        "agencies": list(competent[:4]),
        "draft": queries.draft_of(one.procedure),
        "may": may,
        "may_edit": "CONTROLLER" in request.person.roles,
        "refused": refused,
        "retire_form": retire_form or forms.Retire(),
    }
    return render(request, "procedures/version.html", context, status=status)
