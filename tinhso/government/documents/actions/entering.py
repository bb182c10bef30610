"""Papers of rooms above, entered in the book of what goes out: one series a kind, agency and year for all of them.

None of these opens a transaction: each is a part of the act that signs or seals the paper (`send`), so a number is
given, and its line written, together with it or not at all. What happened stands in the journal of that act.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from tinhso.government.documents import queries, rules
from tinhso.government.documents.actions.numbering import next_number
from tinhso.government.documents.lifecycle import Direction, DocumentState
from tinhso.government.documents.models import Document, DocumentKind
from tinhso.ground.acts import add, send
from tinhso.ground.base.actors import Actor
from tinhso.ground.people.models import Agency, Official

# Only what still waits. A paper whose line was voided while its key signed has no number to go out under: nothing of
# its act may stand, and this error, which names the number, sees to it.
RELEASED = """
WITH released AS (
    UPDATE documents_document SET state = 'RELEASED', issued_on = %s, signer_name = %s, signed_at = %s, paper_code = %s,
        released_at = %s, moved_at = %s, moved_by_name = %s, version = version + 1
    WHERE origin = %s AND notation = %s AND state = 'SIGNED' RETURNING id)
SELECT CASE WHEN count(*) <> 1 THEN ('lines that wait under ' || %s || ': ' || count(*))::int END FROM released
"""
VOIDED = """
UPDATE documents_document SET state = 'VOIDED', reason = %s, ended_at = %s, moved_at = %s, version = version + 1
WHERE origin = ANY(%s) AND agency_id = ANY(%s) AND %s IN ('', notation) AND state = 'SIGNED'
"""


def enter(
    actor: Actor,
    agency: Agency,
    kind: DocumentKind,
    *,
    origin: str,
    subject: str,
    on: date,
    given_at_once: bool = False,
    signer: Official | None = None,
    now: datetime,
) -> str:
    """Take the next number of the book for a paper of a room above and write its line; the number as printed.

    origin: dossier:12, document:7. subject: what the book says of it, without a person. on: the day whose year counts.
    given_at_once: handed out already (without a paper of ours); else `entered_released` tells when it went out. signer:
    who signs with his hand.
    """
    line = line_in_book(
        actor, agency, kind, origin=origin, subject=subject, on=on, given_at_once=given_at_once, signer=signer, now=now
    )
    add([line])
    return line.notation


def line_in_book(
    actor: Actor,
    agency: Agency,
    kind: DocumentKind,
    *,
    origin: str,
    subject: str,
    on: date,
    given_at_once: bool = False,
    signer: Official | None = None,
    now: datetime,
) -> Document:
    """As `enter`, for a line that its caller adds."""
    book_id, number = next_number(agency, Direction.OUT, series=kind.series, year=on.year)
    notation = rules.entered_notation(
        number, abbreviation=kind.abbreviation, body=queries.mark_of(agency), year=on.year if kind.prints_year else 0
    )
    state = DocumentState.RELEASED if given_at_once else DocumentState.SIGNED
    return Document(
        direction=str(Direction.OUT), agency_id=agency.pk, kind_id=kind.pk, book_id=book_id, number=number,
        notation=notation, subject=subject[: rules.LONGEST_SUBJECT], origin=origin, issued_on=on, state=str(state),
        signer=signer, signer_name=signer.full_name[:200] if signer else "",
        begun_at=now, moved_at=now, moved_by_name=actor.name[:200], released_at=now if given_at_once else None,
    )  # fmt: skip


def entered_released(
    actor: Actor,
    *,
    origin: str,
    notation: str,
    on: date,
    signer_name: str,
    signed_at: datetime | None,
    paper_code: str,
    now: datetime,
) -> None:
    """The paper went out under its number. on: its day as printed.

    The act fails when no line waits under the number any more: its paper is then signed anew, under another.
    """
    signed = [on, signer_name[:200], signed_at, paper_code]
    send(RELEASED, [*signed, now, now, actor.name[:200], origin, notation, notation])


def void_entered(
    origins: Collection[str], *, agencies: Collection[int], notation: str = "", reason: str, now: datetime
) -> None:
    """Numbers that these agencies gave to papers of these and that never went out stay given, to nothing.

    notation: this number alone; '' = all of them.
    """
    send(VOIDED, [reason[:500], now, now, list(origins), list(agencies), notation])
