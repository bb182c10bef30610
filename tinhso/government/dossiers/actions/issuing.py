"""The signed result: the leader signs, the clerk numbers and seals, and the clock stops."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tinhso.engines.payments.rules import CollectAt
from tinhso.engines.signing import actions as signing
from tinhso.engines.signing import queries as papers
from tinhso.engines.signing.rules import ProofLevel, new_code
from tinhso.engines.workflow.actions import stop_clock
from tinhso.government.dossiers import queries
from tinhso.government.dossiers.actions.charging import charge_for
from tinhso.government.dossiers.actions.moving import begin, settle, tell
from tinhso.government.dossiers.actions.numbering import reserve_number
from tinhso.government.dossiers.events import ResultIssued, ResultSigned
from tinhso.government.dossiers.lifecycle import Desk
from tinhso.government.dossiers.models import Delivery, Dossier, Outcome, Result
from tinhso.government.dossiers.papers.forms import RESULT_LEVEL
from tinhso.government.dossiers.printing import result_pdf
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.journal.actions import record


@transaction.atomic
def sign(actor: Actor, dossier: Dossier, *, expected_version: int | None = None, now: datetime) -> Dossier:
    """Sign the drafted result or refusal as a person. Refused without a valid certificate, or before review."""
    dossier = begin(actor, dossier, "sign", expected_version=expected_version)
    if dossier.desk == Desk.DIVISION_HEAD:
        raise Refused("not-reviewed", "Dự thảo còn ở bước lãnh đạo phòng xem xét, chưa trình ký.")
    signer = queries.official_of(actor)
    if signer is None:
        raise NotAllowed("wrong-role", "Chỉ người có thẩm quyền mới ký được kết quả.")
    result = Result.objects.get(dossier=dossier)
    code = new_code()
    paper = signing.sign_as_person(
        actor,
        result_pdf(dossier, result, signer=signer, code=code, now=now),
        official_id=signer.pk,
        agency_id=dossier.resolving_agency_id,
        title=result.title,
        subject=dossier.subject,
        now=now,
        code=code,
        level=ProofLevel.B,  # until the seal, which changes the file once more
    )
    result.paper_code, result.signed_by_name, result.signed_at = paper.code, actor.name, now
    result.save(update_fields=["paper_code", "signed_by_name", "signed_at"])
    settle(actor, dossier, now=now, note="Ký số")
    record(actor, ResultSigned(dossier.pk, result.outcome, paper.code), at=now)
    return dossier


@transaction.atomic
def seal_result(actor: Actor, dossier: Dossier, *, expected_version: int | None = None, now: datetime) -> Dossier:
    """Number and seal the signed paper: the work is finished, the clock stops, the applicant is told.

    An applicant who chose the electronic result and owes nothing has it in the same moment.
    """
    verb = "issue_refusal" if dossier.outcome == Outcome.REFUSED else "issue"
    dossier = begin(actor, dossier, verb, expected_version=expected_version)
    result = Result.objects.get(dossier=dossier)
    result.number = reserve_number(dossier.resolving_agency, dossier.procedure_version, now=now)
    paper = papers.paper_by_code(result.paper_code)
    signing.seal(actor, paper, agency_id=dossier.resolving_agency_id, number=result.number, now=now, level=RESULT_LEVEL)
    result.issued_at = now
    result.save(update_fields=["number", "issued_at"])
    dossier.finished_at = now
    settle(actor, dossier, now=now, changed=["finished_at"], note="Đóng dấu, phát hành")
    if dossier.clock:
        stop_clock(queries.SYSTEM, dossier.clock, now=now)
    if result.outcome == Outcome.GRANTED:
        charge_for(actor, dossier, CollectAt.RESULT, now=now)
        tell(dossier, "result-ready", now=now)
    else:
        tell(dossier, "dossier-refused", now=now, reason=f"{result.content}\n\nCăn cứ: {result.legal_basis}")
    record(actor, ResultIssued(dossier.pk, result.number, result.paper_code), at=now)
    return dossier


def delivers_itself(dossier: Dossier) -> bool:
    """True when the result needs no hand: the applicant chose the electronic copy and owes nothing."""
    return dossier.delivery == Delivery.ONLINE and not dossier.owes_fee
