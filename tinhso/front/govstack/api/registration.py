"""GovStack Registration 0.1.1: the one-stop in its words. A service is a procedure, an application a dossier."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils import timezone
from ninja import Query, Router

from tinhso.engines.eforms.models import FormVersion
from tinhso.engines.eforms.queries import published_form
from tinhso.engines.procedures.models import ProcedureVersion
from tinhso.engines.procedures.queries import version_for
from tinhso.front.govstack import queries, rules
from tinhso.front.govstack.api.shapes import (
    ApplicationIn,
    Asked,
    Completion,
    EForm,
    EFormLine,
    Listing,
    Service,
    TaskListing,
)
from tinhso.front.govstack.door import KNOWN, NAMED
from tinhso.front.govstack.errors import PROBLEMS
from tinhso.front.govstack.models import Kind
from tinhso.front.govstack.queries import ours, theirs
from tinhso.government.dossiers import actions
from tinhso.government.dossiers import queries as dossiers
from tinhso.government.dossiers.lifecycle import ENDED, ROLE_LABELS
from tinhso.government.dossiers.models import Dossier
from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.files.actions import store_upload
from tinhso.ground.people.actions import look_at
from tinhso.ground.people.counter import citizens_with
from tinhso.ground.people.doors import Request
from tinhso.ground.people.queries import agency_standing

router = Router(tags=["GovStack Registration"])
LOOK = "Đọc hồ sơ qua cổng GovStack"


@router.get("/services", response={200: list[Service], **PROBLEMS}, auth=KNOWN, exclude_none=True)
def services(request: Request, name: str = "") -> list[Service]:
    """List the procedures in force, or those whose name holds these words."""
    found = queries.services(request.now, name)
    known = theirs(Kind.SERVICE, (version.procedure.code for version in found))
    return [_service(version, known[version.procedure.code]) for version in found]


@router.get("/services/{service_id}", response={200: Service, **PROBLEMS}, auth=KNOWN)
def service(request: Request, service_id: str) -> Service:
    """Read one procedure in force. 404."""
    return _service(_version(request, service_id), service_id)


@router.get("/services/{service_id}/eForms", response={200: list[EFormLine], **PROBLEMS}, auth=KNOWN)
def forms_of(request: Request, service_id: str) -> list[dict[str, Any]]:
    """List the published form of a procedure; empty when it has none. 404."""
    code = _version(request, service_id).form_code
    try:
        return [_form(published_form(code, request.now))] if code else []
    except NotVisible:
        return []


@router.get("/eForms/{form_id}", response={200: EForm, **PROBLEMS}, auth=KNOWN, by_alias=True)
def form(request: Request, form_id: str) -> dict[str, Any]:
    """Read a published form with its schema. 404."""
    if not form_id.isprintable():
        raise NotVisible("no-form", "Không có biểu mẫu này.")
    version = published_form(form_id, request.now)
    return _form(version) | {"form_schema": version.schema}


@router.post("/documents", response={200: dict[str, Any], **PROBLEMS}, auth=KNOWN)
def store(request: Request) -> dict[str, Any]:
    """Store a document: a file of a form, or its content as base64 text in the field `file`. 400 when it is refused."""
    upload = request.FILES.get("file") or _in_base64(request.POST.get("file", ""))
    if not isinstance(upload, UploadedFile):
        raise Refused("file-missing", "Hãy gửi tệp trong mục file.")
    stored = store_upload(request.person, upload, now=request.now)
    return {"code": 200, "type": stored.mime, "message": stored.name, "url": f"{rules.URN}{stored.key}"}


@router.post("/services/{service_id}/applications", response={200: dict[str, Any], **PROBLEMS}, auth=NAMED)
def submit(request: Request, service_id: str, body: ApplicationIn) -> dict[str, Any]:
    """File a dossier that was brought to the caller's agency; Idempotency-Key or X-Road-Id makes it repeatable."""
    version, today = _version(request, service_id), timezone.localdate(request.now)
    agency = agency_standing(next(iter(request.person.agency_ids)), on=today)
    if agency is None:
        raise NotVisible("agency-closed", "Cơ quan của mã truy cập này không còn hoạt động.")
    number = ours(Kind.APPLICANT, body.applicantId)
    known = citizens_with([number]).get(number)
    key = request.headers.get("Idempotency-Key") or request.headers.get("X-Road-Id") or str(uuid4())
    dossier = actions.file_at_counter(
        request.person,
        visitor=actions.Visitor(number, body.applicationName or (known.full_name if known else "")),
        version=version,
        answers=body.formData.data,
        form_version=published_form(version.form_code, request.now) if version.form_code else None,
        parts=_parts(version, body.documentUrls),
        receiving_agency=agency,
        commune_code=agency.unit_code,
        idempotency_key=rules.filing_key(key),
        now=request.now,
    )
    return _application(dossiers.dossier_for(request.person, dossier.code))


@router.get("/applications", response={200: list[dict[str, Any]], **PROBLEMS}, auth=NAMED)
def applications(request: Request, wanted: Query[Listing]) -> list[dict[str, Any]]:
    """List the dossiers filed at the caller's agency, without whom they are about: that is read one by one."""
    applicant = ours(Kind.APPLICANT, wanted.applicantId)
    rows = queries.applications(request.person, service=ours(Kind.SERVICE, wanted.serviceId), applicant=applicant)
    found = wanted.page.of(rows)
    return [_task(row) | {"eformId": _form_id(row), "registered": _when(row.filed_at)} for row in _named(found)]


@router.get("/applications/{file_id}", response={200: dict[str, Any], **PROBLEMS}, auth=NAMED)
def application(request: Request, file_id: str) -> dict[str, Any]:
    """Read one dossier with its answers; the look at its applicant is written down. 404."""
    dossier = dossiers.dossier_for(request.person, ours(Kind.FILE, file_id))
    if dossier.applicant_citizen_id:
        look_at(request.person, citizen_id=dossier.applicant_citizen_id, purpose=LOOK, subject=dossier.subject,
                now=request.now)  # fmt: skip
    return _application(dossier)


@router.put("/applications/{file_id}", response={200: dict[str, Any], **PROBLEMS}, auth=NAMED)
def update(request: Request, file_id: str, body: ApplicationIn) -> dict[str, Any]:
    """Give what a supplement asked for: documents of ours as parts, all else as the note. 400 when none is asked."""
    dossier = dossiers.dossier_for(request.person, ours(Kind.FILE, file_id))
    ours_, others = _sorted_documents(body.documentUrls)
    note = [json.dumps(body.formData.data, ensure_ascii=False)] if body.formData.data else []
    parts = _parts(dossier.procedure_version, ours_)
    note += [f"Tài liệu dẫn chiếu: {url}" for url in others]
    actions.answer_supplement(request.person, dossier, parts=parts, note="\n".join(note), now=request.now)
    return _application(dossiers.dossier_for(request.person, dossier.code))


@router.get("/tasks", response={200: list[dict[str, Any]], **PROBLEMS}, auth=KNOWN)
def tasks(request: Request, wanted: Query[TaskListing]) -> list[dict[str, Any]]:
    """List what waits on the desks of the caller's agency: one task a dossier, which is its main task, too."""
    files = {ours(Kind.FILE, one) for one in (wanted.fileId, wanted.mainTaskId) if one}
    if len(files) > 1:
        return []
    rows = queries.tasks(request.person, file="".join(files), assignee=wanted.assigneeId)
    return [_task(row) for row in _named(wanted.page.of(rows))]


@router.get("/tasks/{task_id}", response={200: dict[str, Any], **PROBLEMS}, auth=KNOWN)
def task(request: Request, task_id: str) -> dict[str, Any]:
    """Read one task. 404 when nothing of this dossier waits at the caller's agency."""
    found = _waiting(request, task_id)
    return _task(found) | {"taskId": task_id, "taskName": found.title, "formVariables": {}, "data": {}}


@router.post("/tasks/{task_id}/complete", response={200: dict[str, Any], **PROBLEMS}, auth=KNOWN)
def complete(request: Request, task_id: str, body: Completion) -> dict[str, Any]:
    """Make the move that leads on, or the one that is named. 400 when no move of the caller's fits. 404."""
    waiting = _waiting(request, task_id)
    may = {move.verb for move in dossiers.verbs_for(request.person, waiting)}
    verb = rules.move_for(str(body.data.get("action") or ""), may)
    if verb == "refuse":
        reason, basis = (str(body.data.get(name) or "") for name in ("reason", "legal_basis"))
        moved = actions.refuse(request.person, waiting, reason=reason, legal_basis=basis, now=request.now)
    else:
        moves = {"receive": actions.receive, "transfer": actions.transfer}
        moved = moves[verb](request.person, waiting, now=request.now)
    service_id, file_id = _ids(waiting)
    said = rules.status(rules.status_code(moved.state))
    return {"taskId": task_id, "fileId": file_id, "serviceId": service_id, "status": said, "variables": {}}


@router.get("/data/statistics/1.0", response={200: list[dict[str, Any]], **PROBLEMS}, auth=NAMED)
def statistics(request: Request, asked: Query[Asked]) -> list[dict[str, Any]]:
    """Count the caller's agency's applications by what became of them; references: what the counts kept to. 404."""
    code = ""
    if asked.registrationName:
        found = queries.services(request.now, asked.registrationName)
        if not found:
            raise NotVisible("no-service", "Không có thủ tục nào mang tên này.")
        code = found[0].procedure.code
    counts = queries.figures(request.person, service=code, first=asked.startDate, last=asked.endDate)
    references: dict[str, Any] = {"registrationName": asked.registrationName} if code else {}
    references |= {name: day.isoformat() for name, day in (("startDate", asked.startDate), ("endDate", asked.endDate))
                   if day}  # fmt: skip
    frame = f"timeframe{asked.timeframe.capitalize()}"
    if frame in {"timeframeDay", "timeframeWeek", "timeframeMonth", "timeframeYear"}:
        references[frame] = True
    return [{"processed": counts.processed, "approved": counts.approved, "sentBack": counts.sent_back,
             "rejected": counts.rejected, "references": references}]  # fmt: skip


def _version(request: Request, service_id: str) -> ProcedureVersion:
    return version_for(ours(Kind.SERVICE, service_id), on=timezone.localdate(request.now))


def _service(version: ProcedureVersion, service_id: str) -> Service:
    return Service(
        id=service_id, name=version.name, version=str(version.number), isExecutable=bool(version.form_code),
        description=version.result_name,
    )  # fmt: skip


def _form(version: FormVersion) -> dict[str, Any]:
    return {"eFormId": version.form.code, "name": version.title, "description": version.description,
            "version": str(version.number), "latest": True}  # fmt: skip


def _form_id(dossier: Dossier) -> str:
    return dossier.form_version.form.code if dossier.form_version else ""


def _in_base64(text: str) -> SimpleUploadedFile | None:
    try:
        return SimpleUploadedFile("document", base64.b64decode(text, validate=True), "") if text else None
    except (binascii.Error, ValueError) as error:
        raise Refused("file-unreadable", "Nội dung tệp không phải base64.") from error


def _sorted_documents(urls: Iterable[str]) -> tuple[list[str], list[str]]:
    listed = list(urls)
    return [one for one in listed if rules.document_of(one)], [one for one in listed if not rules.document_of(one)]


def _parts(version: ProcedureVersion, urls: Iterable[str]) -> list[actions.PartIn]:
    """Documents as parts: by the code after #, else in the order of the procedure's parts. Refused document-unknown."""
    codes = [part.code for part in version.parts.all()]
    parts: list[actions.PartIn] = []
    for url in urls:
        found = rules.document_of(url)
        free = [code for code in codes if code not in {part.part_code for part in parts}]
        if found is None or not (found[1] or free):
            raise Refused("document-unknown", f"Tài liệu “{url[:80]}” chưa được gửi lên hoặc không thuộc hồ sơ này.")
        parts.append(actions.PartIn(found[1] or free[0], file_key=found[0]))
    return parts


def _ids(dossier: Dossier) -> tuple[str, str]:
    """The service and the file as callers know them."""
    service = dossier.procedure_version.procedure.code
    return theirs(Kind.SERVICE, [service])[service], theirs(Kind.FILE, [dossier.code])[dossier.code]


def _named(rows: list[Dossier]) -> Iterable[Dossier]:
    """The rows, each with the identifiers under which callers know it."""
    services_ = theirs(Kind.SERVICE, {row.procedure_version.procedure.code for row in rows})
    files = theirs(Kind.FILE, {row.code for row in rows})
    for row in rows:
        row.said = (services_[row.procedure_version.procedure.code], files[row.code])  # type: ignore[attr-defined]
        yield row


def _task(dossier: Dossier) -> dict[str, Any]:
    service_id, file_id = getattr(dossier, "said", None) or _ids(dossier)
    held = {"assigneeId": f"official:{dossier.holder_id}"} if dossier.holder_id else {}
    code = rules.status_code(dossier.state, was_refused=queries.was_refused(dossier))
    return {
        "taskId": file_id, "mainTaskId": file_id, "fileId": file_id, "name": dossier.title, "roleId": dossier.desk,
        "roleName": ROLE_LABELS.get(dossier.desk, ""), "created": _when(dossier.filed_at),
        "description": dossier.due_sentence, "serviceId": service_id, "serviceName": dossier.procedure_version.name,
        "eFormId": _form_id(dossier), "status": rules.status(code), **held,
    }  # fmt: skip


def _waiting(request: Request, task_id: str) -> Dossier:
    code = ours(Kind.TASK, task_id)
    found = queries.tasks(request.person, file=ours(Kind.FILE, code)).first()
    if found is None:
        raise NotVisible("no-task", "Không có việc này trên bàn của cơ quan.")
    return found


def _application(dossier: Dossier) -> dict[str, Any]:
    service_id, file_id = _ids(dossier)
    number = (dossier.applicant_citizen.personal_number or "") if dossier.applicant_citizen else ""
    code = rules.status_code(dossier.state, was_refused=queries.was_refused(dossier))
    papers = [f"{rules.URN}{part.file.key}#{part.part_code}" for part in dossiers.parts_of(dossier) if part.file]
    return {
        "fileId": file_id, "registered": _when(dossier.filed_at), "serviceId": service_id,
        "serviceName": dossier.procedure_version.name, "status": rules.status(code), "ended": dossier.state in ENDED,
        "applicationData": {
            "applicationName": dossier.applicant_name, "applicantId": theirs(Kind.APPLICANT, [number])[number],
            "created": _when(dossier.filed_at), "documentUrls": papers,
            "formData": {"data": dossier.answers, "eFormId": _form_id(dossier)},
        },
    }  # fmt: skip


def _when(at: datetime) -> str:
    return at.isoformat()
