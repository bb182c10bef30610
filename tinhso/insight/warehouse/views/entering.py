"""Where officials enter figures and pass them on: a board, sheets, one figure with its versions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.base.states import Move
from tinhso.ground.files.actions import store_upload
from tinhso.ground.files.models import StoredFile
from tinhso.ground.files.responses import download
from tinhso.ground.people.doors import Request, keeping_what_was_typed, staff_only, what_was_typed
from tinhso.ground.people.models import Agency
from tinhso.ground.people.persons import Person
from tinhso.insight.warehouse import actions, queries
from tinhso.insight.warehouse.lifecycle import LIFECYCLE, Vintage
from tinhso.insight.warehouse.models import EntryDraft, Observation, Statistic
from tinhso.insight.warehouse.periods import Period, over
from tinhso.insight.warehouse.rules import Cells
from tinhso.insight.warehouse.sheets import LARGEST_FILE, Judged, Row, read_csv, row_of

COLUMNS = ("code", "numerator", "denominator", "value")
WORDS = ("method", "basis", "vintage", "reason")
PERIODS = 6
VERBS = {"enter": "Nhập", **{move.verb: move.label for move in LIFECYCLE.moves}}


@dataclass(frozen=True)
class Line:
    """One row of the grid: what is typed for a unit, what is wrong with it, what stands now.

    name: '' for a code that is no unit of this sheet.
    """

    row: Row
    name: str
    sentence: str
    now: Observation | None


@staff_only
@never_cache
@require_safe
def board(request: Request) -> HttpResponse:
    """What waits for my step, and what I may enter."""
    today = timezone.localdate(request.now)
    mine = [one for one in queries.statistics(today) if queries.entering_agency(request.person, one)]
    context = {
        "waiting": queries.waiting_for(request.person),
        "mine": [(one, over(one.every, today, PERIODS)) for one in mine],
        "all": queries.statistics(today),
        "today": today,
    }
    return render(request, "warehouse/entering.html", context)


@keeping_what_was_typed
@staff_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: Request, code: str, ky: str) -> HttpResponse:
    """One statistic in one period: type or bring a file, send; check, approve, lock, send back."""
    one = queries.statistic(code, timezone.localdate(request.now))
    of = queries.period_of(one, ky, now=request.now)
    problem = None
    if request.method == "POST":
        try:
            _carry_out(request, one, of)
            return redirect("warehouse:sheet", code, ky)
        except (NotAllowed, NotVisible):
            raise
        except Refused as refused:
            problem = refused.sentence
    context = _around(request, one, of) | {"problem": problem}
    return render(request, "warehouse/sheet.html", context, status=422 if problem else 200)


@staff_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def observation(request: Request, number: int) -> HttpResponse:
    """One figure: every version of it, through whose hands each went; POST takes its next step or sends it back."""
    found = queries.observation_for(request.person, number)
    problem = None
    if request.method == "POST":
        verb, why = request.POST.get("verb", ""), request.POST.get("why", "")
        try:
            actions.move(request.person, [found.pk], verb, reason=why, now=request.now)
            return redirect("warehouse:observation", number)
        except NotAllowed:
            raise
        except Refused as refused:
            problem = refused.sentence
    context = {
        "one": found, "versions": queries.versions_of(request.person, found), "verbs": VERBS, "problem": problem,
        "moves": _moves(request.person, found),
    }  # fmt: skip
    return render(request, "warehouse/observation.html", context, status=422 if problem else 200)


@staff_only
@never_cache
@require_safe
def evidence(request: Request, number: int) -> HttpResponse:
    """The paper on which a figure rests, for officials who see the figure."""
    return download(queries.evidence_of(request.person, number))


def _carry_out(request: Request, one: Statistic, of: Period) -> None:
    verb, person = request.POST.get("verb", ""), request.person
    if verb in ("save", "send", "upload"):
        draft = _kept(request, one, of)
        if verb == "send":
            made = actions.enter(person, draft, of, now=request.now)
            messages.success(request, _("Đã gửi %(n)s số để kiểm tra.") % {"n": len(made)})
        elif verb == "save":
            messages.success(request, _("Đã giữ bảng nhập dở."))
        return
    numbers = [int(number) for number in request.POST.getlist("row") if re.fullmatch(r"[0-9]{1,18}", number)]
    moved = actions.move(person, numbers, verb, now=request.now)
    messages.success(request, _("Đã ghi %(n)s số.") % {"n": len(moved)})


def _kept(request: Request, one: Statistic, of: Period) -> EntryDraft:
    """What was typed is kept before anything is judged: a wrong row never costs the others."""
    rows = _typed(request.POST)
    if request.POST.get("verb") == "upload":
        file = request.FILES.get("file")
        if file is None:
            raise Refused("no-file", "Hãy chọn tệp CSV.", field="file")
        rows = read_csv(file.read(LARGEST_FILE + 1))
    words = {name: request.POST.get(name, "") for name in WORDS}
    words["vintage"] = words["vintage"] if words["vintage"] in set(Vintage) else Vintage.FINAL

    def keep(paper: StoredFile | None = None) -> EntryDraft:
        return actions.keep_draft(
            request.person, one, of, rows=rows, method=words["method"], basis=words["basis"],
            vintage=words["vintage"], reason=words["reason"], evidence=paper, now=request.now,
        )  # fmt: skip

    draft = keep()
    if sent := request.FILES.get("evidence"):
        draft = keep(store_upload(request.person, sent, now=request.now))
    return draft


def _typed(posted: QueryDict) -> list[Row]:
    cells = zip(*(posted.getlist(name) for name in COLUMNS), strict=False)
    rows = [row_of({"line": line, **dict(zip(COLUMNS, row, strict=True))}) for line, row in enumerate(cells, 1)]
    return [row for row in rows if not row.cells.are_empty]


def _around(request: Request, one: Statistic, of: Period) -> dict[str, Any]:
    person = request.person
    agency = queries.entering_agency(person, one)
    entered = list(queries.sheet_of(person, one, of))
    draft = queries.draft_of(person, one, of) if agency else None
    typed = what_was_typed(request)
    rows = _typed(typed) if typed else [row_of(kept) for kept in draft.rows] if draft else []
    judged = actions.judged(person, one, of, rows) if agency and rows else []
    return {
        "statistic": one,
        "period": of,
        "agency": agency,
        "lines": _lines(one, agency, of, judged, entered) if agency else [],
        "wrong": sum(1 for row in judged if row.sentence),
        "draft": draft,
        "words": typed or draft,
        "vintages": list(Vintage),
        "entered": entered,
        "steps": _steps(person, entered),
    }


def _lines(
    one: Statistic, agency: Agency, of: Period, judged: list[Judged], entered: list[Observation]
) -> list[Line]:  # fmt: skip
    """First what is wrong with codes that are none of ours, then every unit with what was typed for it."""
    units = {unit.code: unit.full_name for unit in queries.units_to_enter(one, agency, of)}
    standing = {row.unit_code: row for row in entered}
    typed: dict[str, Judged] = {}
    strange = []
    for row in judged:
        if row.row.code in units and row.row.code not in typed:
            typed[row.row.code] = row
        else:
            strange.append(Line(row.row, units.get(row.row.code, ""), row.sentence, None))
    grid = []
    for code, name in units.items():
        known = typed.get(code) or Judged(Row(0, code, Cells()))
        grid.append(Line(known.row, name, known.sentence, standing.get(code)))
    return strange + grid


@dataclass
class Step:
    """A button of a sheet: the verb, its word, and the figures to which this person may apply it."""

    verb: str
    label: str
    numbers: list[int]


def _steps(person: Person, entered: list[Observation]) -> list[Step]:
    """What this person may do with a whole sheet; to send back, one looks at the figure first."""
    found: dict[str, Step] = {}
    for one in entered:
        for move in _moves(person, one):
            if move.verb != "send_back":
                found.setdefault(move.verb, Step(move.verb, move.label, [])).numbers.append(one.pk)
    return list(found.values())


def _moves(person: Person, one: Observation) -> list[Move]:
    """The steps open to this person: none where his hand was in it already."""
    if any(hand.actor_ref == person.ref for hand in one.hands.all()):
        return []
    moves = LIFECYCLE.verbs(one.state, queries.roles_for(person, one.agency_id))
    return [move for move in moves if move.verb != "replace"]
