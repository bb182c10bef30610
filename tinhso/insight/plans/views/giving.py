"""Giving tasks: on their own, from a directive, a target or a larger task, or from a document that was released."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.government.documents import queries as documents_room
from tinhso.government.documents.models import Document
from tinhso.government.documents.queries import agencies_in
from tinhso.government.documents.rules import Group
from tinhso.ground.people import queries as people
from tinhso.ground.people.doors import Request, holders_of
from tinhso.ground.people.models import Agency
from tinhso.ground.web.filling import filled, typed
from tinhso.insight.plans import actions, queries
from tinhso.insight.plans.forms import COMMUNES, DEPARTMENTS, Give, Part, bodies, papers
from tinhso.insight.plans.models import PlanTask
from tinhso.insight.plans.views.asking import document_asked

GIVERS = ("LEADER", "CONTROLLER")


@holders_of(*GIVERS)
@require_safe
def documents(request: Request) -> HttpResponse:
    """Documents that our agencies released: each is one click from tasks for its recipients."""
    ours = queries.agencies_of(request.person)
    rows = documents_room.visible_to(request.person).filter(
        Q(agency__in=ours), direction="OUT", state="RELEASED"
    ).select_related("kind").order_by("-released_at", "-pk")[:50]  # fmt: skip
    given = queries.tasks_by_source(request.person, [one.subject_ref for one in rows], request.now)
    lines = [(one, given.get(one.subject_ref)) for one in rows]
    return render(request, "plans/documents.html", {"lines": lines})


@holders_of(*GIVERS)
def give(request: Request) -> HttpResponse:
    """Give a task. The address says from where: ?van-ban= document, ?chi-dao= directive, ?chi-tieu=, ?tu= a task."""
    asked = request.GET
    parent = queries.task_for(request.person, int(asked["tu"])) if asked.get("tu", "").isdecimal() else None
    document = document_asked(request)
    form = _form(request, parent, document)

    def act(said: dict[str, Any]) -> str:
        made = _given(request, said, parent, document)
        return (
            reverse("plans:task", args=[made[0].pk]) if len(made) == 1 else reverse("plans:batch", args=[made[0].batch])
        )

    title = _("Chia nhỏ nhiệm vụ") if parent else _("Giao nhiệm vụ")
    about = str(parent) if parent else f"{document.notation} {document.subject}" if document else ""
    back = reverse("plans:task", args=[parent.pk]) if parent else reverse("plans:tasks")
    return filled(request, form, title=title, about=about, back=back, act=act)


def _form(request: Request, parent: PlanTask | None, document: Document | None) -> Give | Part:
    every = bodies(_standing(request))
    asks: dict[str, list[tuple[str, Any]]] = {"leads": every, "giver": bodies(queries.giving_agencies(request.person))}
    said = typed(request)
    if parent:
        return Part(said, asks=asks, initial={"title": parent.title})
    asks |= {
        "coordinating": every,
        "directive": papers(queries.directives().filter(ended_on__isnull=True), empty=_("Không theo văn bản nào")),
        "target": [
            ("", _("Không gắn chỉ tiêu")),
            *((one.code, f"{one.code} {one.said}"[:110]) for one in queries.targets()),
        ],
    }
    initial: dict[str, Any] = {"directive": request.GET.get("chi-dao", ""), "target": request.GET.get("chi-tieu", "")}
    if document:
        inside = [one.agency_id for one in documents_room.recipients_of(document) if one.agency_id]
        standing = queries.directive_of(document.pk)
        initial |= {
            "title": document.subject, "leads": [people.agency_by_id(pk).slug for pk in inside],
            "due_date": document.answer_by, "directive": standing.code if standing else "",
        }  # fmt: skip
    return Give(said, asks=asks, initial=initial)


def _standing(request: Request) -> list[Agency]:
    return list(people.agencies_on(timezone.localdate(request.now)))


def _given(
    request: Request, said: dict[str, Any], parent: PlanTask | None, document: Document | None
) -> list[PlanTask]:
    named = {one.slug: one for one in _standing(request)}
    code, aim = said.get("directive", ""), said.get("target", "")
    return actions.give_tasks(
        request.person, title=said["title"], detail=said["detail"],
        leads=_chosen(request, said["groups"], said["leads"], named, giver=said["giver"]),
        coordinating=[named[slug] for slug in said.get("coordinating", ())],
        due=actions.Due(said["due_date"], said["working_days"]), giver=named[said["giver"]],
        directive=queries.directive(code) if code else None, target=queries.target(aim) if aim else None,
        parent=parent, source=document.subject_ref if document else "", now=request.now,
    )  # fmt: skip


def _chosen(
    request: Request, words: Iterable[str], slugs: Iterable[str], named: dict[str, Agency], *, giver: str
) -> list[Agency]:  # fmt: skip
    """Groups first (who gives is not meant by one), then those named one by one, nobody twice."""
    on = timezone.localdate(request.now)
    meant = {DEPARTMENTS: Group.DEPARTMENTS, COMMUNES: Group.COMMUNES}
    chosen = [one for word in words for one in agencies_in(meant[word], on=on) if one.slug != giver]
    return list({one.pk: one for one in [*chosen, *(named[slug] for slug in slugs)]}.values())
