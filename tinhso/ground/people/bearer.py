"""The door of programs: a bearer token, checked with one hash, before anything else is done under /api/."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.security import HttpBearer

from tinhso.ground.people import queries
from tinhso.ground.people.persons import VISITOR, Person

WHERE = ("/api/", "/r1/", "/listClients")
SCHEME = "bearer "


def is_for_programs(request: HttpRequest) -> bool:
    """True under /api/ and at the exchange's door, where only a token opens: a browser's session is nobody there."""
    return request.path.startswith(WHERE)


def program_of(request: HttpRequest) -> Person:
    """The program behind the token of this request, acting for its agency; a visitor for any other token."""
    said = request.headers.get("Authorization", "")
    if not said.lower().startswith(SCHEME):
        return VISITOR
    return queries.client_for(said[len(SCHEME) :].strip(), request.now) or VISITOR  # type: ignore[attr-defined]


class ClientToken(HttpBearer):
    """Lets in whom the middleware recognised; describes the door in the OpenAPI page."""

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        """The program at `request.person`; None (401) when the token opened nothing."""
        person: Person = request.person  # type: ignore[attr-defined]
        return person if person.client_id else None
