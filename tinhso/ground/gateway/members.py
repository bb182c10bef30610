"""Members of the exchange: who a call says that it comes from, by X-Road's REST conventions (PR-REST 1.0).

GovStack's Information-Mediator-Client says the same as X-Road-Client; both are read here and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import uuid4

CLIENT, MEDIATOR_CLIENT = "x-road-client", "information-mediator-client"
# What a call may say of itself and the message log keeps; the exchange has no other words that matter here.
LOGGED = {
    "x-road-id": "id", "x-road-userid": "user", "x-road-issue": "issue",
    "x-road-represented-party": "represented", "x-road-security-server": "server", "x-road-request-id": "request",
}  # fmt: skip
LONGEST = 200
PART = r"(?:[A-Za-z0-9._~-]|%[0-9A-Fa-f]{2})+"
MEMBER = re.compile(rf"{PART}(?:/{PART}){{2,3}}")
# A person's number: nine digits or more; the last three are enough to tell two apart.
PERSONAL = re.compile(r"\d{6,}(?=\d{3})")


class BadCall(Exception):
    """A call that does not keep the conventions; the sentence says which (English, as X-Road's own)."""


@dataclass(frozen=True)
class Caller:
    """Who calls: instance/class/member[/subsystem]; the ids that the answer repeats; what the message log keeps."""

    member: str
    message_id: str
    request_id: str
    security_server: str
    said: dict[str, str]


def caller_of(headers: Mapping[str, str]) -> Caller:
    """Who calls, by its headers; ids are made where they are missing. BadCall: no client, two of them, or no member."""
    given = {name.lower(): value.strip() for name, value in headers.items()}
    named = {given[name] for name in (CLIENT, MEDIATOR_CLIENT) if given.get(name)}
    # A header that came twice arrives as one with a comma.
    if len(named) != 1 or "," in (member := named.pop()):
        raise BadCall("Exactly one X-Road-Client header is needed.")
    if len(member) > LONGEST or not MEMBER.fullmatch(member):
        raise BadCall("X-Road-Client must be instance/class/member or instance/class/member/subsystem.")
    said = {short: given[name] for name, short in LOGGED.items() if given.get(name)}
    if any(len(value) > LONGEST or not value.isprintable() for value in said.values()):
        raise BadCall("An X-Road header is too long.")
    message_id, request_id = (said.get(name) or str(uuid4()) for name in ("id", "request"))
    kept = {"client": member, **said, "id": message_id}
    shown = {name: masked(value) for name, value in kept.items()}
    return Caller(member, message_id, request_id, said.get("server", ""), shown)


def masked(value: str) -> str:
    """The same without what could be a person's number."""
    return PERSONAL.sub("•••", value)
