"""Briefings: what is published, for everybody; writing and approving, for officials."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.people.doors import Request, holders_of, open_to_all
from tinhso.ground.web.filling import filled
from tinhso.ground.web.reading import reading
from tinhso.insight.briefings import actions, queries
from tinhso.insight.briefings.actions import NOT_YOURS
from tinhso.insight.briefings.forms import Words
from tinhso.insight.briefings.lifecycle import BRIEFING, WRITERS, BriefingKind, BriefingState
from tinhso.insight.briefings.models import Briefing, BriefingLine
from tinhso.insight.briefings.papers import briefing_pdf
from tinhso.insight.plans import queries as plans
from tinhso.insight.warehouse.periods import months_back, period

KINDS = {"thong-tin-bao-chi": BriefingKind.PRESS, "toan-canh": BriefingKind.PANORAMA}
WORDS = {kind: word for word, kind in KINDS.items()}
VERBS = ("submit", "send_back", "publish")


@open_to_all
@require_safe
def index(request: Request) -> HttpResponse:
    """All that are published; what is being written for those who write."""
    rows = [(one, WORDS[BriefingKind(one.kind)]) for one in queries.briefings_visible_to(request.person)[:120]]
    writes = queries.briefing_roles(request.person) & WRITERS
    months = [one.code for one in reversed(months_back(request.now, 3))]
    known = {(one.kind, one.period) for one, _ in rows}
    free = [(word, kind, code) for word, kind in KINDS.items() for code in months if (str(kind), code) not in known]
    return render(request, "briefings/index.html", {"rows": rows, "free": [
        (word, kind.label, code, period(code).words) for word, kind, code in free] if writes else []})  # fmt: skip


@open_to_all
@require_safe
def show(request: Request, kind: str, of: str) -> HttpResponse:
    """One briefing: as published, or as it stands for those who write it, with figures of now while it is a draft."""
    one = queries.briefing(request.person, _kind(kind), of)
    lines = _lines(request, one)
    roles = queries.briefing_roles(request.person)
    context = {
        "briefing": one,
        "word": kind,
        "sections": _sections(lines),
        "is_draft": one.state == BriefingState.DRAFT,
        "moves": [] if one.state == BriefingState.PUBLISHED else BRIEFING.verbs(one.state, roles),
    }
    return render(request, "briefings/show.html", context)


@open_to_all
@require_safe
def pdf(request: Request, kind: str, of: str) -> HttpResponse:
    """A published briefing as PDF; the same rows give the same bytes."""
    one = queries.briefing(request.person, _kind(kind), of)
    if one.state != BriefingState.PUBLISHED:
        raise NotVisible("no-briefing", "Bản tin chưa công bố nên chưa có bản PDF.")
    province = plans.province_on(timezone.localdate(one.published_at))
    file = briefing_pdf(one, _sections(queries.lines_of(one)), province=province.name)
    name = f"{kind}-{of}.pdf"
    return HttpResponse(
        file, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )  # fmt: skip


@holders_of(*sorted(WRITERS))
def write(request: Request, kind: str, of: str) -> HttpResponse:
    """Write the words of a briefing."""
    which = _kind(kind)
    period(of)
    if not queries.briefing_roles(request.person) & WRITERS:
        raise NotAllowed("wrong-role", NOT_YOURS)
    standing = queries.briefings_visible_to(request.person).filter(kind=which, period=of).first()
    initial = {"opening": standing.opening, "closing": standing.closing} if standing else {}
    initial["seen"] = actions.seen_as(standing)
    form = Words(request.POST if request.method == "POST" else None, initial=initial)

    def act(said: dict[str, Any]) -> str:
        actions.write_briefing(request.person, which, of, **said, now=request.now)
        return reverse("briefings:show", args=[kind, of])

    title = f"{reading(which.label)}, {reading(period(of).words)}"
    hint = _("Chỉ viết lời; số liệu được lấy khi trình duyệt và đứng thành bảng bên dưới.")
    return filled(request, form, title=title, hint=hint, back=reverse("briefings:index"), act=act)


@holders_of(*sorted(WRITERS))
@require_POST
def move(request: Request, kind: str, of: str, verb: str) -> HttpResponse:
    """Submit with its figures, send back, or publish."""
    if verb not in VERBS:
        raise Http404
    one = queries.briefing(request.person, _kind(kind), of)
    try:
        match verb:
            case "submit":
                actions.submit_briefing(request.person, one, now=request.now)
            case "send_back":
                actions.send_back_briefing(request.person, one, reason=request.POST.get("reason", ""), now=request.now)
            case _:
                actions.publish_briefing(request.person, one, taken=request.POST.get("taken", ""), now=request.now)
    except Refused as refused:
        if type(refused) is not Refused:
            raise
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("Đã ghi nhận."))
    return redirect("briefings:show", kind, of)


def _kind(word: str) -> BriefingKind:
    if word not in KINDS:
        raise NotVisible("no-briefing", "Không có bản tin này.")
    return KINDS[word]


def _lines(request: Request, one: Briefing) -> list[BriefingLine]:
    if one.state == BriefingState.DRAFT:
        return queries.lines_now(BriefingKind(one.kind), period(one.period), now=request.now)
    return queries.lines_of(one)


def _sections(lines: list[BriefingLine]) -> list[tuple[str, list[BriefingLine]]]:
    return [(title, list(each)) for title, each in groupby(lines, key=lambda line: line.section)]
