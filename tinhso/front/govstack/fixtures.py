"""What GovStack's two suites expect to find, made by the house's own acts: on a test instance only."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from tinhso.engines.eforms.actions import publish_form
from tinhso.engines.eforms.queries import published_form
from tinhso.engines.procedures import actions as procedures
from tinhso.engines.procedures.queries import version_for
from tinhso.engines.procedures.rules.facts import ChannelFacts, PartFacts, VersionFacts
from tinhso.engines.registers import actions as registers
from tinhso.engines.registers import queries
from tinhso.engines.registers.models import RegisterSchema
from tinhso.front.govstack.actions import name_ours
from tinhso.front.govstack.models import Kind
from tinhso.front.govstack.queries import ours
from tinhso.government.dossiers import actions as dossiers
from tinhso.government.dossiers.lifecycle import DossierState
from tinhso.government.dossiers.queries import dossier_for
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.people.actions import make_api_client
from tinhso.ground.people.models import ROLES_OF_PROGRAMS, Agency
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import agency, program

LOADER = System("GovStack")
AGENCY = "NB.C13669"
SOURCE = "GovStack: dữ liệu thử, không phải pháp luật"
SUITES = Path(__file__).parent / "fixtures" / "suites.json"
FIELDS = ("ID", "FirstName", "LastName", "BirthCertificateID")
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {name: {"type": "string"} for name in FIELDS} | {"ID": {"type": "string", "primaryKey": True}},
    "required": ["ID"],
}
S = DossierState
WANTED = {"waiting": {S.AWAITING_RECEPTION}, "sent_back": {S.SUPPLEMENT_BEFORE_ACCEPTANCE}}


@transaction.atomic
def load(*, now: datetime) -> str:
    """Load what both suites ask for by name; safe to repeat, and mends what a run of them used up.

    Returns one line. Refused not-a-test-instance unless GOVSTACK_TEST is on.
    """
    if not settings.GOVSTACK_TEST:
        raise Refused("not-a-test-instance", "Chỉ nạp được trên máy thử có TINHSO_GOVSTACK_TEST=1.")
    wanted, place = json.loads(SUITES.read_text()), agency(AGENCY)
    caller = _caller(wanted["clients"], place, now)
    for theirs, number in wanted["applicants"].items():
        name_ours(LOADER, Kind.APPLICANT, theirs, number, now=now)
    for one in wanted["services"]:
        _service(one, now)
    filed = _files(caller, wanted, place, now)
    written = _registers(caller, wanted, place, now)
    return f"GovStack: {len(wanted['services'])} dịch vụ, {filed} hồ sơ mới, {written} bản ghi mới"


def _caller(names: list[str], place: Agency, now: datetime) -> Person:
    """The program that stands for every caller of the suites."""
    bound = ours(Kind.CLIENT, names[-1])
    caller = program(int(bound), now) if bound.isdecimal() else None
    if caller is None:
        client, _ = make_api_client(
            LOADER, name="GovStack (máy thử)", agency=place, roles=list(ROLES_OF_PROGRAMS), now=now
        )
        for name in names:
            name_ours(LOADER, Kind.CLIENT, name, client.pk, now=now)
        caller = program(client.pk, now)
    if caller is None:
        raise Refused("no-program", "Chưa tạo được ứng dụng của máy thử.")
    return caller


def _service(wanted: dict[str, str], now: datetime) -> None:
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "title": wanted["name"],
        "properties": {"remark": {"type": "string", "title": "Ghi chú", "maxLength": 200}},
        "x-steps": [{"code": "ghi-chu", "title": "Ghi chú", "sections": [{"fields": ["remark"]}]}],
    }  # fmt: skip
    publish_form(LOADER, wanted["form"], schema, source=SOURCE, valid_from=date(2023, 1, 1), now=now)
    name_ours(LOADER, Kind.SERVICE, wanted["id"], wanted["code"], now=now)
    try:
        version_for(wanted["code"], on=timezone.localdate(now))
    except NotVisible:
        facts = VersionFacts(
            code=wanted["code"], name=wanted["name"], field_name="GovStack", level="COMMUNE", audience="CITIZEN",
            agency_text="UBND cấp xã", service_level="FULL", limit_value=3, limit_unit="WORKING_DAY",
            fee_basis="FREE", result_name="GovStack", legal_basis=SOURCE, form_code=wanted["form"],
            route_code="standard", parts=(PartFacts("TP01", "Giấy tờ kèm theo", required=False),),
            channels=(ChannelFacts("COUNTER"),),
        )  # fmt: skip
        procedures.publish(LOADER, procedures.draft_version(LOADER, facts, now=now), now=now)


def _files(caller: Person, wanted: dict[str, Any], place: Agency, now: datetime) -> int:
    """The dossiers that the suites read, give supplements to and complete, each in the state that they need."""
    filed = 0
    for state, names in wanted["files"].items():
        for name in names:
            if not _stands(caller, name, WANTED[state]):
                code = _file(caller, wanted, place, now, sent_back=state == "sent_back")
                for kind in (Kind.FILE, Kind.TASK):
                    name_ours(LOADER, kind, name, code, now=now)
                filed += 1
    return filed


def _stands(caller: Person, name: str, states: set[DossierState]) -> bool:
    try:
        return DossierState(dossier_for(caller, ours(Kind.FILE, name)).state) in states
    except NotVisible:
        return False


def _file(caller: Person, wanted: dict[str, Any], place: Agency, now: datetime, *, sent_back: bool) -> str:
    first, applicant = wanted["services"][0], wanted["applicant_of_files"]
    dossier = dossiers.file_at_counter(
        caller,
        visitor=dossiers.Visitor(wanted["applicants"][applicant["id"]], applicant["name"]),
        version=version_for(first["code"], on=timezone.localdate(now)),
        answers={},
        form_version=published_form(first["form"], now),
        parts=(),
        receiving_agency=place,
        commune_code=place.unit_code,
        idempotency_key=str(uuid4()),
        now=now,
    )
    if sent_back:
        item = dossiers.ItemAsked("TP01", "Giấy tờ kèm theo", "Gửi bản rõ", "Chưa rõ")
        dossiers.request_supplement(
            caller, dossier, items=[item], reason="Dữ liệu thử", legal_basis=SOURCE, now=now
        )  # fmt: skip
    return dossier.code


def _registers(caller: Person, wanted: dict[str, Any], place: Agency, now: datetime) -> int:
    shapes = {
        one["code"]: _shape(one["code"], one["version"], place, now, name=one["name"]) for one in wanted["registers"]
    }
    for code, numbers in wanted["databases"].items():
        shape = shapes.get(code) or _shape(f"govstack-{code}", "1.0", place, now, name=f"GovStack: {code}")
        for number in numbers:
            name_ours(LOADER, Kind.DATABASE, number, shape.pk, now=now)
    written = sum(_record(caller, shapes["registryname"], row, now) for row in wanted["records"])
    usage = shapes["MCTS"]
    for number in wanted["looked_at"]:
        written += _record(caller, usage, ["", number, "", "", ""], now)
        if not queries.looks_at(caller, usage.register, number):
            found = queries.find(caller, usage.register, {"ID": number}, now=now)
            registers.note_looks(caller, usage.register, [found.uuid], purpose=SOURCE, now=now)
    return written


def _shape(code: str, version: str, place: Agency, now: datetime, *, name: str) -> RegisterSchema:
    try:
        return queries.schema_for(LOADER, code, version)
    except NotVisible:
        pass
    try:  # a run of the suite ended the version that it deletes
        register = queries.register_for(LOADER, code)
    except NotVisible:
        return registers.create_register(
            LOADER, code=code, name=name, keeper=place, legal_basis=SOURCE, version=version, schema=SCHEMA,
            subject_field="ID", now=now,
        )  # fmt: skip
    version = queries.version_of(register, SCHEMA)
    return registers.modify_register(LOADER, register, version=version, schema=SCHEMA, now=now)


def _record(caller: Person, shape: RegisterSchema, row: list[str], now: datetime) -> int:
    """Write a record anew unless it stands as the suite expects it; 1 when something was written."""
    uuid, content = row[0], dict(zip(FIELDS, row[1:], strict=True))
    if queries.exists(caller, shape.register, content, now=now):
        return 0
    try:
        there = queries.find(caller, shape.register, {"ID": content["ID"]}, now=now)
    except NotVisible:
        kept = UUID(uuid) if uuid and not queries.was_there(shape.register, UUID(uuid)) else None
        registers.create_record(caller, shape, content, uuid=kept, now=now)
    else:
        registers.update_record(caller, shape, there.uuid, content, now=now)
    return 1
