"""Signing papers: the person first, then the agency; every signature is checked for its right before it is made."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tinhso.engines.signing import certificates, marks, pictures, queries, rules
from tinhso.engines.signing.events import PaperSealed, PaperSigned, SealsEnded
from tinhso.engines.signing.models import Certificate, CertificateKind, PaperKind, PaperState, SignedPaper
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.files.actions import store_bytes
from tinhso.ground.files.queries import content
from tinhso.ground.journal.actions import record
from tinhso.ground.people.queries import agency_by_id

PDF = "application/pdf"


@transaction.atomic
def sign_as_person(
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
) -> SignedPaper:
    """Sign a paper as an official, in the room that its template left above the full name.

    code: the public code already printed on it as QR (rules.new_code), or nothing. agency_id: the agency for
    which he signs, when he holds posts at several. number: where it is printed already and no clerk gives it.
    Refused: no-certificate, certificate-expired, already-signed, not-a-pdf, pdf-locked.
    """
    post = certificates.signing_post(official_id, now=now, agency_id=agency_id)
    certificate = certificates.certificate_of_person(actor, post, now=now)
    name = post.official.full_name
    signed = marks.sign_for_person(
        pdf, name=name, picture=pictures.signature_png(name), signer=certificates.signer_of(certificate), at=now
    )
    code = code or rules.new_code()
    paper = SignedPaper.objects.create(
        code=code,
        title=nfc(title),
        subject=subject,
        number=nfc(number),
        file=store_bytes(actor, signed, name=f"{code}.pdf", mime=PDF, now=now),
        signed_by=certificate,
        signer_name=name,
        signer_title=nfc(position_title or post.title),
        agency_name=post.agency.name,
        signed_at=now,
    )
    record(actor, PaperSigned(paper.pk, code, subject, paper.title, official_id, paper.file.sha256), at=now)
    return paper


@transaction.atomic
def seal(actor: Actor, paper: SignedPaper, *, agency_id: int, number: str, now: datetime) -> SignedPaper:
    """Give a signed paper its number and date, put the agency's seal beside the signature and lock it.

    Refused: already-sealed, no-certificate, certificate-expired.
    """
    paper = queries.locked(paper)
    if paper.state != PaperState.PERSON_SIGNED:
        raise Refused("already-sealed", "Văn bản đã được cơ quan ký số và phát hành; không đóng dấu lần hai.")
    agency = agency_by_id(agency_id)
    certificate = certificates.certificate_of_agency(actor, agency, now=now)
    sealed = marks.seal_for_agency(
        content(paper.file),
        agency=agency.name,
        picture=pictures.seal_png(agency.name),
        number=nfc(number),
        signer=certificates.signer_of(certificate),
        at=now,
    )
    paper.file = store_bytes(actor, sealed, name=f"{paper.code}.pdf", mime=PDF, now=now)
    paper.state, paper.sealed_by, paper.sealed_at = PaperState.SEALED, certificate, now
    paper.number, paper.agency_name = nfc(number), agency.name
    paper.save(update_fields=["file", "state", "sealed_by", "sealed_at", "number", "agency_name"])
    record(actor, PaperSealed(paper.pk, paper.code, paper.subject, paper.number, agency_id, paper.file.sha256), at=now)
    return paper


@transaction.atomic
def issue_copy(
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
) -> SignedPaper:
    """Sign a copy (sao y, sao lục, trích sao) or an attachment as an agency: words at the top right, no picture.

    Refused: not-a-copy for an original, which a person signs first; no-certificate, certificate-expired,
    not-a-pdf, pdf-locked.
    """
    if kind == PaperKind.ORIGINAL:
        raise Refused("not-a-copy", "Bản gốc phải do người có thẩm quyền ký số trước, rồi cơ quan mới đóng dấu.")
    agency = agency_by_id(agency_id)
    certificate = certificates.certificate_of_agency(actor, agency, now=now)
    moment = rules.moment_text(now)
    lines = (nfc(number), moment) if kind == PaperKind.ATTACHMENT else (f"{kind.label.upper()}: {agency.name}", moment)
    signed = marks.mark_top_right(
        pdf, agency=agency.name, lines=lines, signer=certificates.signer_of(certificate), at=now
    )
    code = code or rules.new_code()
    paper = SignedPaper.objects.create(
        code=code,
        kind=kind,
        title=nfc(title),
        subject=subject,
        number=nfc(number),
        state=PaperState.SEALED,
        file=store_bytes(actor, signed, name=f"{code}.pdf", mime=PDF, now=now),
        sealed_by=certificate,
        agency_name=agency.name,
        sealed_at=now,
    )
    record(actor, PaperSealed(paper.pk, code, subject, paper.number, agency_id, paper.file.sha256), at=now)
    return paper


def sign_statement(actor: Actor, statement: bytes, *, now: datetime) -> bytes:
    """A signature of the platform itself over some bytes: DER of a detached CMS (RFC 5652).

    Refused: no-certificate, certificate-expired.
    """
    certificate = certificates.certificate_of_platform(actor, now=now)
    return certificates.signer_of(certificate).sign(hashlib.sha256(statement).digest())


@transaction.atomic
def end_seals(actor: Actor, agency_ids: Sequence[int], *, now: datetime) -> int:
    """Let the seals of agencies that ended sign nothing more; how many. What they sealed stays valid."""
    owners = [f"agency:{agency_id}" for agency_id in agency_ids]
    standing = Certificate.objects.filter(owner_ref__in=owners, kind=CertificateKind.SEAL, valid_to__gt=now)
    ended = standing.filter(valid_from__lt=now).update(valid_to=now)
    if ended:
        record(actor, SealsEnded(list(agency_ids), ended), at=now)
    return ended
