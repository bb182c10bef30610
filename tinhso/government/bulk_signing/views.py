"""The pages of bulk signing: the lists of an official, one list before, during and after it is signed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tinhso.government.bulk_signing import actions, queries
from tinhso.government.bulk_signing.forms import Filter
from tinhso.government.bulk_signing.lifecycle import EDITABLE, ItemState, SessionState, SigningKind
from tinhso.government.bulk_signing.models import SigningItem, SigningSession
from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.people import sessions
from tinhso.ground.people.doors import Request, holders_of
from tinhso.ground.web.pages import fragment

signers_only = holders_of("LEADER", "CLERK")
CONFIRMED = {"start": actions.start, "resume": actions.resume}
PLAIN: dict[str, Callable[..., SigningSession]] = {
    "stop": actions.stop,
    "renew": actions.renew,
    "close": actions.close,
}
ITEM_ACTS = {"leave_out": actions.leave_out, "take_in": actions.take_in}
MARKS = {ItemState.DONE: "good", ItemState.REFUSED: "bad", ItemState.SENT_BACK: "warn", ItemState.LEFT_OUT: "quiet"}


@dataclass(frozen=True)
class Line:
    """One paper as a list shows it. is_changed: someone acted on its dossier after the list was made."""

    item: SigningItem
    mark: str
    is_changed: bool


@signers_only
def lists(request: Request) -> HttpResponse:
    """What waits for the official's signature or seal in each of his posts, and the lists that have ended."""
    context = {
        "offers": queries.offers_to(request.person, now=request.now),
        "ended": [(one, queries.progress_of(one)) for one in queries.ended_of(request.person)],
    }
    return render(request, "bulk_signing/lists.html", context)


@signers_only
@require_POST
def open_list(request: Request, agency: int, kind: str) -> HttpResponse:
    """Make the list, or go on with the one that has not ended."""
    if kind not in set(SigningKind):
        raise NotVisible("no-act", "Không có thao tác này.")
    session = actions.open_session(request.person, agency, SigningKind(kind), now=request.now)
    return redirect("bulk_signing:show", session.key)


@signers_only
def show(request: Request, key: UUID) -> HttpResponse:
    """One list: to be looked through, while it is signed, and what became of it."""
    session = queries.session_for(request.person, key)
    chosen = Filter.of(request.GET)
    items = queries.items_of(session) if queries.shows_papers(request.person, session) else []
    lines = [_line(item) for item in items if chosen.shows(item)]
    versions = {item.dossier.procedure_version_id: item.dossier.procedure_version.name for item in items}
    context = _standing(request, session) | {
        "lines": lines,
        "all": len(items),
        "chosen": chosen,
        "procedures": sorted(((str(pk), name) for pk, name in versions.items()), key=lambda one: one[1]),
        "editable": session.state in EDITABLE,
        "changed": sum(line.is_changed for line in lines),
    }
    return render(request, "bulk_signing/show.html", context)


@signers_only
def progress(request: Request, key: UUID) -> HttpResponse:
    """The bar alone, asked again each second; when the session rests, htmx loads the whole page."""
    session = queries.session_for(request.person, key)
    answer = fragment(request, "bulk_signing/_progress.html", _standing(request, session))
    if session.state != SessionState.RUNNING:
        answer["HX-Refresh"] = "true"
    return answer


@signers_only
@require_POST
def act(request: Request, key: UUID, verb: str) -> HttpResponse:
    """Confirm, stop, go on, bring up to date or close a list."""
    session = queries.session_for(request.person, key)
    if verb in CONFIRMED:
        CONFIRMED[verb](request.person, session, sign_in=sessions.handle(request), now=request.now)
    elif verb in PLAIN:
        PLAIN[verb](request.person, session, now=request.now)
    else:
        raise NotVisible("no-act", "Không có thao tác này.")
    return redirect("bulk_signing:show", session.key)


@signers_only
@require_POST
def move_item(request: Request, key: UUID, item: int, verb: str) -> HttpResponse:
    """Leave one paper out, or take it in again; leads back to its line."""
    session = queries.session_for(request.person, key)
    if verb not in ITEM_ACTS:
        raise NotVisible("no-act", "Không có thao tác này.")
    ITEM_ACTS[verb](request.person, session, queries.item_of(session, item), now=request.now)
    filtered = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(f"{reverse('bulk_signing:show', args=[session.key])}{filtered}#giay-{item}")


@signers_only
def send_back(request: Request, key: UUID, item: int) -> HttpResponse:
    """Send a draft back to its officer with the reason; what was typed stays when it is refused."""
    session = queries.session_for(request.person, key)
    if not queries.shows_papers(request.person, session):
        raise NotVisible("no-paper", "Danh sách này không có giấy đó.")
    paper, refused = queries.item_of(session, item), None
    if request.method == "POST":
        try:
            actions.send_back(request.person, session, paper, reason=request.POST.get("reason", ""), now=request.now)
            messages.success(request, _("Đã trả lại chuyên viên."))
            return redirect("bulk_signing:show", session.key)
        except Refused as said:
            refused = said
    context = {"session": session, "item": paper, "refused": refused, "reason": request.POST.get("reason", "")}
    return render(request, "bulk_signing/send_back.html", context, status=422 if refused else 200)


def _line(item: SigningItem) -> Line:
    state = ItemState(item.state)
    open_still = state in {ItemState.WAITING, ItemState.LEFT_OUT}
    return Line(item, MARKS.get(state, ""), open_still and item.version != item.dossier.version)


def _standing(request: Request, session: SigningSession) -> dict[str, Any]:
    return {
        "session": session,
        "far": queries.progress_of(session),
        "refused": queries.refused_of(session) if queries.shows_papers(request.person, session) else [],
        "seals": session.kind == SigningKind.SEAL,
        "silent": queries.is_silent(session, now=request.now),
    }
