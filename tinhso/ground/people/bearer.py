"""The door of programs: a bearer token, checked with one hash."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.security import HttpBearer

from tinhso.ground.people import queries
from tinhso.ground.people.persons import Person


class ClientToken(HttpBearer):
    """Lets in a program with a valid token, and puts it at `request.person`."""

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        """The program behind the token, acting for its agency; None (401) for any other token."""
        client = queries.client_for(token, request.now)  # type: ignore[attr-defined]
        if client is not None:
            request.person = client  # type: ignore[attr-defined]
        return client
