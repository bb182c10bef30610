"""One's mandates: who acts for me, for whom I act; and one of them with what may be done about it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from tinhso.ground.base.refused import Refused
from tinhso.ground.mandates import actions, queries
from tinhso.ground.mandates.lifecycle import HELPER, LIFECYCLE, PRINCIPAL, REPRESENTATIVE, MandateState
from tinhso.ground.mandates.models import Mandate
from tinhso.ground.mandates.rules import Way
from tinhso.ground.people.doors import Request, citizens_and, citizens_only
from tinhso.ground.people.models import Citizen
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import mandates_of

WORD_OF_WAY = {Way.OWN: "confirm", Way.PAPER: "confirm_by_paper", Way.CODE: "confirm_by_code"}


@citizens_only
@never_cache
def overview(request: Request) -> HttpResponse:
    """Who acts for me, and for whom I act; what waits for my word stands first."""
    rows = [(row, queries.roles_on(request.person, row)) for row in queries.visible_to(request.person)[:200]]
    theirs = [row for row, roles in rows if PRINCIPAL in roles]
    context = {
        "to_answer": [row for row in theirs if row.state == MandateState.PROPOSED and row.way == Way.OWN],
        "theirs": [row for row in theirs if row.state != MandateState.PROPOSED or row.way != Way.OWN],
        "mine": [row for row, roles in rows if roles & {REPRESENTATIVE, HELPER}],
        "legal": mandates_of(Citizen(pk=request.person.citizen_id), on=request.now),
        "team": queries.team_of(request.person, at=request.now),
        "now": request.now,
    }
    return render(request, "mandates/overview.html", context)


@citizens_and("RECEPTION", "HEAD_OF_ONE_STOP", "AUDITOR", "CONTROLLER")
@never_cache
def show(request: Request, key: UUID) -> HttpResponse:
    """One mandate; each button is a verb of its life-cycle that this person may say now."""
    mandate = queries.mandate_for(request.person, key)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            said = _do(request, mandate, request.POST.get("verb", ""))
            messages.success(request, said, extra_tags="good")
            return redirect("mandates:show", key=key)
        except Refused as no:
            refused = no
            mandate = queries.mandate_for(request.person, key)
    context = {
        "mandate": mandate,
        "verbs": verbs_for(request.person, mandate),
        "stands": mandate.stands_at(request.now),
        "refused": refused,
        "is_principal": PRINCIPAL in queries.roles_on(request.person, mandate),
    }
    return render(request, "mandates/show.html", context, status=422 if refused else 200)


def verbs_for(person: Person, mandate: Mandate) -> set[str]:
    """What this person may do about it now; of the ways to confirm only the one that was chosen."""
    open_now = {move.verb for move in LIFECYCLE.verbs(mandate.state, queries.roles_on(person, mandate))}
    open_now -= set(WORD_OF_WAY.values()) - {WORD_OF_WAY.get(Way(mandate.way), "")}
    return open_now - ({"revoke"} if mandate.basis.of_law else set())


def _do(request: Request, mandate: Mandate, verb: str) -> str:
    """Carry the verb out; what to say of it."""
    person, now = request.person, request.now
    match verb:
        case "confirm":
            actions.confirm(person, mandate, now=now)
        case "confirm_by_paper":
            actions.confirm_by_paper(person, mandate, now=now)
        case "ask_code":
            actions.ask_code(person, mandate, now=now)
            return _("Nếu người này đã dùng Cổng và có số điện thoại, mã đã được gửi đến số đó.")
        case "confirm_by_code":
            actions.confirm_by_code(person, mandate, request.POST.get("code", ""), now=now)
        case _:
            actions.close(person, mandate, verb, reason=request.POST.get("reason", ""), now=now)
            return _("Đã ghi nhận. Từ lúc này không ai nộp hay xem hồ sơ theo việc này nữa.")
    return _("Đã ghi nhận sự đồng ý.")
