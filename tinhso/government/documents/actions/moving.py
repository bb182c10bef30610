"""What every act on a document shares: lock, move by the table, save, write down, tell where it came from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from tinhso.government.documents import queries
from tinhso.government.documents.actions.telling_elsewhere import tell_elsewhere
from tinhso.government.documents.events import DeliveryTold, DocumentMoved
from tinhso.government.documents.lifecycle import TABLES, TOLD, DeliveryState, Direction, DocumentState
from tinhso.government.documents.models import Document, Recipient
from tinhso.government.documents.rules import NO_SECRETS, is_secret, search_words
from tinhso.ground.acts import change
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.journal.actions import record

GOING_ON = frozenset({DeliveryState.REGISTERED, DeliveryState.IN_PROGRESS, DeliveryState.DONE})
MOST_WORDS, LONGEST_WORD = 20_000, 50  # an index row holds a megabyte, a word of it two thousand bytes
STANDING = ("state", "reason", "version", "moved_at", "moved_by_name")


def begin(actor: Actor, document: Document, verb: str, *, expected_version: int | None = None) -> Document:
    """Lock the document and move it by its table; nothing is saved yet. Refused: wrong-state, wrong-role."""
    locked = queries.locked(document, expected_version=expected_version)
    try:
        moved = TABLES[Direction(locked.direction)].move(locked.state, verb, queries.roles_on(actor, locked))
    except NotAllowed:
        raise
    except Refused as refused:
        raise Refused(
            "wrong-state", f"Văn bản đang ở trạng thái “{locked.state_label}” nên không làm được việc này."
        ) from refused
    locked.state = str(moved)
    return locked


def settle(
    actor: Actor, document: Document, verb: str, *, now: datetime, reason: str = "", changed: Iterable[str] = ()
) -> None:
    """Save a document that was moved, write the move down, and tell a sender inside how far it has come."""
    touch(actor, document, now=now)
    document.reason = reason[:500]
    change(document, [*STANDING, *changed])
    record(actor, DocumentMoved(document.pk, verb, document.state, document.reason), at=now)
    tell_sender(actor, document, now=now)


def touch(actor: Actor, document: Document, *, now: datetime) -> None:
    """Count the change, and say who made it when."""
    document.version += 1
    document.moved_at, document.moved_by_name = now, actor.name[:200]


def tell_sender(actor: Actor, document: Document, *, now: datetime, state: DeliveryState | None = None) -> None:
    """Tell the sender how far the document has come here: in its list, or over the axis to a sender elsewhere."""
    told = state or TOLD.get(DocumentState(document.state))
    if document.delivery_id and told:
        delivery = queries.delivery_origin(document)
        # A recall is ended by an answer to it, or by giving the document back; work that goes on meanwhile is none.
        is_asked = delivery is not None and delivery.state == DeliveryState.RECALL_ASKED
        if delivery and delivery.state != told and not (is_asked and told in GOING_ON):
            note_told(actor, delivery, told, reason=document.reason, now=now)
    elif document.is_incoming and told:
        tell_elsewhere(actor, document, told, reason=document.reason, now=now)


def note_told(actor: Actor, delivery: Recipient, state: DeliveryState, *, reason: str = "", now: datetime) -> None:
    """Write what a recipient told."""
    delivery.state, delivery.told_at, delivery.reason = str(state), now, reason[:500]
    change(delivery, ["state", "told_at", "reason"])
    record(actor, DeliveryTold(delivery.document_id, delivery.pk, str(state), delivery.reason), at=now)


def given(reason: str, sentence: str) -> str:
    """The reason in one line. Refused `reason-missing` with the sentence."""
    if not (reason := nfc(reason)[:500]):
        raise Refused("reason-missing", sentence, field="reason")
    return reason


def check_open(*texts: str) -> None:
    """Refused `secret-paper` for what bears a mark of secrecy."""
    if is_secret(*texts):
        raise Refused("secret-paper", NO_SECRETS, field="subject")


def check_in_force(document: Document) -> None:
    """Refused `mends-ended` for what was replaced or recalled meanwhile: it cannot be replaced any more."""
    found = queries.locked(document)
    if found.state != DocumentState.RELEASED:
        raise Refused(
            "mends-ended",
            f"Văn bản {found.notation} nay ở trạng thái “{found.state_label}” nên không thay thế được nữa; hãy trả "
            "lại dự thảo để sửa.",
        )


def words_of(document: Document, body: str = "") -> str:
    """What a document is found by; what it was found by before stays, as the text of its draft. body: that text.

    The text is found where it was written alone: to lay its words down at 129 recipients would take a second.
    """
    kind = document.kind.name if document.kind else ""
    words = search_words(document.notation, kind, document.subject, document.sender_name, document.sender_code)
    written = [word for word in search_words(body) if len(word) <= LONGEST_WORD][:MOST_WORDS]
    return " ".join(dict.fromkeys([*words, *document.search_text.split(), *written]))
