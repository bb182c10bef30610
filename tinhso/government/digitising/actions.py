"""Digitising one sheet: bind the scan, let the officer sign it, keep it for its owner, put it in the sheet's place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from tinhso.engines.signing.actions import sign_as_person
from tinhso.engines.signing.queries import address_of
from tinhso.engines.signing.rules import new_code
from tinhso.engines.store.actions import PaperIn, withdraw_paper
from tinhso.engines.store.models import Source, StoredPaper
from tinhso.government.digitising import queries
from tinhso.government.digitising.scans import Statement, bound
from tinhso.government.dossiers import actions as dossiers
from tinhso.government.dossiers.models import Dossier, DossierPart
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.base.vietnamese import format_date, format_moment, nfc
from tinhso.ground.files.actions import store_upload
from tinhso.ground.files.queries import content
from tinhso.ground.files.sniffing import PDF, PICTURES
from tinhso.ground.people.persons import Person
from tinhso.ground.web.paper import qr_svg

CHECKS = ("legible", "complete", "conforms")


@dataclass(frozen=True)
class Described:
    """What the officer read from the sheet. type_code: of a reviewed type, or '' where there is none to choose."""

    type_code: str
    title: str
    number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    valid_to: date | None = None


@transaction.atomic
def digitise(
    actor: Person,
    dossier: Dossier,
    part: DossierPart,
    *,
    scans: Sequence[UploadedFile[bytes]],
    checks: Sequence[str],
    described: Described,
    now: datetime,
) -> StoredPaper:
    """Digitise a sheet with the officer's own signature: he answers for its conformity (NĐ 118/2025 Điều 18).

    scans: files from the scanner; none to take the scan that lies with the part already. Refused: checks-missing,
    title-missing, type-unknown, already-stored, what `scans.bound` refuses, and what signing refuses. Nothing stays
    behind a refusal.
    """
    if set(CHECKS) - set(checks):
        raise Refused("checks-missing", "Hãy đối chiếu và đánh dấu đủ ba điều trước khi ký.", field="checks")
    if not described.title.strip():
        raise Refused("title-missing", "Hãy ghi tên giấy tờ.", field="title")
    codes = {one.code for one in queries.types_for(dossier, part)}
    if described.type_code and described.type_code not in codes:
        raise Refused("type-unknown", "Thành phần này không nhận loại giấy tờ đó.", field="type_code")
    type_code = described.type_code or queries.own_type(dossier, part)
    _check_not_stored(dossier, type_code, described)
    posts = queries.receiving_post(actor, dossier, now=now)
    code, today = new_code(), timezone.localdate(now)
    statement = Statement(
        title=nfc(described.title),
        part=part.name,
        number=nfc(described.number),
        issuer=nfc(described.issuer),
        issued_on=format_date(described.issued_on) if described.issued_on else "",
        dossier=dossier.code,
        agency=dossier.receiving_agency.name,
        officer=actor.name,
        position=posts.title or "Cán bộ tiếp nhận",
        at=format_moment(now),
        day=(today.year, today.month, today.day),
        code=code,
        qr=qr_svg(address_of(code)),
    )
    scan = bound(_files(actor, part, scans, now=now), statement, fewest_dots=settings.SCAN_DOTS_PER_INCH)
    signed = sign_as_person(
        actor,
        scan.pdf,
        official_id=posts.official_id,
        agency_id=dossier.receiving_agency_id,
        title=f"Bản số hoá: {statement.title}"[:300],
        subject=dossier.subject,
        now=now,
        code=code,
    )
    given = PaperIn(
        type_code=type_code,
        title=described.title,
        file=signed.file,
        source=Source.DIGITISED,
        number=described.number,
        issuer=described.issuer,
        issued_on=described.issued_on,
        valid_from=described.issued_on,
        valid_to=described.valid_to,
        signer_name=actor.name,
        certificate=signed.signed_by.serial if signed.signed_by else "",
        pages=scan.pages,
        dots_per_inch=scan.dots_per_inch,
    )
    kept = dossiers.keep_scan(actor, dossier, part.pk, given, now=now)
    if kept.stored_paper is None:
        raise Refused("no-sheet", "Giấy tờ này không còn chờ số hoá; có thể đã được số hoá rồi.")
    return kept.stored_paper


def _check_not_stored(dossier: Dossier, type_code: str, described: Described) -> None:
    """Reuse first: what is in the store under this number is not scanned a second time."""
    known = queries.stored_already(dossier, type_code, number=described.number, issuer=described.issuer)
    if known is not None:
        raise Refused(
            "already-stored", f"“{known.words}” đã có trong kho của người nộp; hãy dùng bản đó, không phải quét lại.",
            field="number",
        )  # fmt: skip


def _files(
    actor: Person, part: DossierPart, scans: Sequence[UploadedFile[bytes]], *, now: datetime
) -> list[tuple[bytes, str]]:
    """The scans as they were uploaded now, else the one that was uploaded when the dossier was entered."""
    accept = (PDF, *PICTURES)
    stored = [store_upload(actor, scan, now=now, accept=accept) for scan in scans] or ([part.file] if part.file else [])
    return [(content(file), file.mime) for file in stored]


@transaction.atomic
def take_out(actor: Person, dossier: Dossier, key: str, *, reason: str, now: datetime) -> StoredPaper:
    """Take a paper that was digitised here by mistake out of the store. NotAllowed: not-your-counter."""
    paper = queries.stored_paper(actor, dossier, key)
    if paper.source != Source.DIGITISED or paper.dossier_code != dossier.code:
        raise NotAllowed("not-your-counter", "Chỉ thu hồi được giấy tờ đã số hoá trong chính hồ sơ này.")
    dossiers.give_back_sheet(actor, dossier, paper, now=now)
    return withdraw_paper(actor, paper, reason=reason, now=now)
