"""Pages of the register: the list, one camera, entering, rights, looks. No page shows a picture or loads one."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.people.doors import Request, holders_of, keeping_what_was_typed, what_was_typed
from tinhso.ground.web.pages import keyset_page
from tinhso.infrastructure.cameras import actions, queries
from tinhso.infrastructure.cameras.actions import Told
from tinhso.infrastructure.cameras.forms import Enter, GiveRight, Tell
from tinhso.infrastructure.cameras.lifecycle import CAMERAS, DECIDERS, KEEPERS, OVERSEERS, READERS, Purpose
from tinhso.infrastructure.cameras.models import Camera
from tinhso.infrastructure.cameras.rules import OPENED_FOR

NOT_YOURS = "Sổ camera do lãnh đạo, lãnh đạo phòng của đơn vị quản lý camera ghi và duyệt."


@holders_of(*READERS)
@never_cache
@require_safe
def register(request: Request) -> HttpResponse:
    """The cameras that somebody sees, with what was heard of them last."""
    purpose = request.GET.get("muc-dich", "")
    purpose = purpose if purpose in list(Purpose) else ""
    retired = request.GET.get("da-bo") == "1"
    rows = queries.cameras(request.person, purpose=purpose, retired=retired)
    page = keyset_page(rows, by="code", after=request.GET.get("sau", ""))
    context = {
        "rows": queries.heard(page.rows, now=request.now), "next_key": page.next_key, "purpose": purpose,
        "purposes": list(Purpose), "retired": retired, "may_enter": bool(_owners(request, KEEPERS)),
    }  # fmt: skip
    return render(request, "cameras/all.html", context)


@keeping_what_was_typed
@holders_of(*READERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: Request) -> HttpResponse:
    """A camera for the register."""
    owners = _owners(request, KEEPERS)
    if not owners:
        raise NotAllowed("wrong-role", NOT_YOURS)
    form = Enter(_typed(request), owners=owners)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.enter_camera(request.person, **form.cleaned_data, now=request.now)
        except NotAllowed:
            raise
        except Refused as refused:
            _beside(form, refused)
        else:
            messages.success(request, _("Đã ghi. Camera vào sổ khi lãnh đạo khác duyệt."))
            return redirect("cameras:camera", made.pk)
    return _page(request, "cameras/enter.html", form, {})


@keeping_what_was_typed
@holders_of(*READERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def camera(request: Request, number: int) -> HttpResponse:
    """One camera: its row, its state, opening it; the link is in sight only just after a look was written down."""
    one = queries.camera_for(request.person, number)
    verb, typed = request.POST.get("verb", ""), _typed(request)
    form = Tell(typed if typed is not None and typed.get("verb") == "tell" else None, now=request.now)
    problem = None
    if request.method == "POST":
        try:
            lands = _done(request, one, verb, form)
        except NotAllowed:
            raise
        except Refused as refused:
            problem = None if verb == "tell" and _beside(form, refused) else refused
        else:
            if lands:
                return redirect(lands)
    (known,) = queries.heard([one], now=request.now)
    looked = request.GET.get("luot", "")
    look = queries.look_for(request.person, one, int(looked), now=request.now) if looked.isdecimal() else None
    roles = request.person.roles_at(one.owner_id)
    moves = [
        move for move in CAMERAS.verbs(one.state, roles)
        if move.verb != "approve" or one.proposed_by_ref != request.person.ref
    ]  # fmt: skip
    context = {
        "camera": one, "known": known, "moves": moves, "problem": problem, "look": look, "minutes": _minutes(),
        "right": queries.right_to(request.person, one, now=request.now) if one.state == "IN_USE" else None,
        "may_tell": one.state == "IN_USE" and queries.may_keep(request.person, one),
        "typed": request.POST.get("reason", "") if verb == "open" else "",
    }  # fmt: skip
    return _page(request, "cameras/camera.html", form, context, failed=bool(problem))


def _minutes() -> int:
    return int(OPENED_FOR.total_seconds() // 60)


def _done(request: Request, one: Camera, verb: str, form: Tell) -> str:
    """Carry out what a form of the page asks: the address it leads to, '' where the form has mistakes."""
    page = reverse("cameras:camera", args=[one.pk])
    match verb:
        case "open":
            look = actions.open_camera(
                request.person, one, reason=request.POST.get("reason", ""), now=request.now
            )  # fmt: skip
            return f"{page}?luot={look.pk}"
        case "tell":
            if not queries.may_keep(request.person, one):
                raise NotAllowed("wrong-role", NOT_YOURS)
            if not form.is_valid():
                return ""
            told = Told(one.code, form.cleaned_data["is_up"] == "1", form.cleaned_data["at"])
            actions.hear(request.person, [told], now=request.now)
        case "approve" | "retire":
            actions.move_camera(request.person, one, verb, now=request.now)
        case _:
            raise NotVisible("no-such-step", "Không có bước này.")
    messages.success(request, _("Đã ghi."))
    return page


@keeping_what_was_typed
@holders_of(*READERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rights(request: Request) -> HttpResponse:
    """Who may open what until when; giving a right."""
    owners = _owners(request, DECIDERS)
    form = GiveRight(_typed(request), owners=owners, now=request.now)
    if request.method == "POST":
        if not owners:
            raise NotAllowed("wrong-role", "Quyền mở camera do lãnh đạo đơn vị quản lý camera cấp.")
        if form.is_valid():
            try:
                actions.give_right(request.person, **form.cleaned_data, now=request.now)
            except NotAllowed:
                raise
            except Refused as refused:
                _beside(form, refused)
            else:
                messages.success(request, _("Đã ghi."))
                return redirect("cameras:rights")
    page = keyset_page(queries.rights(request.person), by="-given_at", after=request.GET.get("sau", ""))
    led, today = {one.pk for one in owners}, request.now.date()
    rows = [(one, one.stands_on(today), one.owner_id in led and not one.ended_at) for one in page.rows]
    return _page(request, "cameras/rights.html", form, {"rows": rows, "next_key": page.next_key, "may": bool(owners)})


@holders_of(*READERS)
@require_POST
def end_right(request: Request, number: int) -> HttpResponse:
    """Take a right back."""
    actions.end_right(request.person, number, now=request.now)
    messages.success(request, _("Đã thu hồi."))
    return redirect("cameras:rights")


@holders_of(*READERS)
@never_cache
@require_safe
def looks(request: Request) -> HttpResponse:
    """Who opened what, for those who oversee it, and one's own."""
    page = keyset_page(queries.looks(request.person), by="-at", after=request.GET.get("sau", ""))
    oversees = bool(request.person.roles & OVERSEERS) or bool(_owners(request, DECIDERS))
    return render(request, "cameras/looks.html", {"rows": page.rows, "next_key": page.next_key, "oversees": oversees})


def _owners(request: Request, roles: frozenset[str]) -> list[Any]:
    return queries.owned_by(request.person, roles)


def _typed(request: Request) -> Any:
    return request.POST if request.method == "POST" else what_was_typed(request)


def _beside(form: django_forms.Form, refused: Refused) -> bool:
    """Put a sentence beside its field, or above the form."""
    form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
    return True


def _page(
    request: Request, template: str, form: django_forms.Form, context: dict[str, Any], *, failed: bool = False
) -> HttpResponse:
    failed = failed or (request.method == "POST" and bool(form.errors))
    return render(request, template, context | {"form": form}, status=422 if failed else 200)
