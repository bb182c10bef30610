"""Who comes in: a program by its token; the header says through which system it speaks."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.openapi.schema import OpenAPISchema
from ninja.security import HttpBearer

from tinhso.front.govstack.models import Kind
from tinhso.front.govstack.queries import ours
from tinhso.front.govstack.rules import HEADER, client_named
from tinhso.ground.people.bearer import program_of
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import program


class KnownCaller(HttpBearer):
    """Opens to the token of a program; the header is checked where it is sent.

    On a test instance (GOVSTACK_TEST) the caller's name alone opens, for the programs that the fixtures bound to it.
    """

    must_name = False

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


class NamedCaller(KnownCaller):
    """The same where GovStack's description requires the header."""

    must_name = True


NAMED, KNOWN = NamedCaller(), KnownCaller()


def describe_callers(schema: OpenAPISchema) -> dict[str, Any]:
    """The OpenAPI description with the header that names the caller."""
    described: dict[str, Any] = dict(schema)
    for path in described["paths"].values():
        for operation in path.values():
            must_name = any(NamedCaller.__name__ in door for door in operation["security"])
            operation.setdefault("parameters", []).append(
                {"in": "header", "name": HEADER, "required": must_name, "schema": {"type": "string"},
                 "description": "INSTANCE/CLASS/MEMBER/SUBSYSTEM"}
            )  # fmt: skip
    return described
