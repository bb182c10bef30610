"""Who comes in: a program by its token; the header says through which system it speaks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.openapi.schema import OpenAPISchema
from ninja.security import HttpBearer

from tinhso.front.govstack.models import Kind
from tinhso.front.govstack.queries import ours
from tinhso.ground.base.refused import Refused
from tinhso.ground.gateway.members import CLIENT, MEDIATOR_CLIENT, BadCall, caller_of
from tinhso.ground.people.bearer import program_of
from tinhso.ground.people.limits import count_program
from tinhso.ground.people.persons import VISITOR, Person
from tinhso.ground.people.queries import program

HEADER = "Information-Mediator-Client"


class KnownCaller(HttpBearer):
    """Opens to the token of a program; the header is checked where it is sent.

    On a test instance (GOVSTACK_TEST) the caller's name alone opens, for the programs that the fixtures bound to it.
    """

    must_name = False

    def __call__(self, request: HttpRequest) -> Person | None:
        """The program, put at `request.person`; None (401) for nobody. Refused mediator-client, TooOften."""
        there: Any = request
        is_named = any(name.lower() in {CLIENT, MEDIATOR_CLIENT} for name in request.headers)
        named = _named(request.headers) if self.must_name or is_named else ""
        person: Person | None = program_of(request)
        if not (person and person.client_id) and settings.GOVSTACK_TEST:
            bound = ours(Kind.CLIENT, named)
            person = program(int(bound), there.now) if bound.isdecimal() else None
        there.person = person or VISITOR
        count_program(request)
        if person is None or not person.client_id:
            return None
        return person

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        """Never asked: the token is read above."""
        return None


def _named(headers: Mapping[str, str]) -> str:
    """The system through which the program speaks, by its four parts. Refused mediator-client."""
    try:
        member = caller_of(headers).member
    except BadCall:
        member = ""
    if member.count("/") != 3:
        raise Refused("mediator-client", f"Tiêu đề {HEADER} phải có dạng INSTANCE/CLASS/MEMBER/SUBSYSTEM.")
    return member


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
