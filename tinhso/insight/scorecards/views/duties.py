"""Who answers for which leaf: the keeper says it, each agency sees its own, all see how far it has come."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.people import queries as people
from tinhso.ground.people.doors import Request, holders_of, staff_only
from tinhso.insight.scorecards import actions, queries
from tinhso.insight.scorecards.actions.versions import NOT_YOURS
from tinhso.insight.scorecards.forms import Assign
from tinhso.insight.scorecards.models import IndexVersion
from tinhso.insight.scorecards.views.versions import KEEPERS


@staff_only
@require_safe
def mine(request: Request) -> HttpResponse:
    """The leaves that my agencies answer for, the nearest deadline first."""
    tasks = queries.tasks_for(request.person, now=request.now)
    context = {
        "tasks": tasks,
        "open": [task for task in tasks if not task.is_done],
        "late": sum(task.is_late for task in tasks),
        "lacking": sum(task.lacks_file for task in tasks),
    }
    return render(request, "scorecards/mine.html", context)


@staff_only
@require_safe
def progress(request: Request, code: str, year: int) -> HttpResponse:
    """One assessment: every unit and every agency that answers, how far they have come, what evidence they lack."""
    version = queries.version(code)
    rows = queries.standings(version, year, today=timezone.localdate(request.now))
    context = {
        "version": version,
        "year": year,
        "rows": rows,
        "shares": queries.shares_of(task for row in rows for task in row.tasks),
        "keeps": _keeps(request, version),
        "counts": any(queries.metric_of(node) for node in queries.enterable(version)),
        "criteria": queries.criteria_of(rows) if version.passes else [],
        "passed": sum(row.passes is True for row in rows),
        "mine": request.person.agency_ids,
    }
    return render(request, "scorecards/progress.html", context)


@holders_of(*KEEPERS)
@require_POST
def count(request: Request, code: str, year: int) -> HttpResponse:
    """Score what the warehouse counts, for every unit at once."""
    version = queries.version(code)
    try:
        many = actions.take_counts(request.person, version, year, now=request.now)
    except Refused as refused:
        if type(refused) is not Refused:
            raise
        messages.error(request, refused.sentence)
    else:
        messages.success(request, ngettext("Đã lấy %(many)s điểm từ kho dữ liệu.",
                                           "Đã lấy %(many)s điểm từ kho dữ liệu.", many) % {"many": many})  # fmt: skip
    return redirect("scorecards:progress", version.code, year)


@holders_of(*KEEPERS)
def assign(request: Request, code: str, year: int) -> HttpResponse:
    """Tick leaves, say who answers until when; each change is kept with its reason."""
    version = queries.version(code)
    if not _keeps(request, version):
        raise NotAllowed("wrong-role", NOT_YOURS)
    form = Assign(people.agencies_on(timezone.localdate(request.now)), request.POST or None)
    chosen = request.POST.getlist("codes")
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            many = actions.assign(
                request.person, version, year, chosen, due_date=said["due_date"], reason=said["reason"],
                agency=people.agency(said["agency"]) if said["agency"] else None,
                needs_file=said["needs_file"] == "1", now=request.now,
            )  # fmt: skip
        except NotAllowed:
            raise
        except Refused as why:
            refused = why
            if why.field in form.fields:
                form.add_error(why.field, why.sentence)
        else:
            done = ngettext("Đã phân công %(many)s chỉ số.", "Đã phân công %(many)s chỉ số.", many) % {"many": many}
            messages.success(request, done)
            return redirect("scorecards:duties", version.code, year)
    held = queries.duties_of(version, year, today=timezone.localdate(request.now))
    context = {
        "version": version, "year": year, "held": list(held.values()), "form": form,
        "chosen": chosen, "refused": refused if refused and refused.field not in form.fields else None,
    }  # fmt: skip
    return render(request, "scorecards/duties.html", context, status=422 if refused or form.errors else 200)


@staff_only
@require_safe
def duty(request: Request, code: str, year: int, node: str) -> HttpResponse:
    """One leaf in one year: everything that was said of who answers, and when somebody was reminded."""
    version = queries.version(code)
    held = queries.duties_of(version, year, today=timezone.localdate(request.now)).get(node)
    if held is None:
        raise NotVisible("not-scored", "Chỉ số này chưa nhận điểm.")
    context = {
        "version": version, "year": year, "held": held, "history": queries.history_of(version, year, node),
        "reminders": queries.reminders_of(version, year, node)[:100],
    }  # fmt: skip
    return render(request, "scorecards/duty.html", context)


def _keeps(request: Request, version: IndexVersion) -> bool:
    return queries.may_appraise(
        request.person, version, queries.ids_of({version.family.owner}, today=timezone.localdate(request.now))
    )
