"""Our own assessments: a department's leaves, one form a leaf, the appraisal beside it, then the publication."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.files.responses import download
from tinhso.ground.people import queries as people
from tinhso.ground.people.doors import Request, holders_of, staff_only
from tinhso.ground.people.models import Agency
from tinhso.insight.scorecards import actions, queries
from tinhso.insight.scorecards.forms import Entry
from tinhso.insight.scorecards.models import Stage
from tinhso.insight.scorecards.queries import Held
from tinhso.insight.scorecards.views.versions import KEEPERS

STAGES = {"tu-cham": Stage.SELF, "tham-dinh": Stage.APPRAISED}


@staff_only
@require_safe
def sheet(request: Request, code: str, unit: str, year: int) -> HttpResponse:
    """Every leaf that takes a score: who answers until when, self-scored and appraised points, what I may enter."""
    version, agency = queries.version(code), people.agency(unit)
    family, today = version.family.owner, timezone.localdate(request.now)
    ids = queries.ids_of({family}, today=today)
    stages = queries.stages_of(version, agency, year)
    own, appraised = (queries.latest_scores(stages.get(stage)) for stage in STAGES.values())
    may_appraise = queries.may_appraise(request.person, version, ids)
    tasks = queries.tasks_of(version, year, agency, today=today)

    def is_closed(stage: str) -> bool:
        return (one := stages.get(stage)) is not None and one.closed_at is not None

    lines = [
        {
            "task": task,
            "own": own.get(task.held.node.code),
            "appraised": appraised.get(task.held.node.code),
            "may_enter": not is_closed(Stage.SELF) and queries.may_enter(
                request.person, agency, answers=task.answers, ids=ids, family=family, today=today
            ),
        }
        for task in tasks
    ]  # fmt: skip
    decided = stages.get(Stage.PUBLISHED)
    context = {
        "version": version, "agency": agency, "year": year, "lines": lines, "may_appraise": may_appraise,
        "appraises": may_appraise and not is_closed(Stage.APPRAISED),
        "closed": [stage.label for stage in STAGES.values() if is_closed(stage)],
        "open": [(word, Stage(stage).label) for word, stage in STAGES.items()
                 if (one := stages.get(stage)) and not one.closed_at],
        "filled": len(own), "shares": queries.shares_of(tasks), "decided": decided,
        "is_proposer": decided is not None and decided.opened_by == request.person.ref,
        "may_propose": decided is None and all(map(is_closed, STAGES.values())),
    }  # fmt: skip
    return render(request, "scorecards/sheet.html", context)


@staff_only
def entry(request: Request, code: str, unit: str, year: int, node: str) -> HttpResponse:
    """Score one leaf: as its owner, or as the one who appraises (?buoc=tham-dinh) with the evidence beside the form."""
    version, agency = queries.version(code), people.agency(unit)
    held = queries.duties_of(version, year, today=timezone.localdate(request.now)).get(node)
    if held is None:
        raise NotVisible("not-scored", "Chỉ số này chưa nhận điểm.")
    one = held.node
    stage = STAGES.get(request.GET.get("buoc", "tu-cham"), Stage.SELF)
    _check_may(request, held, agency, stage)
    stages = queries.stages_of(version, agency, year)
    last = queries.latest_scores(stages.get(stage)).get(one.code)
    kept = queries.files_of(request.person, last)
    figure = queries.counted(one, agency, year, now=request.now) if stage is Stage.SELF else None
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = Entry(
        version, one, *posted, kept=kept, needs_file=held.needs_file and stage is Stage.SELF,
        figure=figure if last is None else None,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.enter_score(
                request.person, version, agency, year, one.code, stage=stage, given=form.given,
                evidence=said["evidence"], note=said["note"], uploads=said["files"],
                keep=[UUID(key) for key in said.get("keep", ())], now=request.now,
            )  # fmt: skip
        except NotAllowed:
            raise
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        else:
            messages.success(request, _("Đã ghi điểm."))
            return redirect("scorecards:sheet", version.code, agency.slug, year)
    own = queries.latest_scores(stages.get(Stage.SELF)).get(one.code)
    context = {
        "version": version, "agency": agency, "year": year, "node": one, "held": held, "form": form, "stage": stage,
        "own": own, "files": queries.files_of(request.person, own), "appraises": stage is Stage.APPRAISED,
        "figure": figure, "words": queries.words_behind(agency, year),
    }  # fmt: skip
    return render(request, "scorecards/entry.html", context, status=422 if form.errors else 200)


def _check_may(request: Request, held: Held, agency: Agency, stage: Stage) -> None:
    """Who may not score a leaf does not get its form either."""
    family = held.node.version.family.owner
    today = timezone.localdate(request.now)
    ids, answers = queries.ids_of({family}, today=today), held.answers(agency)
    if stage is Stage.SELF and not queries.may_enter(
        request.person, agency, answers=answers, ids=ids, family=family, today=today
    ):
        raise NotAllowed("wrong-role", "Chỉ số này do cơ quan phụ trách tự chấm.")
    if stage is not Stage.SELF and not queries.may_appraise(request.person, held.node.version, ids):
        raise NotAllowed("wrong-role", "Chỉ cơ quan chủ trì thẩm định được điểm.")


@staff_only
@require_safe
def evidence(request: Request, key: UUID) -> HttpResponse:
    """One file of evidence, for those who may see it."""
    return download(queries.evidence_for(request.person, key).file, inline=True)


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


@holders_of(*KEEPERS)
@require_POST
def publish(request: Request, code: str, unit: str, year: int, verb: str) -> HttpResponse:
    """Propose to publish a result, take that back, or publish what another proposed."""
    person, version, agency = request.person, queries.version(code), people.agency(unit)
    try:
        match verb:
            case "de-nghi":
                instrument = request.POST.get("instrument", "")
                actions.propose_publishing(person, version, agency, year, instrument=instrument, now=request.now)
            case "thu-hoi":
                actions.drop_publishing(person, version, agency, year, now=request.now)
            case "cong-bo":
                actions.publish(person, version, agency, year, now=request.now)
            case _:
                raise NotVisible("no-verb", "Không có thao tác này.")
    except Refused as refused:
        if type(refused) is not Refused:
            raise
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("Đã ghi nhận."))
    return redirect("scorecards:sheet", version.code, agency.slug, year)
