"""Reading a dossier as the portal may know it, and what the portal was told of it before."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings

from tinhso.engines.payments.lifecycle import ChargeState
from tinhso.engines.payments.queries import charges_of
from tinhso.engines.payments.rules import CollectAt
from tinhso.engines.signing.queries import paper_by_code
from tinhso.government.dossiers import queries as dossiers
from tinhso.government.dossiers.models import Delivery, Dossier, PartState, Result
from tinhso.government.portal_sync.mappers import CITIZEN, ENTERPRISE, HOUSEHOLD, Facts, Fee, Paper, Supplement
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.files.models import StoredFile
from tinhso.ground.files.queries import file_by_key
from tinhso.ground.gateway.models import OutboxMessage
from tinhso.ground.gateway.partners.national_portal import PARTNER
from tinhso.ground.gateway.queries import messages_about
from tinhso.ground.people.persons import who_acted
from tinhso.ground.people.queries import agency_by_id

THEIRS = f"system:{PARTNER}"  # what came from there is not offered to it again
NOT_OWED = frozenset({ChargeState.WAIVED, ChargeState.REPLACED})


def subject_of(dossier: Dossier) -> str:
    """What letters to the portal are about; not dossier:<id>, whose story is told to its citizen."""
    return f"portal_dossier:{dossier.pk}"


def letters_about(dossier: Dossier) -> list[OutboxMessage]:
    """Everything that the portal was told, or is to be told, of a dossier, oldest first."""
    return list(messages_about(subject_of(dossier)))


def facts_of(dossier: Dossier) -> Facts:
    """A dossier as the portal may know it now."""
    version, organisation = dossier.procedure_version, dossier.applicant_organisation
    result = getattr(dossier, "result", None)
    issued = result if result is not None and result.issued_at is not None else None
    resolving = agency_by_id(dossier.resolving_agency_id)
    kind = CITIZEN if organisation is None else HOUSEHOLD if organisation.kind == HOUSEHOLD else ENTERPRISE
    there = dossiers.foreign_code_of(dossier, PARTNER)
    return Facts(
        code=there.code if there else dossier.code,
        receipt=dossier.code,
        files_at=f"{settings.PORTAL['intake_url']}tep/{dossier.code}/" if settings.PORTAL["sends_files"] else "",
        result_file=_result_file(issued),
        is_theirs=there is not None,
        procedure_code=version.procedure.code,
        procedure_name=version.name,
        sector_code=version.field_code,
        sector_name=version.field_name,
        applicant_name=dossier.applicant_name,
        applicant_kind=kind,
        applicant_number=organisation.tax_code if organisation else str(dossier.fact("number")),
        phone=str(dossier.fact("phone")),
        email=str(dossier.fact("email")),
        address=str(dossier.fact("address")),
        commune_code=dossier.commune_code,
        submitted_by=who_acted(dossier.submitted_by_name),
        title=dossier.title,
        state=dossier.national_code,
        by_post=dossier.delivery == Delivery.POST,
        delivery=Delivery(dossier.delivery).label,
        receiving_code=agency_by_id(dossier.receiving_agency_id).code or settings.PORTAL["agency"],
        agency_name=resolving.name,
        filed_at=dossier.filed_at,
        received_at=dossier.received_at,
        due_at=dossier.due_at if dossier.received_at else None,
        finished_at=dossier.finished_at,
        returned_at=dossier.returned_at,
        step_by=dossier.moved_by_name,
        step_at=dossier.moved_at,
        step_agency=agency_by_id(dossier.desk_agency_id).name,
        step_words=dossier.step_name or dossier.state_label,
        step_due_at=dossier.step_due_at,
        result_title=issued.title if issued else "",
        result_number=issued.number if issued else "",
        supplements=_supplements(dossier),
        fees=_fees(dossier),
        papers=_papers(dossier),
    )


def _result_file(issued: Result | None) -> str:
    paper = paper_by_code(issued.paper_code) if issued and issued.paper_code else None
    return str(paper.file.key) if paper else ""


def file_told(code: str, key: UUID) -> tuple[Dossier, StoredFile]:
    """A file that the portal was told of: a paper of the dossier with this code, or its issued result. NotVisible."""
    dossier = dossiers.with_code(code) if settings.PORTAL["sends_files"] else None
    if dossier is not None:
        facts = facts_of(dossier)
        if str(key) in {facts.result_file, *(paper.file_key for paper in facts.papers)}:
            return dossier, file_by_key(key)
    raise NotVisible("no-file", "Không tìm thấy tệp này.")


def _supplements(dossier: Dossier) -> tuple[Supplement, ...]:
    return tuple(
        Supplement(
            f"{dossier.code}/{one.number}", one.asked_by_name, one.reason, one.asked_at, one.answered_at,
            one.answer_note,
        )
        for one in dossiers.supplements_of(dossier)
    )  # fmt: skip


def _fees(dossier: Dossier) -> tuple[Fee, ...]:
    return tuple(
        Fee(line["code"], line["name"], line["kind"], line["amount_vnd"], CollectAt(line["collect_at"]).national_code)
        for charge in charges_of(dossier.subject)
        if charge.state not in NOT_OWED
        for line in charge.lines
    )


def _papers(dossier: Dossier) -> tuple[Paper, ...]:
    return tuple(
        Paper(
            part.part_code,
            part.name,
            part.file_id is not None or part.state == PartState.FROM_DATA,
            is_digitised=part.is_digitised,
            is_reused=part.state == PartState.REUSED,
            replaced_by=part.stored_paper.type_code if part.stored_paper else "",
            file_id=str(part.stored_paper.key) if part.stored_paper else "",
            file_name=part.file.name if part.file else "",
            file_key=str(part.file.key) if part.file and part.file.uploaded_by_ref != THEIRS else "",
        )
        for part in dossiers.parts_of(dossier)
        if part.state != PartState.MISSING
    )
