"""How a call to the axis is signed, and how a node checks it; shapes are those that the vendor's client sends.

A call says what it is in headers XroadVnpt-<name>; some of them stand, in order, in a compact JSON of which the
HMAC-SHA256 with the system's secret is sent along.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from tinhso.ground.base.vietnamese import VIETNAM

PREFIX = "XroadVnpt-"
VERSION = "3.0.201608"
AGENT = "JAVASDKAgent/1.0.0 XRoad/VPCP"
# How far clocks may be apart [M]. The zone is that of the sender's machine, and is not said.
WINDOW = timedelta(minutes=15)


class BadCall(Exception):
    """A call that a node does not believe; the code says why."""


def unpadded(sha256: str) -> str:
    """A hash in hex as the vendor's client prints it: no zero before a byte below 16."""
    return "".join(f"{byte:x}" for byte in bytes.fromhex(sha256))


def is_hash_of(said: str, sha256: str) -> bool:
    """Whether a hash-file names this content, in the proper form or in that of the vendor's client."""
    return said.lower() in {sha256, unpadded(sha256)}


def stamp(now: datetime) -> str:
    """22112026T022422+0868: the moment in Vietnam, then thousandths of a second."""
    local = now.astimezone(VIETNAM)
    return f"{local:%d%m%YT%H%M%S}+{local.microsecond // 1000:04}"


def sign(secret: str, facts: Mapping[str, str]) -> dict[str, str]:
    """The three headers that sign these facts, in their order."""
    text = json.dumps({PREFIX + name: value for name, value in facts.items()}, separators=(",", ":"))
    return {
        f"{PREFIX}sign-header-key": ";".join(facts),
        f"{PREFIX}sign-header": text,
        f"{PREFIX}hash-header": digest(secret, text),
    }


def digest(secret: str, text: str) -> str:
    """HMAC-SHA256 in hex."""
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()


def headers_for(
    system_id: str, secret: str, facts: Mapping[str, str], *, content_type: str, now: datetime
) -> dict[str, str]:
    """All headers of one call."""
    said = {"systemid": system_id, **facts, "timestamp": stamp(now)}
    sent = {PREFIX + name: value for name, value in said.items()}
    signature = sign(secret, {**said, "Content-Type": content_type})
    return {**sent, f"{PREFIX}version": VERSION, "User-Agent": AGENT, "Content-Type": content_type, **signature}


def checked(headers: Mapping[str, str], secrets: Mapping[str, str], *, now: datetime) -> dict[str, str]:
    """What a call says under its signature, names in lower case; `systemid` says whose it is. BadCall.

    Headers of earlier calls that leaked into this one are signed too, and harmless.
    """
    given = {name.lower(): value for name, value in headers.items()}
    system = given.get(f"{PREFIX}systemid".lower(), "")
    text = given.get(f"{PREFIX}sign-header".lower(), "")
    secret = secrets.get(system)
    if secret is None:
        raise BadCall("unknown-system")
    if not hmac.compare_digest(digest(secret, text), given.get(f"{PREFIX}hash-header".lower(), "").lower()):
        raise BadCall("bad-signature")
    said = _facts(text)
    for name, value in said.items():
        sent = given.get(name if name == "content-type" else f"{PREFIX}{name}".lower())
        # A type may have grown a charset on the way.
        if sent is None or (sent != value and not (name == "content-type" and sent.startswith(value))):
            raise BadCall("header-differs")
    if said.get("systemid") != system or not _is_recent(said.get("timestamp", ""), now):
        raise BadCall("stale-call")
    return said


def _facts(text: str) -> dict[str, str]:
    try:
        read: Any = json.loads(text)
    except ValueError as error:
        raise BadCall("bad-signature") from error
    if not isinstance(read, dict) or not all(isinstance(value, str) for value in read.values()):
        raise BadCall("bad-signature")
    return {name.removeprefix(PREFIX).lower(): value for name, value in read.items()}


def _is_recent(stamped: str, now: datetime) -> bool:
    """Whether the moment is now, read in Vietnam's time or in UTC."""
    try:
        at = datetime.strptime(stamped.partition("+")[0], "%d%m%YT%H%M%S")  # noqa: DTZ007 - it names no zone
    except ValueError:
        return False
    return any(abs(now - at.replace(tzinfo=zone)) <= WINDOW for zone in (VIETNAM, UTC))
