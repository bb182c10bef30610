"""Papers on their way to a signature, in three steps, so that no transaction waits for a key that lives elsewhere.

1. draft (`draft_of_person`, `draft_of_seal`, `draft_of_copy`): the right to sign is checked, the PDF lacks its
   signature alone.
2. `signed_files`: the keys sign; a key elsewhere is asked once for all papers that it signs. Outside a transaction.
3. `actions.keep_signed`, `keep_sealed`, `keep_copy`: the signed file is stored and written down, in a transaction.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from tinhso.engines.signing import certificates, marks, pictures, rules
from tinhso.engines.signing.longterm import TOKEN_ROOM
from tinhso.engines.signing.models import Certificate, PaperKind
from tinhso.engines.signing.pdf_update import Unsigned
from tinhso.engines.signing.rules import ProofLevel
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.people.queries import agency_by_id


@dataclass(frozen=True)
class Draft:
    """A PDF that lacks nothing but its signature. at: the moment of signing that stands in it."""

    unsigned: Unsigned
    certificate: Certificate
    at: datetime


@dataclass(frozen=True)
class PersonDraft(Draft):
    """A paper that an official is about to sign."""

    code: str
    level: ProofLevel
    title: str
    subject: str
    number: str
    official_id: int
    signer_name: str
    signer_title: str
    agency_name: str


@dataclass(frozen=True)
class SealDraft(Draft):
    """A signed paper that an agency is about to seal. sha256: of the file that the draft was made from, hex."""

    level: ProofLevel
    sha256: str
    number: str
    agency_id: int
    agency_name: str


@dataclass(frozen=True)
class CopyDraft(Draft):
    """A copy or an attachment that an agency is about to sign."""

    code: str
    level: ProofLevel
    kind: PaperKind
    title: str
    subject: str
    number: str
    agency_id: int
    agency_name: str


def draft_of_person(
    actor: Actor,
    pdf: bytes,
    *,
    official_id: int,
    title: str,
    subject: str,
    now: datetime,
    position_title: str = "",
    agency_id: int | None = None,
    code: str = "",
    number: str = "",
    level: str = "",
) -> PersonDraft:
    """A paper with room for the signature of an official, where its template left it above the full name.

    code: the public code already printed on it as QR (rules.new_code), or nothing. agency_id: the agency for
    which he signs, when he holds posts at several. number: where it is printed already and no clerk gives it.
    level: how long it should prove itself (rules.ProofLevel), else as the settings say.
    Refused: no-certificate, certificate-expired, certificate-revoked, already-signed, not-a-pdf, pdf-locked.
    """
    post = certificates.signing_post(official_id, now=now, agency_id=agency_id)
    certificate = certificates.certificate_of_person(actor, post, now=now)
    name = post.official.full_name
    wanted = wanted_level(level)
    unsigned = marks.sign_for_person(
        pdf,
        name=name,
        picture=pictures.signature_png(name),
        signer=certificates.signer_of(certificate),
        at=now,
        spare=room_for(wanted),
    )
    return PersonDraft(
        unsigned=unsigned,
        certificate=certificate,
        at=now,
        code=code or rules.new_code(),
        level=wanted,
        title=nfc(title),
        subject=subject,
        number=nfc(number),
        official_id=official_id,
        signer_name=name,
        signer_title=nfc(position_title or post.title),
        agency_name=post.agency.name,
    )


def check_seal(actor: Actor, agency_id: int, *, now: datetime) -> None:
    """Refused `no-certificate` or `certificate-expired` for an agency that could seal nothing now."""
    certificates.certificate_of_agency(actor, agency_by_id(agency_id), now=now)


def draft_of_seal(
    actor: Actor,
    signed: bytes,
    *,
    agency_id: int,
    number: str,
    issued_on: date | None = None,
    now: datetime,
    level: str = "",
) -> SealDraft:
    """A paper that its signer has signed, with number, date and room for the seal of an agency beside the signature.

    issued_on: the day that was given with the number, where it is not today. level: as in draft_of_person. Refused:
    already-sealed, person-first, no-certificate, certificate-expired.
    """
    agency = agency_by_id(agency_id)
    certificate = certificates.certificate_of_agency(actor, agency, now=now)
    wanted = wanted_level(level)
    unsigned = marks.seal_for_agency(
        signed,
        agency=agency.name,
        picture=pictures.seal_png(agency.name),
        number=nfc(number),
        issued_on=issued_on or timezone.localdate(now),
        signer=certificates.signer_of(certificate),
        at=now,
        spare=room_for(wanted),
    )
    return SealDraft(
        unsigned=unsigned,
        certificate=certificate,
        at=now,
        level=wanted,
        sha256=hashlib.sha256(signed).hexdigest(),
        number=nfc(number),
        agency_id=agency_id,
        agency_name=agency.name,
    )


def draft_of_copy(
    actor: Actor,
    pdf: bytes,
    *,
    kind: PaperKind,
    agency_id: int,
    title: str,
    subject: str,
    number: str = "",
    now: datetime,
    code: str = "",
    level: str = "",
) -> CopyDraft:
    """A copy (sao y, sao lục, trích sao) or an attachment with room for the agency: words at the top right, no picture.

    level: as in draft_of_person. Refused: not-a-copy for an original, which a person signs first; no-certificate,
    certificate-expired, not-a-pdf, pdf-locked.
    """
    if kind == PaperKind.ORIGINAL:
        raise Refused("not-a-copy", "Bản gốc phải do người có thẩm quyền ký số trước, rồi cơ quan mới đóng dấu.")
    agency = agency_by_id(agency_id)
    certificate = certificates.certificate_of_agency(actor, agency, now=now)
    moment = rules.moment_text(now)
    lines = (nfc(number), moment) if kind == PaperKind.ATTACHMENT else (f"{kind.label.upper()}: {agency.name}", moment)
    signer, wanted = certificates.signer_of(certificate), wanted_level(level)
    unsigned = marks.mark_top_right(
        pdf, agency=agency.name, lines=lines, signer=signer, at=now, spare=room_for(wanted)
    )  # fmt: skip
    return CopyDraft(
        unsigned=unsigned,
        certificate=certificate,
        at=now,
        code=code or rules.new_code(),
        level=wanted,
        kind=kind,
        title=nfc(title),
        subject=subject,
        number=nfc(number),
        agency_id=agency_id,
        agency_name=agency.name,
    )


def wanted_level(level: str) -> ProofLevel:
    """The level that was named, else that of the settings."""
    return ProofLevel(level or settings.SIGNING_LEVEL)


def room_for(level: ProofLevel) -> int:
    """Bytes that a signature leaves for its time-stamp."""
    return 0 if level is ProofLevel.B else TOKEN_ROOM


def signed_files(drafts: Sequence[Draft], *, now: datetime) -> list[bytes]:
    """The signed PDF of each draft, in their order. Every key is asked once for all of its papers.

    All of them or none. Refused: signer-unavailable, signer-rejected, wrong-signature.
    """
    files: dict[int, bytes] = {}
    for certificate in {draft.certificate.pk: draft.certificate for draft in drafts}.values():
        mine = [place for place, draft in enumerate(drafts) if draft.certificate == certificate]
        signer = certificates.signer_of(certificate)
        signatures = signer.sign_many([drafts[place].unsigned.digest for place in mine], now=now)
        files |= {place: drafts[place].unsigned.signed(one) for place, one in zip(mine, signatures, strict=True)}
    return [files[place] for place in range(len(drafts))]
