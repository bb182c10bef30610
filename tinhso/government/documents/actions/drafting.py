"""A draft: written, written anew, remarked on, submitted, sent back, given up (Nghị định 30/2020/NĐ-CP, Điều 10–12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from tinhso.government.documents import queries, rules
from tinhso.government.documents.actions.moving import begin, check_open, given, settle, touch, words_of
from tinhso.government.documents.actions.numbering import leave_number
from tinhso.government.documents.events import DocumentDrafted
from tinhso.government.documents.lifecycle import DRAFTER, Direction, DocumentState
from tinhso.government.documents.models import Annex, Document, DocumentKind, DraftVersion, Recipient, Remark
from tinhso.government.documents.rules import Group
from tinhso.ground.acts import act, add, add_now, change
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.base.vietnamese import nfc, nfc_lines
from tinhso.ground.files.models import StoredFile
from tinhso.ground.journal.actions import record
from tinhso.ground.people.models import Agency, Official
from tinhso.ground.people.persons import Person
from tinhso.ground.people.succession import standing_heirs

LONGEST_REMARK = 4000
WRITTEN = (
    "direction", "kind", "subject", "unit_mark", "urgency", "for_body", "addressees", "groups", "also_to", "signer",
    "answer_by", "reply_to", "mends", "mends_how", "search_text",
)  # fmt: skip


@dataclass(frozen=True)
class DraftIn:
    """What the writer entered. agencies: recipients by name; groups: by one word; outside: (code, name) elsewhere.

    annexes: what goes with it, in order. file: of the draft, for colleagues.
    """

    kind: DocumentKind | None
    subject: str
    body: str
    is_internal: bool = False
    unit_mark: str = ""
    urgency: int = 0
    for_body: bool = True
    addressees: str = ""
    agencies: Sequence[Agency] = ()
    groups: Sequence[rules.Group] = ()
    outside: Sequence[tuple[str, str]] = ()
    also_to: str = ""
    signer: Official | None = None
    answer_by: date | None = None
    reply_to: Document | None = None
    mends: Document | None = None
    mends_how: str = ""
    annexes: Sequence[StoredFile] = field(default=(), compare=False)
    file: StoredFile | None = field(default=None, compare=False)


@act()
def draft(actor: Person, agency: Agency, given_in: DraftIn, *, now: datetime) -> Document:
    """Begin a document of an agency. Refused: wrong-role without a post; secret-paper, annexes-too-large …"""
    if not queries.is_staff_at(actor, agency.pk):
        raise NotAllowed("wrong-role", "Chỉ cán bộ đang công tác tại cơ quan mới soạn văn bản của cơ quan.")
    document = Document(
        agency=agency, direction=str(Direction.OUT), state=str(DocumentState.DRAFT), drafter_id=actor.official_id,
        begun_at=now, moved_at=now, moved_by_name=actor.name[:200],
    )  # fmt: skip
    _write(document, given_in)
    add_now(document)
    _keep_version(actor, document, given_in, number=1, now=now)
    add(queries.annexed(document, given_in.annexes, now=now))
    _name_recipients(document, given_in, now=now)
    return document


@act()
def revise(
    actor: Person, document: Document, given_in: DraftIn, *, expected_version: int | None = None, now: datetime
) -> Document:
    """Write the draft anew; what stood before stays as a version. Refused: wrong-role, draft-closed and as `draft`."""
    document = queries.locked(document, expected_version=expected_version)
    if DRAFTER not in queries.roles_on(actor, document):
        raise NotAllowed("wrong-role", "Chỉ người soạn thảo mới sửa được dự thảo.")
    if not document.is_being_written:
        raise Refused("draft-closed", "Dự thảo đã trình ký; muốn sửa, hãy đề nghị người ký trả lại.")
    last = queries.last_draft(document)
    _write(document, given_in)
    touch(actor, document, now=now)
    change(document, [*WRITTEN, "version", "moved_at", "moved_by_name"])
    _keep_version(actor, document, given_in, number=last.number + 1, now=now)
    annexes = queries.annexed(document, given_in.annexes, now=now)
    Annex.objects.filter(document=document).delete()
    add(annexes)
    Recipient.objects.filter(document=document).delete()
    _name_recipients(document, given_in, now=now)
    return document


@act()
def submit(actor: Person, document: Document, *, expected_version: int | None = None, now: datetime) -> Document:
    """Lay the draft before the one who signs. Refused `draft-lacks` with the first thing that its form lacks."""
    document = begin(actor, document, "submit", expected_version=expected_version)
    missing = rules.lacks(queries.facts_of(document, on=timezone.localdate(now)), today=timezone.localdate(now))
    if missing:
        raise Refused("draft-lacks", missing[0].sentence, field=missing[0].field)
    settle(actor, document, "submit", now=now)
    return document


@act()
def send_back(
    actor: Person, document: Document, *, reason: str, expected_version: int | None = None, now: datetime
) -> Document:
    """Send a draft back to its writer; the reason stands among the remarks.

    A signature made before counts no more; a number given before goes to nothing.
    """
    document = begin(actor, document, "send_back", expected_version=expected_version)
    reason = given(reason, "Hãy ghi lý do trả lại để người soạn biết cần sửa gì.")
    leave_number(actor, document, reason=f"Trả lại để sửa: {reason}", now=now)
    document.paper_code, document.signed_at, document.signer_name = "", None, ""
    changed = ["paper_code", "signed_at", "signer_name"]
    settle(actor, document, "send_back", reason=reason, changed=changed, now=now)
    _remark(actor, document, reason, now=now)
    return document


@act()
def remark(actor: Person, document: Document, *, text: str, now: datetime) -> Remark:
    """Say something about a draft that is not signed yet. Refused: wrong-role, draft-closed, reason-missing."""
    document = queries.locked(document)
    if not queries.is_staff_at(actor, document.agency_id):
        raise NotAllowed("wrong-role", "Chỉ cán bộ của cơ quan mới góp ý được dự thảo.")
    if document.is_incoming or not (document.is_being_written or document.state == DocumentState.SUBMITTED):
        raise Refused("draft-closed", "Văn bản này không còn là dự thảo nên không góp ý được nữa.")
    text = nfc_lines(text)[:LONGEST_REMARK]
    return _remark(actor, document, text or given("", "Hãy ghi ý kiến góp ý."), now=now)


@act()
def discard(actor: Person, document: Document, *, expected_version: int | None = None, now: datetime) -> Document:
    """Give a draft up; it had no number yet, so nothing is missing in the book."""
    document = begin(actor, document, "discard", expected_version=expected_version)
    document.ended_at = now
    settle(actor, document, "discard", changed=["ended_at"], now=now)
    return document


def _write(document: Document, given_in: DraftIn) -> None:
    check_open(given_in.subject, given_in.body)
    if sum(file.size_bytes for file in given_in.annexes) > rules.MOST_ANNEXED:
        raise Refused("annexes-too-large", rules.TOO_MUCH, field="annexes")
    if given_in.mends and (given_in.mends.agency_id != document.agency_id or given_in.mends.is_incoming):
        raise Refused("mends-strange", "Chỉ thay thế, đính chính văn bản do chính cơ quan ban hành.", field="mends")
    if given_in.reply_to and given_in.reply_to.agency_id != document.agency_id:
        raise Refused("reply-strange", "Chỉ trả lời văn bản đến của chính cơ quan.")
    document.direction = str(Direction.INTERNAL if given_in.is_internal else Direction.OUT)
    document.kind, document.signer = given_in.kind, given_in.signer
    document.subject, document.unit_mark = nfc(given_in.subject)[:500], nfc(given_in.unit_mark)
    document.urgency, document.for_body = given_in.urgency, given_in.for_body
    document.addressees = nfc(given_in.addressees)
    mended = given_in.mends.groups if given_in.mends else ()
    document.groups = list(dict.fromkeys([*map(str, given_in.groups), *mended]))
    document.also_to = nfc_lines(given_in.also_to)
    document.answer_by, document.reply_to = given_in.answer_by, given_in.reply_to
    document.mends, document.mends_how = given_in.mends, given_in.mends_how if given_in.mends else ""
    document.search_text = ""
    document.search_text = words_of(document, given_in.body)


def _keep_version(actor: Person, document: Document, given_in: DraftIn, *, number: int, now: datetime) -> None:
    body = nfc_lines(given_in.body)
    add([DraftVersion(document=document, number=number, body=body, file=given_in.file, made_by_id=actor.official_id,
                      made_by_name=actor.name[:200], made_at=now)])  # fmt: skip
    record(actor, DocumentDrafted(document.pk, number), at=now)


def _name_recipients(document: Document, given_in: DraftIn, *, now: datetime) -> None:
    """One row a body, however it was named; the agency itself is no recipient of its own document.

    What mends another goes to everybody who holds that one, named or not (Điều 18); where a holder has ended, to
    whoever took its work over.
    """
    if given_in.is_internal:
        return
    on = timezone.localdate(now)
    holders = queries.holders_of_it(given_in.mends) if given_in.mends else []
    heirs = standing_heirs({one.agency_id for one in holders if one.agency_id}, on=on)
    grouped = [one for group in document.groups for one in queries.agencies_in(Group(group), on=on)]
    named = {agency.pk: (agency.code, agency.name) for agency in (*heirs, *given_in.agencies, *grouped)}
    named.pop(document.agency_id, None)
    outside = {one.code: one.name for one in holders if not one.agency_id} | dict(given_in.outside)
    add([Recipient(document=document, agency_id=pk, code=code, name=name) for pk, (code, name) in named.items()])
    add([Recipient(document=document, code=code, name=name) for code, name in outside.items()])


def _remark(actor: Person, document: Document, text: str, *, now: datetime) -> Remark:
    said = Remark(document=document, draft_number=queries.last_draft(document).number, official_id=actor.official_id,
                  name=actor.name[:200], text=text, made_at=now)  # fmt: skip
    add_now(said)
    return said
