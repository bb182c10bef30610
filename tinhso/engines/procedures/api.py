"""The catalogue for other systems: find procedures, read one as it stands on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema

from tinhso.engines.procedures import queries
from tinhso.engines.procedures.models import ProcedureVersion
from tinhso.engines.procedures.rules.national import national_of
from tinhso.ground.web.rest import READ_PROBLEMS

router = Router(tags=["procedures"])


class ProcedureLine(Schema):
    """One procedure in a list."""

    code: str
    version: int
    name: str
    field: str
    service_level: str
    limit_value: int | None
    limit_unit: str
    fee_text: str

    @classmethod
    def of(cls, version: ProcedureVersion) -> ProcedureLine:
        """The line of a version."""
        return cls(
            code=version.procedure.code,
            version=version.number,
            name=version.name,
            field=version.field_name,
            service_level=version.service_level,
            limit_value=version.limit_value,
            limit_unit=version.limit_unit,
            fee_text=version.fee_text,
        )


class PartLine(Schema):
    """One part of the dossier; replaced_by names the database that makes the paper unnecessary."""

    code: str
    name: str
    required: bool
    kind: str
    replaced_by: str


class ProcedureCard(ProcedureLine):
    """One procedure with what its card shows."""

    limit_note: str
    result_name: str
    result_code: str
    legal_basis: str
    decision: str
    form_code: str
    valid_from: date | None
    valid_to: date | None
    parts: list[PartLine]


class Search(Schema):
    """q: everyday words, with or without marks, or a code; on: the day that counts, today by default."""

    q: str
    on: date | None = None


@router.get("", response={200: list[ProcedureLine], **READ_PROBLEMS}, operation_id="searchProcedures")
def search(request: HttpRequest, asked: Query[Search]) -> list[ProcedureLine]:
    """Find published procedures by forgiving words, best first, twenty at most."""
    day = asked.on or timezone.localdate()
    return [ProcedureLine.of(version) for version in queries.search(asked.q, on=day)]


@router.get("/{code}", response={200: ProcedureCard, **READ_PROBLEMS}, operation_id="readProcedure")
def read(request: HttpRequest, code: str, on: date | None = None) -> ProcedureCard:
    """Read the version of a procedure that is in force on a day. 404 when none is."""
    version = queries.version_for(code, on=on or timezone.localdate())
    return ProcedureCard(
        **ProcedureLine.of(version).dict(),
        limit_note=version.limit_note,
        result_name=version.result_name,
        result_code=version.result_code,
        legal_basis=version.legal_basis,
        decision=version.decision,
        form_code=version.form_code,
        valid_from=version.valid_from,
        valid_to=version.valid_to,
        parts=[PartLine.from_orm(part) for part in version.parts.all()],
    )


@router.get("/{code}/national", response={200: dict[str, Any], **READ_PROBLEMS}, operation_id="readNationalProcedure")
def read_national(request: HttpRequest, code: str, on: date | None = None) -> dict[str, Any]:
    """Read the version in force in the shape of the national portal's LayThuTuc; every value is text."""
    version = queries.version_for(code, on=on or timezone.localdate())
    return national_of(queries.facts_of(version))
