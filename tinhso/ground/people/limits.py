"""Limits at the doors: a person who is signed in is counted as himself, a visitor by his network address."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse

from tinhso.ground.people.devices import network_of
from tinhso.ground.people.doors import Request, View
from tinhso.ground.web.limits import count, refuse_beyond


def limited(name: str, *, methods: tuple[str, ...] = ("GET", "POST")) -> Callable[[View], View]:
    """At most so many requests as settings.LIMITS says under this name; officials at work are not counted."""

    def decorate(view: View) -> View:
        @wraps(view)
        def counted(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method in methods and not request.person.is_staff:
                count(name, caller(request), now=request.now)
            return view(request, *args, **kwargs)

        return counted

    return decorate


def guesses_limited(name: str) -> Callable[[View], View]:
    """At most so many wrong guesses from one address: a whole office signs in from one, but does not guess all day."""

    def decorate(view: View) -> View:
        @wraps(view)
        def counted(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method != "POST":
                return view(request, *args, **kwargs)
            refuse_beyond(name, network_of(request), now=request.now)
            answer = view(request, *args, **kwargs)
            if answer.status_code >= HTTPStatus.BAD_REQUEST:
                count(name, network_of(request), now=request.now)
            return answer

        return counted

    return decorate


def count_program(request: HttpRequest) -> None:
    """A program by itself; whoever shows no token that opens, by his address and far sooner. TooOften."""
    there: Any = request
    if there.person.client_id:
        count("api", there.person.ref, now=there.now)
    else:
        count("api_stranger", network_of(request), now=there.now)


def caller(request: Request) -> str:
    """Whom a limit counts: the person, or the address of a visitor."""
    return request.person.ref if request.person.account_id else network_of(request)
