"""How much help people needed to file online, who gave it, and the rows behind; never a name of the helped."""

from __future__ import annotations

import csv
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tinhso.government.dossiers import forms
from tinhso.government.dossiers.queries import assisted as queries
from tinhso.ground.people.doors import Request, holders_of

READERS = ("RECEPTION", "LEADER", "HEAD_OF_ONE_STOP", "CONTROLLER", "AUDITOR")
SHOWN = 200


@holders_of(*READERS)
@require_safe
def counts(request: Request) -> HttpResponse:
    """By receiving agency and team in a period, this month unless asked; ?dang=csv for a table program."""
    form, first, last = _period(request)
    lines = queries.assisted_counts(request.person, first=first, last=last)
    if request.GET.get("dang") == "csv":
        return _csv(lines, first, last)
    context = {
        "form": form,
        "first": first,
        "last": last,
        "lines": lines,
        "assisted": sum(line.assisted for line in lines),
        "online": queries.filed_online(request.person, first=first, last=last).count(),
        "now": request.now,
        "sees_all": bool(request.person.roles & {"CONTROLLER", "AUDITOR"}),
    }
    return render(request, "dossiers/assisted.html", context, status=422 if form.errors else 200)


@holders_of(*READERS)
@require_safe
def behind(request: Request, agency: int, team: int) -> HttpResponse:
    """One line's dossiers; team 0: helped by officials of the one-stop."""
    _form, first, last = _period(request)
    rows = queries.assisted_behind(request.person, agency_id=agency, team_id=team or None, first=first, last=last)
    context = {"rows": rows[:SHOWN], "count": rows.count(), "shown": SHOWN, "first": first, "last": last}
    return render(request, "dossiers/assisted_behind.html", context)


def _csv(lines: list[queries.AssistedCount], first: date, last: date) -> HttpResponse:
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="nop-ho-{first}-{last}.csv"'
    answer.write("\ufeff")  # so that spreadsheets read the Vietnamese
    table = csv.writer(answer)
    table.writerow(["tu_ngay", "den_ngay", "co_quan_tiep_nhan", "to", "thon", "so_nop_ho", "tong_truc_tuyen"])
    for line in lines:
        table.writerow([first, last, *map(_plain, (line.agency, line.team, line.hamlet)), line.assisted, line.online])
    return answer


def _plain(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text


def _period(request: Request) -> tuple[forms.Period, date, date]:
    today = timezone.localdate(request.now)
    first = today.replace(day=1)
    form = forms.Period(request.GET if "tu" in request.GET else None, initial={"tu": first, "den": today})
    if form.is_bound and form.is_valid():
        return form, form.cleaned_data["tu"], form.cleaned_data["den"]
    return form, first, today
