"""Who comes in: a program by its token; the header says through which system it speaks."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.security import HttpBearer

from tinhso.front.govstack.models import Kind
from tinhso.front.govstack.queries import ours
from tinhso.front.govstack.rules import HEADER, client_named
from tinhso.ground.people.bearer import program_of
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import program


class MediatorDoor(HttpBearer):
    """Opens to the token of a program; must_name: the header is required, as GovStack's description says of it.

    On a test instance (GOVSTACK_TEST) the caller's name alone opens, for the programs that the fixtures bound to it.
    """

    def __init__(self, *, must_name: bool) -> None:
        super().__init__()
        self.must_name = must_name

    def __call__(self, request: HttpRequest) -> Person | None:
        """The program, put at `request.person`; None (401) for nobody. Refused mediator-client."""
        there: Any = request
        header = request.headers.get(HEADER)
        named = client_named(header or "") if self.must_name or header is not None else ""
        person: Person | None = program_of(request)
        if not (person and person.client_id) and settings.GOVSTACK_TEST:
            bound = ours(Kind.CLIENT, named)
            person = program(int(bound), there.now) if bound.isdecimal() else None
        if person is None or not person.client_id:
            return None
        there.person = person
        return person

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        """Never asked: the token is read above."""
        return None


NAMED, KNOWN = MediatorDoor(must_name=True), MediatorDoor(must_name=False)
