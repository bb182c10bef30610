"""Signing papers: the person first, then the agency; every signature is checked for its right before it is made."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from tinhso.engines.signing import certificates, queries
from tinhso.engines.signing.drafts import (
    CopyDraft,
    PersonDraft,
    SealDraft,
    draft_of_copy,
    draft_of_person,
    draft_of_seal,
    signed_files,
)
from tinhso.engines.signing.events import PaperSealed, PaperSigned, SealsEnded
from tinhso.engines.signing.models import Certificate, CertificateKind, PaperState, SignedPaper
from tinhso.engines.signing.rules import ProofLevel
from tinhso.ground.acts import act, add_now, change
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import Refused
from tinhso.ground.files.actions import store_bytes
from tinhso.ground.files.queries import content
from tinhso.ground.journal.actions import record

PDF = "application/pdf"
SEALED = (
    "file", "state", "sealed_by", "sealed_at", "number", "agency_name", "wanted_level", "level", "next_proof_at",
    "proof_tries",
)  # fmt: skip
ALREADY_SEALED = (
    "already-sealed",
    "Văn bản đã được cơ quan ký số và phát hành; không đóng dấu lần hai.",
)


def sign_as_person(actor: Actor, pdf: bytes, *, now: datetime, **facts: Any) -> SignedPaper:
    """Sign a paper as an official in one go, where its key is near or nobody waits; facts: drafts.draft_of_person.

    Refused: no-certificate, certificate-expired, already-signed, not-a-pdf, pdf-locked, signer-unavailable,
    signer-rejected, wrong-signature.
    """
    draft = draft_of_person(actor, pdf, now=now, **facts)
    return keep_signed(actor, draft, signed_files([draft], now=now)[0], now=now)


@act()
def keep_signed(actor: Actor, draft: PersonDraft, signed: bytes, *, now: datetime) -> SignedPaper:
    """Store a paper that its signer has signed (drafts.signed_files), and write it down."""
    paper = SignedPaper(
        code=draft.code,
        title=draft.title,
        subject=draft.subject,
        number=draft.number,
        file=store_bytes(actor, signed, name=f"{draft.code}.pdf", mime=PDF, now=now),
        signed_by=draft.certificate,
        signer_name=draft.signer_name,
        signer_title=draft.signer_title,
        agency_name=draft.agency_name,
        signed_at=draft.at,
        wanted_level=draft.level,
        next_proof_at=now,
    )
    add_now(paper)
    signing = PaperSigned(paper.pk, paper.code, paper.subject, paper.title, draft.official_id, paper.file.sha256)
    record(actor, signing, at=now)
    return paper


@transaction.atomic
def seal(
    actor: Actor, paper: SignedPaper, *, agency_id: int, number: str, now: datetime, level: str = ""
) -> SignedPaper:
    """Give a signed paper its number and date, put the agency's seal beside the signature and lock it, in one go.

    Refused: already-sealed, no-certificate, certificate-expired, signer-unavailable, signer-rejected, wrong-signature.
    """
    paper = queries.locked(paper)
    if paper.state != PaperState.PERSON_SIGNED:
        raise Refused(*ALREADY_SEALED)
    draft = draft_of_seal(actor, content(paper.file), agency_id=agency_id, number=number, now=now, level=level)
    return keep_sealed(actor, paper, draft, signed_files([draft], now=now)[0], now=now)


@act()
def keep_sealed(actor: Actor, paper: SignedPaper, draft: SealDraft, sealed: bytes, *, now: datetime) -> SignedPaper:
    """Store a paper that its agency has sealed (drafts.signed_files), and write it down.

    Refused `already-sealed` when the paper went another way meanwhile.
    """
    paper = queries.locked(paper)
    if paper.state != PaperState.PERSON_SIGNED or paper.file.sha256 != draft.sha256:
        raise Refused(*ALREADY_SEALED)
    paper.file = store_bytes(actor, sealed, name=f"{paper.code}.pdf", mime=PDF, now=now)
    paper.state, paper.sealed_by, paper.sealed_at = PaperState.SEALED, draft.certificate, draft.at
    paper.number, paper.agency_name = draft.number, draft.agency_name
    paper.wanted_level, paper.level, paper.next_proof_at, paper.proof_tries = draft.level, ProofLevel.B, now, 0
    change(paper, SEALED)
    sealing = PaperSealed(paper.pk, paper.code, paper.subject, paper.number, draft.agency_id, paper.file.sha256)
    record(actor, sealing, at=now)
    return paper


def issue_copy(actor: Actor, pdf: bytes, *, now: datetime, **facts: Any) -> SignedPaper:
    """Sign a copy or an attachment as an agency in one go, where its key is near; facts: drafts.draft_of_copy."""
    draft = draft_of_copy(actor, pdf, now=now, **facts)
    return keep_copy(actor, draft, signed_files([draft], now=now)[0], now=now)


@act()
def keep_copy(actor: Actor, draft: CopyDraft, signed: bytes, *, now: datetime) -> SignedPaper:
    """Store a copy or an attachment that its agency has signed (drafts.signed_files), and write it down."""
    paper = SignedPaper(
        code=draft.code,
        kind=draft.kind,
        title=draft.title,
        subject=draft.subject,
        number=draft.number,
        state=PaperState.SEALED,
        file=store_bytes(actor, signed, name=f"{draft.code}.pdf", mime=PDF, now=now),
        sealed_by=draft.certificate,
        agency_name=draft.agency_name,
        sealed_at=draft.at,
        wanted_level=draft.level,
        next_proof_at=now,
    )
    add_now(paper)
    sealed = PaperSealed(paper.pk, paper.code, paper.subject, paper.number, draft.agency_id, paper.file.sha256)
    record(actor, sealed, at=now)
    return paper


def sign_statement(actor: Actor, statement: bytes, *, now: datetime) -> bytes:
    """A signature of the platform itself over some bytes: DER of a detached CMS (RFC 5652).

    Refused: no-certificate, certificate-expired.
    """
    certificate = certificates.certificate_of_platform(actor, now=now)
    signer = certificates.signer_of(certificate)
    return signer.sign(hashlib.new(signer.digest, statement).digest(), now=now)


@transaction.atomic
def end_seals(actor: Actor, agency_ids: Sequence[int], *, now: datetime) -> int:
    """Let the seals of agencies that ended sign nothing more; how many. What they sealed stays valid."""
    owners = [f"agency:{agency_id}" for agency_id in agency_ids]
    standing = Certificate.objects.filter(owner_ref__in=owners, kind=CertificateKind.SEAL, valid_to__gt=now)
    ended = standing.filter(valid_from__lt=now).update(valid_to=now)
    if ended:
        record(actor, SealsEnded(list(agency_ids), ended), at=now)
    return ended
