"""Records of a register as its keeper edits them: proposed by one, approved by another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.engines.registers import actions, forms, queries, rules
from tinhso.engines.registers.lifecycle import LIFECYCLE, ProposalKind
from tinhso.engines.registers.models import Proposal, RegisterSchema
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.people.doors import Request, staff_only

SHOWN = 50


@staff_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, code: str) -> HttpResponse:
    """What is proposed for a register; POST proposes a new record."""
    shape, problem = _shape(request, code), None
    if request.method == "POST":
        try:
            typed = forms.content(shape.schema, request.POST.dict())
            actions.propose(request.person, shape, ProposalKind.NEW, content=typed, now=request.now)
            messages.success(request, _("Đã gửi đề nghị, chờ lãnh đạo duyệt."))
            return redirect("registers:propose", code)
        except (NotAllowed, NotVisible):
            raise
        except Refused as refused:
            problem = refused
    register = shape.register
    context = {
        "register": register,
        "fields": forms.fields(shape.schema, register.key_field, request.POST),
        "problem": problem,
        "proposals": queries.proposals_visible_to(request.person, register)[:SHOWN],
    }
    return render(request, "registers/propose.html", context, status=422 if problem else 200)


@staff_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: Request, code: str, uuid: UUID) -> HttpResponse:
    """One record of a register that is not personal, with its history; POST proposes a change or its removal."""
    shape, problem = _shape(request, code), None
    register = shape.register
    if register.is_personal:
        raise NotVisible("no-record", "Bản ghi cá nhân không mở ở đây.")
    found = queries.record_for(request.person, register, uuid)
    if request.method == "POST":
        try:
            kind = ProposalKind.REMOVE if request.POST.get("verb") == "remove" else ProposalKind.CHANGE
            typed = forms.content(shape.schema, request.POST.dict())
            actions.propose(
                request.person, shape, kind, uuid=uuid, content=typed, reason=request.POST.get("reason", ""),
                now=request.now,
            )  # fmt: skip
            messages.success(request, _("Đã gửi đề nghị, chờ lãnh đạo duyệt."))
            return redirect("registers:propose", code)
        except (NotAllowed, NotVisible):
            raise
        except Refused as refused:
            problem = refused
    said = request.POST if request.method == "POST" else found.content
    context = {
        "register": register,
        "record": found,
        "fields": forms.fields(shape.schema, register.key_field, said),
        "reason": request.POST.get("reason", ""),
        "problem": problem,
        "keeps": queries.keeps(request.person, register),
        "versions": [(one, _lines(shape, one.content)) for one in queries.versions_of(found)[:SHOWN]],
    }
    return render(request, "registers/record.html", context, status=422 if problem else 200)


@staff_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: Request, code: str, number: int) -> HttpResponse:
    """One proposal beside what stands; POST approves it or sends it back."""
    shape, problem = _shape(request, code), None
    found = queries.proposal_for(request.person, shape.register, number)
    if request.method == "POST":
        try:
            if request.POST.get("verb") == "approve":
                actions.approve(request.person, found, now=request.now)
                messages.success(request, _("Đã duyệt, cơ sở dữ liệu đã đổi."))
            else:
                actions.send_back(request.person, found, reason=request.POST.get("reason", ""), now=request.now)
                messages.success(request, _("Đã trả lại."))
            return redirect("registers:propose", code)
        except (NotAllowed, NotVisible):
            raise
        except Refused as refused:
            problem = refused
    roles = request.person.roles_at(shape.register.keeper_id)
    may_settle = bool(LIFECYCLE.verbs(found.state, roles)) and found.proposed_by_ref != request.person.ref
    context = {
        "register": shape.register, "proposal": found, "problem": problem, "may_settle": may_settle,
        "lines": _beside(request, shape, found),
    }  # fmt: skip
    return render(request, "registers/proposal.html", context, status=422 if problem else 200)


def _shape(request: Request, code: str) -> RegisterSchema:
    register = queries.register_for(request.person, code)
    shape = queries.schemas_visible_to(request.person).filter(register=register).last()
    if shape is None or not queries.keeps(request.person, register):
        raise NotAllowed("not-keeper", "Chỉ cơ quan quản lý cơ sở dữ liệu này được thay đổi.")
    return shape


def _lines(shape: RegisterSchema, content: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    if content is None:
        return []
    order = rules.fields_in_order(shape.schema, shape.register.key_field)
    return [
        (facts.get("title") or name, rules.shown(content.get(name), facts))
        for name, facts in order.items()
        if content.get(name) not in (None, "")
    ]


def _beside(request: Request, shape: RegisterSchema, found: Proposal) -> list[tuple[str, str, str]]:
    """Title, what stands, what shall stand."""
    standing: Mapping[str, Any] = {}
    if found.uuid:
        try:
            standing = queries.record_for(request.person, shape.register, found.uuid).content
        except NotVisible:
            standing = {}
    order = rules.fields_in_order(shape.schema, shape.register.key_field)
    wanted = found.content or {}
    return [
        (facts.get("title") or name, rules.shown(standing.get(name), facts), rules.shown(wanted.get(name), facts))
        for name, facts in order.items()
        if standing.get(name) or wanted.get(name)
    ]
