"""What a dossier leaves in its applicant's store, and what it takes from there."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tinhso.engines.signing.models import SignedPaper
from tinhso.engines.signing.queries import paper_by_code
from tinhso.engines.store.actions import PaperIn, replace_file, store_paper
from tinhso.engines.store.models import Source, StoredPaper
from tinhso.engines.store.queries import came_from, usable
from tinhso.government.dossiers import queries
from tinhso.government.dossiers.actions.papers_in import ON_PAPER
from tinhso.government.dossiers.events import PartStored
from tinhso.government.dossiers.models import Dossier, DossierPart, PartState, Result
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.journal.actions import record
from tinhso.ground.people.persons import Person


def keep_result(dossier: Dossier, result: Result, paper: SignedPaper, *, now: datetime) -> StoredPaper:
    """Keep the issued result for the applicant, so that no later dossier asks him for it (NĐ 45/2020 Điều 16)."""
    version, issued_on = dossier.procedure_version, timezone.localdate(result.issued_at or now)
    given = PaperIn(
        type_code=version.result_code or f"{version.procedure.code}:KQ",
        title=result.title,
        file=paper.file,
        source=Source.BORN_DIGITAL,
        number=result.number,
        issuer=result.agency.name,
        issued_on=issued_on,
        valid_from=issued_on,
        signer_name=result.signed_by_name,
        certificate=paper.sealed_by.serial if paper.sealed_by else "",
        dossier_code=dossier.code,
    )
    return store_paper(queries.SYSTEM, queries.owner_of(dossier), given, now=now)


def keep_proven(code: str, before_sha256: str) -> int:
    """Keep in the store, too, what a signed paper has become after it gained time-stamps; how many papers there."""
    return replace_file(before_sha256, paper_by_code(code).file)


def keep_earlier_results(*, now: datetime) -> int:
    """Keep every issued and granted result that no store has yet; how many. Each in its own transaction."""
    stored = 0
    for result in queries.results_to_keep().iterator(chunk_size=500):
        if not came_from(result.dossier.code, Source.BORN_DIGITAL):
            with transaction.atomic():
                keep_result(result.dossier, result, paper_by_code(result.paper_code), now=now)
            stored += 1
    return stored


@transaction.atomic
def keep_scan(actor: Person, dossier: Dossier, part_id: int, given: PaperIn, *, now: datetime) -> DossierPart:
    """Put the signed scan of a sheet into the applicant's store and in the place of the sheet (TT 01/2023/TT-VPCP).

    NotAllowed: not-your-counter. NotVisible: no-sheet. Refused: validity-wrong.
    """
    dossier, part = _sheet(actor, dossier, part_id)
    paper = store_paper(actor, queries.owner_of(dossier), replace(given, dossier_code=dossier.code), now=now)
    return _put(actor, dossier, part, paper, PartState.SUBMITTED, now=now)


@transaction.atomic
def take_stored(actor: Person, dossier: Dossier, part_id: int, key: str, *, now: datetime) -> DossierPart:
    """Use a paper of the applicant's store in the place of a sheet that was handed in: it need not be scanned again.

    NotAllowed: not-your-counter. NotVisible: no-sheet, no-stored-paper. Refused: as
    `store.queries.usable`.
    """
    dossier, part = _sheet(actor, dossier, part_id)
    asked = next((one for one in queries.parts_asked(dossier.procedure_version) if one.code == part.part_code), None)
    if asked is None:
        raise NotVisible("no-stored-paper", "Không tìm thấy giấy tờ này trong kho.")
    owner, on = queries.owner_of(dossier), timezone.localdate(now)
    paper = usable(actor, owner, asked, key, subject=dossier.subject, on=on)
    return _put(actor, dossier, part, paper, PartState.REUSED, now=now)


@transaction.atomic
def give_back_sheet(actor: Person, dossier: Dossier, paper: StoredPaper, *, now: datetime) -> None:
    """Let the sheets that a digitised paper stood for wait for the scanner again. NotAllowed: not-your-counter."""
    dossier = queries.locked(dossier.pk)
    check_digitiser(actor, dossier)
    parts = DossierPart.objects.filter(dossier=dossier, stored_paper=paper, state=PartState.SUBMITTED)
    for part in parts:
        record(actor, PartStored(dossier.pk, part.part_code, part.name, "GIVEN_BACK", paper.words), at=now)
    parts.update(stored_paper=None, file=None, note=ON_PAPER)


def check_digitiser(actor: Person, dossier: Dossier) -> None:
    """NotAllowed `not-your-counter` for anyone but reception where the dossier came in, and once it has ended."""
    if not queries.may_digitise(actor, dossier):
        raise NotAllowed(
            "not-your-counter", "Chỉ cán bộ tiếp nhận nơi nhận hồ sơ số hoá được giấy tờ, khi hồ sơ còn mở."
        )


def _sheet(actor: Person, dossier: Dossier, part_id: int) -> tuple[Dossier, DossierPart]:
    """The dossier and its sheet, locked: two officers scan no sheet twice."""
    dossier = queries.locked(dossier.pk)
    check_digitiser(actor, dossier)
    part = queries.sheets_of(dossier).select_for_update(of=("self",)).filter(pk=part_id).first()
    if part is None:
        raise NotVisible("no-sheet", "Giấy tờ này không còn chờ số hoá; có thể đã được số hoá rồi.")
    return dossier, part


def _put(
    actor: Person, dossier: Dossier, part: DossierPart, paper: StoredPaper, state: PartState, *, now: datetime
) -> DossierPart:
    part.state, part.stored_paper, part.file = str(state), paper, paper.file
    part.save(update_fields=["state", "stored_paper", "file"])
    record(actor, PartStored(dossier.pk, part.part_code, part.name, part.state, paper.words), at=now)
    return part


@transaction.atomic
def take_snapshot(actor: Person, dossier: Dossier, part_id: int, *, now: datetime) -> DossierPart:
    """Let what a database said of the applicant stand for a sheet that it makes needless (Nghị quyết 66.7/2025/NQ-CP).

    The snapshot stays with the dossier. NotAllowed: not-your-counter. NotVisible: no-sheet. Refused: no-snapshot.
    """
    dossier, part = _sheet(actor, dossier, part_id)
    snapshot = queries.snapshot_for(dossier, part)
    if snapshot is None:
        raise Refused("no-snapshot", "Chưa có kết quả khai thác khớp với hồ sơ; hãy khai thác dữ liệu trước.")
    part.state, part.source, part.retrieved_at = str(PartState.FROM_DATA), snapshot.database_label, snapshot.asked_at
    part.file, part.note = None, ""
    part.save(update_fields=["state", "source", "retrieved_at", "file", "note"])
    record(actor, PartStored(dossier.pk, part.part_code, part.name, part.state, snapshot.database_label), at=now)
    return part
