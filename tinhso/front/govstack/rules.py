"""GovStack's words on plain values: callers, states of an application, addresses of documents."""

from __future__ import annotations

import re
from collections.abc import Collection
from uuid import UUID

from tinhso.government.dossiers.lifecycle import DossierState
from tinhso.ground.base.refused import Refused

HEADER = "Information-Mediator-Client"
PART = r"(?:[A-Za-z0-9._~-]|%[0-9A-Fa-f]{2})+"
CLIENT = re.compile(rf"{PART}/{PART}/{PART}/{PART}")  # INSTANCE/CLASS/MEMBER/SUBSYSTEM
PENDING, APPROVED, SENDBACK, REJECTED = "PENDING", "APPROVED", "SENDBACK", "REJECTED"
TITLES = {PENDING: "Pending", APPROVED: "Approved", SENDBACK: "Sent back", REJECTED: "Rejected"}
S = DossierState
STATUS = {
    **dict.fromkeys((S.RESULT_READY, S.RETURNED), APPROVED),
    **dict.fromkeys((S.SUPPLEMENT_BEFORE_ACCEPTANCE, S.AWAITING_SUPPLEMENT), SENDBACK),
    **dict.fromkeys((S.REFUSED_AT_RECEPTION, S.REFUSED_AFTER_EXAMINATION, S.CLOSED_BEFORE_ACCEPTANCE, S.CLOSED,
                     S.WITHDRAWN, S.STOPPED), REJECTED),
}  # fmt: skip
URN = "urn:uuid:"
# What a task can be completed by, without further words: the moves of the reception that lead on.
FORWARD = ("receive", "transfer")
LONGEST_KEY = 80


def client_named(header: str) -> str:
    """The caller that the header names. Refused mediator-client: none, or not four parts."""
    named = header.strip()
    if len(named) > 200 or not CLIENT.fullmatch(named):
        raise Refused("mediator-client", f"Tiêu đề {HEADER} phải có dạng INSTANCE/CLASS/MEMBER/SUBSYSTEM.")
    return named


def status_code(state: str, *, was_refused: bool = False) -> str:
    """GovStack's four statuses; what was handed back counts as approved unless a refusal was handed back."""
    return REJECTED if was_refused else STATUS.get(DossierState(state), PENDING)


def status(code: str) -> dict[str, str]:
    """A status as GovStack writes it."""
    return {"code": code, "title": TITLES[code]}


def document_of(url: str) -> tuple[UUID, str] | None:
    """The stored file that an address of ours means, and the part after its #; None for a stranger's address."""
    head, _, part = url.partition("#")
    try:
        return UUID(head.removeprefix(URN)), part
    except ValueError:
        return None


def move_for(wanted: str, verbs: Collection[str]) -> str:
    """The move that completes a task. Refused no-move: none of those that this caller may make now fits."""
    fitting = [verb for verb in ((wanted,) if wanted else FORWARD) if verb in verbs and verb in {*FORWARD, "refuse"}]
    if not fitting:
        raise Refused("no-move", "Không có bước nào hoàn thành được việc này lúc này.")
    return fitting[0]


def filing_key(given: str) -> str:
    """The key that makes a filing repeatable. Refused key-wrong."""
    if len(given) > LONGEST_KEY or not given.isprintable():
        raise Refused("key-wrong", f"Khoá chống ghi trùng dài nhất {LONGEST_KEY} ký tự.")
    return given
