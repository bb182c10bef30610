"""The shapes of GovStack's answers, written down from its descriptions: which fields, of which kind."""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator

TEXT, WHOLE, YES = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
MOMENT = {"type": "string", "format": "date-time"}


def thing(*required: str, closed: bool = False, **fields: Any) -> dict[str, Any]:
    more = {"additionalProperties": False} if closed else {}
    return {"type": "object", "properties": fields, "required": list(required), **more}


def many(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


STATUS = thing("code", code={"enum": ["PENDING", "APPROVED", "SENDBACK", "REJECTED"]}, title=TEXT)
SERVICE = thing("id", "name", "type", "version", closed=True, id=TEXT, name=TEXT, version=TEXT, isExecutable=YES,
                isClosed=YES, description=TEXT, type={"enum": ["None", "Private", "Public"]})  # fmt: skip
FORM_LINE = {"eFormId": TEXT, "name": TEXT, "description": TEXT, "version": TEXT, "latest": YES}
APPLICATION = thing(
    "serviceId", "applicationData", fileId=TEXT, registered=MOMENT, serviceId=TEXT, serviceName=TEXT, status=STATUS,
    ended=YES,
    applicationData=thing("applicantId", applicationName=TEXT, applicantId=TEXT, created=MOMENT,
                          formData=thing(data={"type": "object"}, eFormId=TEXT), documentUrls={"type": "array"}),
)  # fmt: skip
TASK = thing("taskId", taskId=TEXT, mainTaskId=TEXT, name=TEXT, assigneeId=TEXT, roleId=TEXT, created=MOMENT,
             description=TEXT, serviceId=TEXT, serviceName=TEXT, fileId=TEXT, eFormId=TEXT, status=STATUS,
             formVariables={"type": "object"}, data={"type": "object"})  # fmt: skip
EXAMPLE = thing(ID=TEXT, FirstName=TEXT, LastName=TEXT, BirthCertificateID=TEXT)
SCHEMA = thing(type=TEXT, properties={"type": "object"}, required=many(TEXT))
DATABASE = thing(
    "id", id=WHOLE, version=TEXT, name=TEXT, description=TEXT, institution=TEXT, number_format=TEXT, schema=SCHEMA,
    schema_tags=many(thing(name=TEXT, path=TEXT, is_fulltext=YES)), schema_flags=many(thing(name=TEXT, path=TEXT)),
    fields_uniques=many(many(TEXT)), is_draft=YES, is_disabled=YES, is_archived=YES, modified_at=TEXT,
    by_user_name=TEXT, generic_services=many(thing(name=TEXT)), data_index_increment=WHOLE, has_logo=YES,
)  # fmt: skip
USAGE = thing("ID", ID=TEXT, ReaderID=TEXT, ReaderInitials=TEXT, ReaderInstitutionID=TEXT, ReaderInstitutionName=TEXT,
              ReaderApplicationName=TEXT, SearchDateTime=MOMENT,
              Refrences=many(thing("ReferenceID", ReferenceID=TEXT)))  # fmt: skip
COUNTS = thing(
    closed=True, processed=WHOLE, approved=WHOLE, sentBack=WHOLE, rejected=WHOLE,
    references=thing(closed=True, startDate=TEXT, endDate=TEXT, registrationName=TEXT, operator=TEXT, role=TEXT,
                     timeframeDay=YES, timeframeWeek=YES, timeframeMonth=YES, timeframeYear=YES),
)  # fmt: skip
SHAPES: dict[str, dict[str, Any]] = {
    "services": many(SERVICE), "service": SERVICE,
    "forms": many(thing(closed=True, **FORM_LINE)), "form": thing(schema={"type": "object"}, **FORM_LINE),
    "application": APPLICATION, "applications": many(TASK), "tasks": many(TASK), "task": TASK,
    "completed": thing(taskId=TEXT, fileId=TEXT, serviceId=TEXT, status=STATUS, variables={"type": "object"}),
    "stored": thing("url", code=WHOLE, type=TEXT, message=TEXT, url=TEXT),
    "error": thing("code", traceId=TEXT, code=TEXT, message=TEXT, localizedMessage=TEXT),
    "statistics": many(COUNTS), "empty": {"type": "array", "maxItems": 0},
    "content": thing("content", content=EXAMPLE), "text": TEXT, "usage": many(USAGE),
    "exists": thing("answer", answer=thing("status", "message", status=YES, message=TEXT)),
    "list": thing("count", "results", count={"type": "number"}, next=TEXT, previous={"type": ["string", "null"]},
                  results=many(EXAMPLE)),
    "databases": thing(closed=True, id=WHOLE, name=TEXT, code=TEXT, databases=many(DATABASE), group_id=WHOLE,
                       order=WHOLE, data_index_increment=WHOLE),
    "database": DATABASE, "schema": SCHEMA,
}  # fmt: skip


def fault(shape: str, answer: Any) -> str:
    """What is wrong with an answer; '' when it has the shape."""
    return next((one.message for one in Draft202012Validator(SHAPES[shape]).iter_errors(answer)), "")
