"""One version: its tree with all that is not known, and how the signed annex comes in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.people import queries as people
from tinhso.ground.people.doors import Request, holders_of, open_to_all
from tinhso.insight.scorecards import actions, queries
from tinhso.insight.scorecards.actions.versions import NOT_YOURS, BadRows
from tinhso.insight.scorecards.forms import Annex
from tinhso.insight.scorecards.models import IndexVersion

KEEPERS = ("LEADER", "CONTROLLER", "AUDITOR")
VERBS = {"de-nghi": actions.propose_freezing, "chot": actions.freeze}


@open_to_all
@require_safe
def show(request: Request, code: str) -> HttpResponse:
    """The tree as far as it was read: what is known, what is a placeholder, what has no points yet."""
    version = queries.version(code)
    nodes = queries.nodes_of(version)
    depth: dict[str, int] = {"": -1}
    for node in nodes:
        depth[node.code] = depth[node.parent] + 1
    today = timezone.localdate(request.now)
    published = list(queries.published_results(version))
    context = {
        "version": version,
        "lines": [(node, depth[node.code]) for node in nodes],
        "slots": sum(node.is_slot for node in nodes),
        "unread": sum(node.max_points is None for node in nodes),
        "published": [
            (year, queries.decided_standings(version, year, today=today))
            for year in sorted({one.year for one in published}, reverse=True)
        ],
        "years": sorted({*version.years[-2:], today.year, *_running(version)}, reverse=True),
        "keeps": _keeps(request, version),
        "coordinator": people.agency(version.family.owner),
    }
    return render(request, "scorecards/version.html", context)


def _running(version: IndexVersion) -> set[int]:
    return {one.year for one in queries.assessment_ids(version)}


@holders_of(*KEEPERS)
def annex(request: Request, code: str) -> HttpResponse:
    """Bring in the signed annex of a draft; every row that cannot be taken says why."""
    version = queries.version(code)
    if not _keeps(request, version):
        raise NotAllowed("wrong-role", NOT_YOURS)
    form = Annex(request.POST or None, request.FILES or None)
    rows: list[str] = []
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["file"].read()
        try:
            many = actions.take_annex(request.person, version, content, now=request.now)
        except BadRows as faulty:
            form.add_error("file", faulty.sentence)
            rows = faulty.rows
        else:
            said = ngettext("Đã nạp %(many)s chỉ số.", "Đã nạp %(many)s chỉ số.", many) % {"many": many}
            messages.success(request, said)
            return redirect("scorecards:version", version.code)
    status = 422 if form.errors else 200
    return render(request, "scorecards/annex.html", {"version": version, "form": form, "rows": rows}, status=status)


@holders_of(*KEEPERS)
@require_POST
def move(request: Request, code: str, verb: str) -> HttpResponse:
    """Propose a freezing, or freeze what another proposed."""
    version, act = queries.version(code), VERBS.get(verb)
    if act is None:
        raise NotVisible("no-verb", "Không có thao tác này.")
    try:
        act(request.person, version, now=request.now)
    except Refused as refused:
        if type(refused) is not Refused:
            raise
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("Đã ghi nhận."))
    return redirect("scorecards:version", version.code)


def _keeps(request: Request, version: IndexVersion) -> bool:
    ids = queries.ids_of({version.family.owner}, today=timezone.localdate(request.now))
    return queries.may_appraise(request.person, version, ids)
