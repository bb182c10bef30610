"""Dossiers for other systems: file, read, list by key, move; the same queries and actions as the pages."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from ninja import File, Query, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from tinhso.engines.eforms.queries import published_form
from tinhso.engines.procedures.queries import FeeChoices, version_for
from tinhso.government.dossiers import actions, queries
from tinhso.government.dossiers.lifecycle import national_code
from tinhso.government.dossiers.models import Dossier
from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.files.actions import store_upload
from tinhso.ground.people.doors import Request
from tinhso.ground.people.models import Agency
from tinhso.ground.people.queries import agency_standing
from tinhso.ground.web.refusals import problem_of, status_of
from tinhso.ground.web.rest import READ_PROBLEMS, WRITE_PROBLEMS, Problem

router = Router(tags=["dossiers"])


class Applicant(Schema):
    """Whose request it is; the number is the 12 digits of the personal number."""

    number: str = Field(pattern=r"^\d{12}$")
    full_name: str = Field(min_length=2, max_length=120)
    phone: str = Field("", max_length=20)
    email: str = Field("", max_length=200)
    address: str = Field("", max_length=300)


class PartGiven(Schema):
    """One part: a stored file, or data that replaces it, or a sheet of paper kept at the counter."""

    part_code: str = Field(max_length=40)
    file_key: UUID | None = None
    from_data: bool = False
    on_paper: bool = False
    note: str = Field("", max_length=500)


Quantity = Annotated[int, Field(ge=0, le=999)]


class Filing(Schema):
    """A dossier to be filed at the client's own agency; answers follow the procedure's published form.

    quantities: by name (copies, pages, cases), only for prices whose numbers the form does not ask for; what the
    answers say always counts before them. exemptions: codes of groups who owe less, as the procedure lists them.
    """

    procedure: str = Field(max_length=20)
    applicant: Applicant
    answers: dict[str, Any] = Field(default_factory=dict)
    parts: list[PartGiven] = Field(default_factory=list, max_length=100)
    commune_code: str = Field("", pattern=r"^(\d{5})?$")
    channel: Literal["COUNTER", "POST"] = "COUNTER"
    delivery: Literal["COUNTER", "ONLINE", "POST"] = "COUNTER"
    quantities: dict[str, Quantity] = Field(default_factory=dict, max_length=10)
    exemptions: list[str] = Field(default_factory=list, max_length=10)


class DossierLine(Schema):
    """A dossier in a list; due_at is explained by due_sentence."""

    code: str
    title: str
    applicant_name: str
    state: str
    state_label: str
    desk: str
    filed_at: datetime
    due_at: datetime
    due_sentence: str


class DossierOut(DossierLine):
    """A dossier in full, but for its answers and papers."""

    procedure: str
    national_code: int
    version: int
    channel: str
    received_at: datetime | None
    fee_vnd: int
    fee_paid_at: datetime | None
    finished_at: datetime | None
    returned_at: datetime | None

    @staticmethod
    def resolve_procedure(dossier: Dossier) -> str:
        """The code of the procedure."""
        return dossier.procedure_version.procedure.code

    @staticmethod
    def resolve_national_code(dossier: Dossier) -> int:
        """The national code of the state, 1 to 10."""
        return national_code(dossier.state, refused_after_examination=settings.REFUSED_AFTER_EXAMINATION_AS)


class KeyedFiling(Filing):
    """One filing of several. key: chosen by the client; the same key gives the same dossier, now and later."""

    key: str = Field(min_length=1, max_length=80)


class Filings(Schema):
    """Up to 100 filings, each for itself."""

    items: list[KeyedFiling] = Field(min_length=1, max_length=100)


class FilingAnswer(Schema):
    """What became of one filing: 201 with the dossier, or the status and the problem that it would have had alone."""

    key: str
    status: int
    dossier: DossierOut | None = None
    problem: Problem | None = None


class FilingAnswers(Schema):
    """One answer a filing, in the order in which they were sent."""

    items: list[FilingAnswer]


class DossierPage(Schema):
    """A page of a list, and the key of the next ('' at the end); lists are never counted."""

    items: list[DossierLine]
    next: str


class Wanted(Schema):
    """Filters of the work list; text is a code or words, marks optional."""

    show: Literal["desk", "agency", "waiting"] = "agency"
    state: str = ""
    late: bool = False
    due_today: bool = False
    procedure: str = ""
    text: str = Field("", max_length=200)
    after: str = Field("", max_length=80)
    size: int = Field(20, ge=1, le=100)


class MoveIn(Schema):
    """expected_version: the version that you read; another one means that someone acted meanwhile."""

    expected_version: int | None = None


class ReasonedMoveIn(MoveIn):
    """A move that owes the applicant a reason and its legal basis."""

    reason: str = Field(max_length=2000)
    legal_basis: str = Field(max_length=500)


class StoredOut(Schema):
    """A stored file, to be named in a filing by its key."""

    key: UUID
    name: str
    size_bytes: int
    mime: str
    scan_state: str


@router.post("", response={201: DossierOut, **WRITE_PROBLEMS}, operation_id="fileDossier")
def file(request: Request, filing: Filing) -> Status[Dossier]:
    """File a dossier that was brought to the client's agency; 201 once it is safe, numbered and on a desk."""
    version = version_for(filing.procedure, on=timezone.localdate(request.now))
    agency = _own_agency(request)
    dossier = actions.file_at_counter(
        request.person,
        visitor=actions.Visitor(**filing.applicant.dict()),
        version=version,
        answers=filing.answers,
        form_version=published_form(version.form_code, request.now) if version.form_code else None,
        parts=[actions.PartIn(**part.dict()) for part in filing.parts],
        receiving_agency=agency,
        commune_code=filing.commune_code or agency.unit_code,
        channel=filing.channel,
        delivery=filing.delivery,
        fee_choices=FeeChoices(quantities=filing.quantities, exemptions=filing.exemptions),
        idempotency_key=request.headers["Idempotency-Key"],
        now=request.now,
    )
    return Status(201, dossier)


def _own_agency(request: Request) -> Agency:
    agency = agency_standing(next(iter(request.person.agency_ids)), on=timezone.localdate(request.now))
    if agency is None:
        raise NotVisible("agency-closed", "Cơ quan của mã truy cập này không còn hoạt động.")
    return agency


@router.post("/bulk", response={200: FilingAnswers, **WRITE_PROBLEMS}, operation_id="fileDossiers")
def file_many(request: Request, filings: Filings) -> dict[str, Any]:
    """File up to 100 dossiers that were brought to the client's agency; one answer each, in the order sent.

    200 says that each was answered, not that each was filed: look at the status of each. A refused one leaves nothing
    behind and loses no other; mend it and send it again under its key. The keys make repeating safe: those already
    filed are answered again, not filed twice. A request that does not fit this description is refused whole (422).
    """
    wanted = [
        actions.CounterFiling(
            key=one.key,
            visitor=actions.Visitor(**one.applicant.dict()),
            procedure=one.procedure,
            answers=one.answers,
            parts=[actions.PartIn(**part.dict()) for part in one.parts],
            commune_code=one.commune_code,
            channel=one.channel,
            delivery=one.delivery,
            fee_choices=FeeChoices(quantities=one.quantities, exemptions=one.exemptions),
        )
        for one in filings.items
    ]
    answers = actions.file_many_at_counter(
        request.person, wanted, receiving_agency=_own_agency(request), now=request.now
    )
    return {"items": [_answer(one.key, answer) for one, answer in zip(wanted, answers, strict=True)]}


def _answer(key: str, answer: Dossier | Refused) -> dict[str, Any]:
    if isinstance(answer, Refused):
        return {"key": key, "status": status_of(answer), "problem": problem_of(answer)}
    return {"key": key, "status": 201, "dossier": answer}


@router.get("", response={200: DossierPage, **READ_PROBLEMS}, operation_id="listDossiers")
def work_list(request: Request, wanted: Query[Wanted]) -> dict[str, Any]:
    """List the open dossiers of the client's agency, the most urgent first; a text looks at ended ones too."""
    chosen = queries.Queue(**wanted.dict(exclude={"after", "size"}))
    page = queries.queue(request.person, chosen, after=wanted.after, size=wanted.size, now=request.now)
    return {"items": page.rows, "next": page.next_key}


@router.get("/{code}", response={200: DossierOut, **READ_PROBLEMS}, operation_id="readDossier")
def read(request: Request, code: str) -> Dossier:
    """Read one dossier. 404 when it does not exist for this client."""
    return queries.dossier_for(request.person, code)


@router.post("/{code}/receive", response={200: DossierOut, **WRITE_PROBLEMS}, operation_id="receiveDossier")
def receive(request: Request, code: str, body: MoveIn) -> Dossier:
    """Accept a dossier: its limit begins and its promised moment is computed. 409 in another state."""
    dossier = queries.seen_by(request.person, code)
    return actions.receive(request.person, dossier, expected_version=body.expected_version, now=request.now)


@router.post("/{code}/transfer", response={200: DossierOut, **WRITE_PROBLEMS}, operation_id="transferDossier")
def transfer(request: Request, code: str, body: MoveIn) -> Dossier:
    """Pass an accepted dossier on to the agency that decides. 409 in another state."""
    dossier = queries.seen_by(request.person, code)
    return actions.transfer(request.person, dossier, expected_version=body.expected_version, now=request.now)


@router.post("/{code}/refuse", response={200: DossierOut, **WRITE_PROBLEMS}, operation_id="refuseDossier")
def refuse(request: Request, code: str, body: ReasonedMoveIn) -> Dossier:
    """Refuse to receive a dossier, with the reason and its legal basis. 409 in another state."""
    dossier = queries.seen_by(request.person, code)
    return actions.refuse(request.person, dossier, **body.dict(), now=request.now)


files = Router(tags=["files"])


@files.post("", response={201: StoredOut, **WRITE_PROBLEMS}, operation_id="storeFile")
def store(request: Request, file: File[UploadedFile]) -> Status[Any]:
    """Store a file for a filing; its type is read from its content. 409 when it is refused."""
    return Status(201, store_upload(request.person, file, now=request.now))
