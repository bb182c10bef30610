"""What a writer needs: kinds, signers, the last draft, and the draft as it would be printed now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from tinhso.engines.signing.queries import address_of
from tinhso.government.documents.lifecycle import Direction, DocumentState
from tinhso.government.documents.models import Document, DraftVersion, Remark
from tinhso.government.documents.office_files import Text, text_of
from tinhso.government.documents.papers.document import DocumentPaper, document_paper, place_of
from tinhso.government.documents.queries.access import visible_to
from tinhso.government.documents.queries.annexes import annexes_of
from tinhso.government.documents.queries.sending import agencies_in, recipients_of
from tinhso.government.documents.rules import LETTER, DraftFacts, Group, body_mark, recipient_lines, signing_lines
from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.files.models import StoredFile
from tinhso.ground.files.queries import open_content
from tinhso.ground.files.sniffing import DOCX, ODT
from tinhso.ground.people.counter import officials_in
from tinhso.ground.people.models import Agency, AgencyKind, Official, Role
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import agencies_on, agency_by_id, posts_of, standing_substitution

COMMITTEES = frozenset({AgencyKind.PROVINCE, AgencyKind.COMMUNE})
S = DocumentState
NOT_OUT = [str(state) for state in (S.DRAFT, S.RETURNED, S.SUBMITTED, S.SIGNED, S.NUMBERED, S.DISCARDED)]
NO_TEXT = "Chỉ lấy được nội dung từ tệp ODT, DOCX còn nguyên, không đặt mật khẩu."
UNSIGNED = "CHUA-KY"  # stands for the public code of a draft, and verifies as nothing


def working_agencies(person: Person, *, on: date) -> list[Agency]:
    """The agencies in whose name an official writes: those in which he has a post today."""
    return list(agencies_on(on).filter(pk__in=person.agency_ids))


def leaders_of(agency_ids: Sequence[int], *, on: date) -> list[Official]:
    """Who signs at these agencies on a day, in Vietnamese order."""
    return [one for agency in agency_ids for one in officials_in(Role.LEADER, agency_id=agency, on=on)]


def last_draft(document: Document) -> DraftVersion:
    """The newest version of the text. NotVisible for what was not written here."""
    found = DraftVersion.objects.filter(document=document).select_related("file").order_by("-number").first()
    if found is None:
        raise NotVisible("no-draft", "Văn bản này không soạn trên hệ thống.")
    return found


def text_of_file(file: StoredFile) -> Text:
    """The words of an ODT or DOCX that a writer added. Refused `no-text` for another file or a broken one."""
    try:
        if file.mime not in {ODT.mime, DOCX.mime}:
            raise ValueError(file.mime)
        with open_content(file) as opened:
            return text_of(opened)
    except ValueError:
        raise Refused("no-text", NO_TEXT, field="file") from None


def drafts_of(document: Document) -> QuerySet[DraftVersion]:
    """Every version of the text, the newest first."""
    return DraftVersion.objects.filter(document=document).select_related("file").order_by("-number")


def remarks_of(document: Document) -> list[Remark]:
    """What was said of the drafts, the newest first."""
    return list(Remark.objects.filter(document=document).order_by("-pk")[:100])


def replies_to(person: Person, document: Document) -> list[Document]:
    """Documents that answer this one, among those the official may see."""
    return list(visible_to(person).filter(reply_to=document).only("key", "notation", "subject", "state").order_by("pk"))


def mended_by(person: Person, document: Document) -> list[Document]:
    """What replaces or corrects this document, as far as it went out or came in, among those the official may see."""
    rows = visible_to(person).filter(mends=document).exclude(state__in=NOT_OUT)
    return list(rows.only("key", "notation", "subject", "mends_how").order_by("pk"))


def released_as(person: Person, agency_id: int, notation: str) -> Document:
    """The newest released document of an agency with this notation. Refused `mends-unknown` when there is none."""
    own = visible_to(person).filter(agency=agency_id, notation=nfc(notation), state=DocumentState.RELEASED)
    found = own.exclude(direction=Direction.IN).order_by("-pk").first()
    if found is None:
        raise Refused(
            "mends-unknown", "Cơ quan không có văn bản nào đang có hiệu lực mang số, ký hiệu này.", field="mends"
        )
    return found


def mark_of(agency: Agency) -> str:
    """The letters of an agency in the notation of its documents."""
    return body_mark(is_committee=agency.kind in COMMITTEES, slug=agency.slug, short_name=agency.short_name)


def signature_lines(document: Document, signer: Official | None, *, on: date) -> tuple[str, ...]:
    """What stands above the signature of an official on a day; () when he may not sign for the agency."""
    if signer is None:
        return ()
    substituting = standing_substitution(signer.pk, document.agency_id, on=on)
    agency = agency_by_id(document.agency_id)
    is_committee = agency.kind in COMMITTEES
    if substituting:
        first = signing_lines("", is_committee=is_committee, for_body=document.for_body)[:-1]
        return (*first, *substituting.lines)
    posts = [one for one in posts_of(signer.pk, on=on) if one.agency_id == agency.pk and one.role == Role.LEADER]
    return signing_lines(posts[0].title, is_committee=is_committee, for_body=document.for_body) if posts else ()


def facts_of(document: Document, *, on: date) -> DraftFacts:
    """The draft as the check of form reads it."""
    kind = document.kind
    agency = agency_by_id(document.agency_id)
    return DraftFacts(
        kind=kind.code if kind else "",
        kind_name=kind.name if kind else "",
        abbreviation=kind.abbreviation if kind else "",
        subject=document.subject,
        body=last_draft(document).body,
        unit_mark=document.unit_mark,
        addressees=document.addressees,
        place=place_of(agency.name, agency.short_name),
        lines=signature_lines(document, document.signer, on=on),
        recipients=len(recipients_of(document)),
        is_internal=document.direction == Direction.INTERNAL,
        answer_by=document.answer_by,
        mends_how=document.mends_how,
        annexes=[(one.file.name, one.verdict) for one in annexes_of(document)],
        mends_ended=document.mends is not None and document.mends.state != DocumentState.RELEASED,
    )


def printed_recipients(document: Document, *, on: date) -> tuple[str, ...]:
    """Nơi nhận: groups by one word, what is not among them by name."""
    groups = [Group(one) for one in document.groups]
    meant = {agency.pk for group in groups for agency in agencies_in(group, on=on)}
    names = [one.name for one in recipients_of(document) if one.agency_id not in meant]
    return recipient_lines(
        addressed=bool(document.addressees),
        groups=groups,
        names=names,
        also=[line for line in document.also_to.splitlines() if line.strip()],
        unit_mark=document.unit_mark,
    )


def pdf_draft(document: Document, signer: Official | None, *, code: str = UNSIGNED, now: datetime) -> bytes:
    """The document as this official would sign it now, with room for signature, number, date and seal."""
    on = timezone.localdate(now)
    agency, kind = agency_by_id(document.agency_id), document.kind
    superior = agency_by_id(agency.parent_id) if agency.parent_id else None
    return document_paper(
        DocumentPaper(
            superior=superior.name if superior else "",
            agency=agency.name,
            place=place_of(agency.name, agency.short_name),
            on=on,
            kind=kind.name if kind and kind.abbreviation else "",
            is_letter=kind is not None and kind.code == LETTER,
            subject=document.subject,
            addressees=document.addressees,
            body=last_draft(document).body,
            urgency=document.urgency_label,
            lines=signature_lines(document, signer, on=on),
            signer=signer.full_name if signer else "",
            recipients=printed_recipients(document, on=on),
            code=code,
            verify_url=address_of(code) if code != UNSIGNED else "",
        )
    )
