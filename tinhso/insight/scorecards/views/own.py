"""Our own assessments: a department's leaves, one form a leaf, the appraisal beside it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.people import queries as people
from tinhso.ground.people.doors import Request, holders_of, staff_only
from tinhso.ground.people.models import Agency
from tinhso.insight.scorecards import actions, queries
from tinhso.insight.scorecards.forms import Entry
from tinhso.insight.scorecards.models import Node, Stage
from tinhso.insight.scorecards.views.versions import KEEPERS

STAGES = {"tu-cham": Stage.SELF, "tham-dinh": Stage.APPRAISED}


@staff_only
@require_safe
def sheet(request: Request, code: str, unit: str, year: int) -> HttpResponse:
    """Every leaf that takes a score: its owner, self-scored and appraised points, what this official may enter."""
    version, agency = queries.version(code), people.agency(unit)
    nodes = queries.enterable(version)
    ids = queries.ids_of({node.owner for node in nodes if node.owner} | {version.family.owner})
    stages = {stage: queries.assessment(version, agency, year, stage) for stage in STAGES.values()}
    own, appraised = (queries.latest_scores(stages[stage]) for stage in STAGES.values())
    may_appraise = queries.may_appraise(request.person, version, ids)
    lines = [
        {
            "node": node,
            "owner": node.owner or version.family.owner,
            "own": own.get(node.code),
            "appraised": appraised.get(node.code),
            "may_enter": queries.may_enter(request.person, node, agency, ids),
        }
        for node in nodes
    ]
    context = {
        "version": version, "agency": agency, "year": year, "lines": lines, "may_appraise": may_appraise,
        "closed": [Stage(stage).label for stage, one in stages.items() if one and one.closed_at],
        "open": [(word, Stage(stage).label) for word, stage in STAGES.items()
                 if (one := stages[stage]) and not one.closed_at],
        "filled": len(own), "owners": {slug: people.agency_by_id(pk).short_name for slug, pk in ids.items()},
    }  # fmt: skip
    return render(request, "scorecards/sheet.html", context)


@staff_only
def entry(request: Request, code: str, unit: str, year: int, node: str) -> HttpResponse:
    """Score one leaf: as its owner, or as the one who appraises (?buoc=tham-dinh)."""
    version, agency = queries.version(code), people.agency(unit)
    one = next((leaf for leaf in queries.enterable(version) if leaf.code == node), None)
    if one is None:
        raise NotVisible("not-scored", "Chỉ số này chưa nhận điểm.")
    word = request.GET.get("buoc", "tu-cham")
    stage = STAGES.get(word, Stage.SELF)
    _check_may(request, one, agency, stage)
    form = Entry(version, one, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.enter_score(
                request.person, version, agency, year, one.code, stage=stage, given=form.given,
                evidence=said["evidence"], note=said["note"], now=request.now,
            )  # fmt: skip
        except NotAllowed:
            raise
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        else:
            messages.success(request, _("Đã ghi điểm."))
            return redirect("scorecards:sheet", version.code, agency.slug, year)
    own = queries.latest_scores(queries.assessment(version, agency, year, Stage.SELF)).get(one.code)
    context = {"version": version, "agency": agency, "year": year, "node": one, "form": form, "stage": stage,
               "own": own}  # fmt: skip
    return render(request, "scorecards/entry.html", context, status=422 if form.errors else 200)


def _check_may(request: Request, node: Node, agency: Agency, stage: Stage) -> None:
    """Who may not score a leaf does not get its form either."""
    ids = queries.ids_of({node.owner, node.version.family.owner} - {""})
    if stage is Stage.SELF and not queries.may_enter(request.person, node, agency, ids):
        raise NotAllowed("wrong-role", "Chỉ số này do cơ quan phụ trách tự chấm.")
    if stage is not Stage.SELF and not queries.may_appraise(request.person, node.version, ids):
        raise NotAllowed("wrong-role", "Chỉ cơ quan chủ trì thẩm định được điểm.")


@holders_of(*KEEPERS)
@require_POST
def close(request: Request, code: str, unit: str, year: int) -> HttpResponse:
    """Close a stage of an assessment."""
    version, agency = queries.version(code), people.agency(unit)
    stage = STAGES.get(request.POST.get("buoc", ""))
    of = queries.assessment(version, agency, year, stage) if stage else None
    if of is None:
        raise NotVisible("no-assessment", "Chưa có kỳ chấm này.")
    actions.close_stage(request.person, of, now=request.now)
    messages.success(request, _("Đã đóng bước chấm."))
    return redirect("scorecards:sheet", version.code, agency.slug, year)
