"""Puts `request.person` beside `request.user`: what the rest of the house asks for."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from tinhso.ground.people import bearer, limits, queries, sessions
from tinhso.ground.people.models import Account
from tinhso.ground.people.persons import VISITOR, Person
from tinhso.ground.web.limits import TooOften
from tinhso.ground.web.refusals import note, too_often


class PersonMiddleware:
    """Resolves the signed-in account into a Person, at first use."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Attach the lazy person and pass on; who has no second factor yet is led to get one first."""
        if bearer.is_for_programs(request):
            request.person = bearer.program_of(request)  # type: ignore[attr-defined]
            try:
                limits.count_program(request)
            except TooOften as refused:
                note(request, refused)
                return too_often(refused)
            return self.get_response(request)
        request.person = SimpleLazyObject(lambda: _person(request))  # type: ignore[attr-defined]
        if sessions.is_enrolling(request) and request.path not in _open_while_enrolling():
            return redirect("people:enrol")
        sessions.touch(request)
        return self.get_response(request)


@cache
def _open_while_enrolling() -> frozenset[str]:
    return frozenset(reverse(name) for name in ("people:enrol", "people:sign_out", "set_language", "healthz"))


def _person(request: HttpRequest) -> Person:
    if not isinstance(request.user, Account) or not request.user.is_active:
        return VISITOR
    now = request.now  # type: ignore[attr-defined]
    return queries.person_for(request.user, on=timezone.localdate(now), at=now)
