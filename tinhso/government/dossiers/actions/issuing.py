"""The signed result: the leader signs, the clerk numbers and seals, and the clock stops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.utils import timezone

from tinhso.engines.payments.rules import CollectAt
from tinhso.engines.signing import actions as signing
from tinhso.engines.signing import queries as papers
from tinhso.engines.signing.drafts import PersonDraft, SealDraft, draft_of_person, draft_of_seal, signed_files
from tinhso.engines.signing.rules import ProofLevel, new_code
from tinhso.engines.workflow.actions import stop_clock
from tinhso.engines.workflow.models import Clock
from tinhso.government.documents.actions import entered_released, void_entered
from tinhso.government.dossiers import queries
from tinhso.government.dossiers.actions.charging import charge_for
from tinhso.government.dossiers.actions.moving import begin, settle, tell
from tinhso.government.dossiers.actions.numbering import TAKEN_ANEW, holds_number, number_result
from tinhso.government.dossiers.actions.storing import keep_result
from tinhso.government.dossiers.events import ResultIssued, ResultSigned
from tinhso.government.dossiers.lifecycle import Desk
from tinhso.government.dossiers.models import Delivery, Dossier, Outcome, Result
from tinhso.government.dossiers.papers.forms import RESULT_LEVEL
from tinhso.government.dossiers.printing import result_pdf
from tinhso.ground.acts import act, change
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.files.queries import content
from tinhso.ground.journal.actions import record
from tinhso.ground.people.queries import substitution_for

Drafted = TypeVar("Drafted", PersonDraft, SealDraft)


@dataclass(frozen=True)
class Ready(Generic[Drafted]):
    """A result that waits for a key alone. version: of the dossier from which the draft was made."""

    dossier: Dossier
    version: int
    draft: Drafted


def sign(actor: Actor, dossier: Dossier, *, expected_version: int | None = None, now: datetime) -> Dossier:
    """Sign the drafted result or refusal as a person; no transaction waits for the key.

    Refused without a valid certificate, before review, or when the key cannot sign: then nothing has changed.
    """
    ready = ready_to_sign(actor, dossier, expected_version=expected_version, now=now)
    return keep_signature(actor, ready, signed_of([ready], now=now)[0], now=now)


def signed_of(ready: Sequence[Ready[Any]], *, now: datetime) -> list[bytes]:
    """The signed or sealed file of each; a key is asked once for all that it signs. All or none, no transaction.

    Refused when a key cannot sign: signer-unavailable, signer-rejected, wrong-signature.
    """
    return signed_files([one.draft for one in ready], now=now)


@act()
def ready_to_sign(
    actor: Actor, dossier: Dossier, *, expected_version: int | None = None, now: datetime
) -> Ready[PersonDraft]:
    """The drafted result as it will be signed; nothing is changed yet. Refused as `sign`, but for the key."""
    signer, today = queries.official_of(actor), timezone.localdate(now)
    # First of all: whose leave to sign has ended holds no leader's role any more, and should read why.
    substitution = substitution_for(signer.pk, dossier.resolving_agency_id, on=today) if signer else None
    dossier = begin(actor, dossier, "sign", expected_version=expected_version)
    if dossier.desk == Desk.DIVISION_HEAD:
        raise Refused("not-reviewed", "Dự thảo còn ở bước lãnh đạo phòng xem xét, chưa trình ký.")
    if signer is None:
        raise NotAllowed("wrong-role", "Chỉ người có thẩm quyền mới ký được kết quả.")
    result = _result_of(dossier, now=now)
    code = new_code()
    draft = draft_of_person(
        actor,
        result_pdf(dossier, result, signer=signer, code=code, now=now),
        official_id=signer.pk,
        agency_id=dossier.resolving_agency_id,
        title=result.title,
        subject=dossier.subject,
        position_title=", ".join(substitution.lines) if substitution else "",
        now=now,
        code=code,
        level=ProofLevel.B,  # until the seal, which changes the file once more
    )
    return Ready(dossier, dossier.version, draft)


@act()
def keep_signature(actor: Actor, ready: Ready[PersonDraft], signed: bytes, *, now: datetime) -> Dossier:
    """Take the signed result in. Refused `changed-meanwhile` when the dossier moved while the key signed."""
    dossier = begin(actor, ready.dossier, "sign", expected_version=ready.version)
    paper = signing.keep_signed(actor, ready.draft, signed, now=now)
    result = queries.result_of(dossier)
    result.paper_code, result.signed_by_name, result.signed_at = paper.code, actor.name, now
    change(result, ["paper_code", "signed_by_name", "signed_at"])
    settle(actor, dossier, now=now, note="Ký số")
    record(actor, ResultSigned(dossier.pk, result.outcome, paper.code), at=now)
    return dossier


@act()
def ready_to_seal(
    actor: Actor, dossier: Dossier, *, expected_version: int | None = None, now: datetime
) -> Ready[SealDraft]:
    """The signed result with its number, as it will be sealed; where the key then fails, the number stays for the next.

    Number and seal finish the work: see `keep_seal`.
    """
    dossier = begin(actor, dossier, _sealing(dossier), expected_version=expected_version)
    result = _result_of(dossier, now=now)
    if not holds_number(dossier, result, now=now):
        _void(dossier, result, now=now)
        result.number = number_result(actor, dossier, result, now=now)
        change(result, ["number"])
    signed = content(papers.paper_by_code(result.paper_code).file)
    agency = dossier.resolving_agency_id
    draft = draft_of_seal(actor, signed, agency_id=agency, number=result.number, now=now, level=RESULT_LEVEL)
    return Ready(dossier, dossier.version, draft)


@act()
def keep_seal(actor: Actor, ready: Ready[SealDraft], sealed: bytes, *, now: datetime) -> Dossier:
    """Take the sealed result in: the work is finished, the clock stops, the applicant is told.

    Refused `changed-meanwhile` when the dossier moved while the key signed.
    """
    dossier = begin(actor, ready.dossier, _sealing(ready.dossier), expected_version=ready.version)
    result = queries.result_of(dossier)
    paper = signing.keep_sealed(actor, papers.paper_by_code(result.paper_code), ready.draft, sealed, now=now)
    result.issued_at = now
    change(result, ["issued_at"])
    entered_released(
        actor, origin=dossier.subject, notation=result.number, on=timezone.localdate(now),
        signer_name=result.signed_by_name, signed_at=result.signed_at, paper_code=result.paper_code, now=now,
    )  # fmt: skip
    dossier.finished_at = now
    settle(actor, dossier, now=now, changed=["finished_at"], note="Đóng dấu, phát hành")
    if dossier.clock_id:
        stop_clock(queries.SYSTEM, Clock(pk=dossier.clock_id), now=now)
    if result.outcome == Outcome.GRANTED:
        keep_result(dossier, result, paper, now=now)
        charge_for(actor, dossier, CollectAt.RESULT, now=now)
        tell(dossier, "result-ready", now=now)
    else:
        tell(dossier, "dossier-refused", now=now, reason=f"{result.content}\n\nCăn cứ: {result.legal_basis}")
    record(actor, ResultIssued(dossier.pk, result.number, result.paper_code), at=now)
    return dossier


def _result_of(dossier: Dossier, *, now: datetime) -> Result:
    """The result, of the agency that resolves now: after a merger day the successor's, with a number of its series."""
    result = queries.result_of(dossier)
    if result.agency_id != dossier.resolving_agency_id:
        _void(dossier, result, now=now)
        result.agency, result.number = dossier.resolving_agency, ""
        change(result, ["agency", "number"])
    return result


def _void(dossier: Dossier, result: Result, *, now: datetime) -> None:
    """The number of a result goes to nothing; forms of the same dossier keep theirs."""
    if result.number:
        void_entered([dossier.subject], agencies=[result.agency_id], notation=result.number, reason=TAKEN_ANEW, now=now)


def _sealing(dossier: Dossier) -> str:
    return "issue_refusal" if dossier.outcome == Outcome.REFUSED else "issue"


def delivers_itself(dossier: Dossier) -> bool:
    """True when the result needs no hand: the applicant chose the electronic copy and owes nothing."""
    return dossier.delivery == Delivery.ONLINE and not dossier.owes_fee
