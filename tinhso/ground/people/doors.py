"""Doors: may you enter this page? One decorator a kind of visitor."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from tinhso.ground.base.refused import NotAllowed
from tinhso.ground.people import sessions
from tinhso.ground.people.persons import Person

View = Callable[..., HttpResponse]


class Request(HttpRequest):
    """A request inside the house: `person` acts, `now` is the one reading of the clock."""

    person: Person
    now: Any


def _to_sign_in(request: HttpRequest, sign_in: str) -> HttpResponse:
    """Off to sign in, and afterwards back to the page on which the visitor was; htmx moves the whole page."""
    page = request.get_full_path()
    if request.method != "GET" or request.headers.get("HX-Request"):
        came_from = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", ""))
        page = came_from._replace(scheme="", netloc="").geturl() if came_from.netloc == request.get_host() else "/"
    address = f"{sign_in}?{urlencode({'next': page})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


def _door(opens: Callable[[Person], bool], sign_in: str, sentence: str) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            if opens(request.person):
                return view(request, *args, **kwargs)
            if request.person.account_id is None:
                return _to_sign_in(request, reverse(sign_in))
            raise NotAllowed("wrong-door", sentence)

        guarded.door = sentence  # type: ignore[attr-defined]
        guarded.opens = opens  # type: ignore[attr-defined]  # for tests that ask the door alone
        return guarded

    return decorate


citizens_only = _door(lambda p: p.citizen_id is not None, "people:sign_in", "Trang này dành cho công dân, tổ chức.")
staff_only = _door(lambda p: p.is_staff, "people:staff_sign_in", "Trang này dành cho cán bộ, công chức.")
signed_in = _door(lambda p: p.account_id is not None, "people:sign_in", "Bạn cần đăng nhập để xem trang này.")


def holders_of(*roles: str) -> Callable[[View], View]:
    """A door for officials who hold one of these roles somewhere today."""
    return _door(
        lambda p: p.is_staff and bool(p.roles & set(roles)),
        "people:staff_sign_in",
        "Trang này dành cho cán bộ được giao vai trò phù hợp.",
    )


def citizens_and(*roles: str) -> Callable[[View], View]:
    """A door for citizens, and for officials who hold one of these roles: pages on which one files for another."""
    return _door(
        lambda p: p.citizen_id is not None or (p.is_staff and bool(p.roles & set(roles))),
        "people:sign_in",
        "Trang này dành cho công dân, tổ chức, và cán bộ Một cửa hỗ trợ nộp hồ sơ.",
    )


def open_to_all(view: View) -> View:
    """Says out loud that anyone may enter; a house test finds views that say nothing."""
    view.door = "mọi người"  # type: ignore[attr-defined]
    return view


def keeping_what_was_typed(view: View) -> View:
    """Around a door: when the session ended in mid-form, keep the posted answers until the person is back."""

    @wraps(view)
    def kept(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and request.person.account_id is None:
            sessions.keep_typed(request)
        return view(request, *args, **kwargs)

    return kept


def what_was_typed(request: Request, path: str = "") -> QueryDict | None:
    """What was posted to this page (or `path`) when the session had already ended; said to the person, given once."""
    typed = sessions.take_typed(request, path or request.path)
    if typed is not None:
        messages.info(request, _("Phiên đăng nhập đã hết hạn giữa chừng; những gì bạn vừa điền vẫn còn nguyên."))
    return typed
