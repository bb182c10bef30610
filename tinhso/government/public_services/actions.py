"""What a citizen does here: begin, choose, send, give up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from tinhso.engines.eforms import actions as eforms
from tinhso.engines.eforms.models import Draft
from tinhso.engines.eforms.queries import published_form
from tinhso.engines.eforms.rules import computed, problems
from tinhso.engines.procedures.models import ProcedureVersion
from tinhso.engines.procedures.queries import FeeChoices, resolving_agencies, resolving_agency
from tinhso.engines.store.queries import paper_for, usable
from tinhso.government.dossiers import actions as dossiers
from tinhso.government.dossiers import queries as cases
from tinhso.government.dossiers.actions import PartIn
from tinhso.government.dossiers.models import Delivery, Dossier
from tinhso.government.life_events.actions import file_case
from tinhso.government.life_events.queries import bundle_for, root_dossier
from tinhso.government.public_services import queries
from tinhso.government.public_services.events import (
    ApplicationBegun,
    ApplicationDiscarded,
    ChoicesMade,
    StoredPaperChosen,
)
from tinhso.government.public_services.models import Application
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.journal.actions import record
from tinhso.ground.people.models import Agency, AgencyKind
from tinhso.ground.people.persons import Person


@transaction.atomic
def begin_application(
    actor: Person,
    version: ProcedureVersion,
    *,
    facts: Mapping[str, str],
    organisation_id: int | None,
    commune_code: str,
    now: datetime,
) -> Application:
    """Open a form for this procedure, for oneself or for an organisation that the actor represents.

    facts: prefill key -> text. commune_code: the unit where it is to be resolved; of no matter at a department.
    Refused `not-online` when it cannot be filed here, `commune-missing` without a place, `commune-unknown` when no
    commune of the province answers for that code.
    """
    if actor.citizen_id is None:
        raise NotAllowed("citizens-only", "Chỉ công dân đã đăng nhập mới nộp hồ sơ tại đây.")
    if organisation_id is not None and organisation_id not in actor.organisation_ids:
        raise NotAllowed(
            "no-mandate", "Bạn chưa được ghi nhận là người đại diện của tổ chức này.", field="organisation"
        )
    if not queries.may_be_filed(version, now):
        raise Refused("not-online", "Thủ tục này hiện chưa nộp được qua mạng; xin nộp tại Bộ phận Một cửa.")
    if version.level == "PROVINCE":
        commune_code = ""
    else:
        _check_commune(version, commune_code, now)
    draft = eforms.open_draft(
        actor,
        published_form(version.form_code, now),
        about=f"procedure:{version.procedure.code}",
        facts=facts,
        now=now,
    )
    application = Application.objects.create(
        key=draft.key,
        draft=draft,
        version=version,
        citizen_id=actor.citizen_id,
        organisation_id=organisation_id,
        commune_code=commune_code,
        updated_at=now,
    )
    record(actor, ApplicationBegun(actor.citizen_id, application.pk, version.procedure.code), at=now)
    return application


def _check_commune(version: ProcedureVersion, commune_code: str, now: datetime) -> None:
    if not commune_code:
        raise Refused("commune-missing", "Hãy chọn xã, phường nơi giải quyết.", field="commune")
    agency = resolving_agency(version, on=timezone.localdate(now), commune_code=commune_code)
    if agency is None or agency.kind != AgencyKind.COMMUNE:
        raise Refused(
            "commune-unknown", "Tỉnh không có xã, phường này. Hãy chọn một nơi trong danh sách.", field="commune"
        )


@transaction.atomic
def choose(
    actor: Person, application: Application, *, quantities: Mapping[str, int], exemptions: list[str], delivery: str,
    now: datetime,
) -> Application:  # fmt: skip
    """Keep the choices about fees and delivery. Refused `delivery-missing` for an unknown way."""
    if delivery not in Delivery._value2member_map_:
        raise Refused("delivery-missing", "Hãy chọn cách nhận kết quả.", field="delivery")
    application = queries.locked(application)
    application.fee_choices = {"quantities": dict(quantities), "exemptions": exemptions}
    application.delivery, application.updated_at = delivery, now
    application.save(update_fields=["fee_choices", "delivery", "updated_at"])
    record(actor, ChoicesMade(application.citizen_id, application.pk, delivery), at=now)
    return application


@transaction.atomic
def use_stored_paper(
    actor: Person, application: Application, part_code: str, key: str, *, now: datetime
) -> Application:  # fmt: skip
    """Use a paper of the applicant's store for a part instead of handing it in; twice changes nothing.

    NotVisible: no-stored-paper, no-such-part. Refused: paper-unfit, paper-expired, paper-gone.
    """
    application = queries.locked(application)
    part = next((one for one in cases.parts_asked(application.version) if one.code == part_code), None)
    if part is None:
        raise NotVisible("no-such-part", "Thủ tục này không có thành phần hồ sơ đó.")
    owner, subject = queries.owner_of(application), f"procedure:{part.procedure_code}"
    paper = usable(actor, owner, part, key, subject=subject, on=timezone.localdate(now))
    chosen = application.reused.get(part_code, [])
    if str(paper.key) in chosen:
        return application
    application.reused = application.reused | {part_code: [*chosen, str(paper.key)]}
    return _reused(actor, application, part_code, paper.pk, is_used=True, now=now)


@transaction.atomic
def drop_stored_paper(
    actor: Person, application: Application, part_code: str, key: str, *, now: datetime
) -> Application:  # fmt: skip
    """Take a paper of the store away from a part again; NotVisible when it is not used there."""
    application = queries.locked(application)
    paper = paper_for(actor, key)
    left = [one for one in application.reused.get(part_code, []) if one != str(paper.key)]
    application.reused = application.reused | {part_code: left}
    return _reused(actor, application, part_code, paper.pk, is_used=False, now=now)


def _reused(
    actor: Person, application: Application, part_code: str, paper_id: int, *, is_used: bool, now: datetime
) -> Application:
    application.updated_at = now
    application.save(update_fields=["reused", "updated_at"])
    event = StoredPaperChosen(application.citizen_id, application.pk, part_code, paper_id, is_used)
    record(actor, event, at=now)
    return application


@transaction.atomic
def send_application(actor: Person, application: Application, *, now: datetime) -> Dossier:
    """File the application as a dossier; sending it again gives the same dossier.

    Refused `form-incomplete` naming the first field still wrong, `part-missing` naming a paper not attached.
    """
    application = queries.locked(application)
    if application.dossier:
        return application.dossier
    draft, version = application.draft, application.version
    if draft is None:
        raise Refused("no-draft", "Bản khai này không còn nữa.")
    day = timezone.localdate(now)
    schema = draft.form_version.schema
    if wrong := problems(schema, draft.answers, today=day):
        raise Refused("form-incomplete", "Tờ khai còn chỗ chưa đúng: " + next(iter(wrong.values())))
    agency = resolving_agencies(version, on=day, commune_code=application.commune_code).first()
    if agency is None:
        raise Refused("no-agency", "Chưa xác định được cơ quan giải quyết; xin liên hệ Bộ phận Một cửa.")
    dossier = _filed(actor, application, draft, agency=agency, now=now)
    application.dossier, application.draft, application.updated_at = dossier, None, now
    application.save(update_fields=["dossier", "draft", "updated_at"])
    eforms.discard_draft(actor, draft, now=now, why="filed")
    return dossier


def _filed(actor: Person, application: Application, draft: Draft, *, agency: Agency, now: datetime) -> Dossier:
    """The dossier of the application; of a life event, its root's: the others wait for it in their case."""
    version, day = application.version, timezone.localdate(now)
    answers = computed(draft.form_version.schema, draft.answers)
    papers = _parts(version, draft.file_keys, application.reused)
    choices = FeeChoices.of_json(application.fee_choices)
    bundle = bundle_for(version.procedure.code, on=day)
    if bundle is not None:
        if application.organisation:
            raise Refused("citizens-only", "Dịch vụ công liên thông này chỉ dành cho cá nhân.")
        case = file_case(
            actor, bundle=bundle, applicant=application.citizen, answers=answers, papers=papers, agency=agency,
            commune_code=application.commune_code, idempotency_key=str(application.key), fee_choices=choices,
            delivery=application.delivery, now=now,
        )  # fmt: skip
        return root_dossier(case)
    return dossiers.file_dossier(
        actor,
        version=version,
        applicant=application.organisation or application.citizen,
        answers=answers,
        form_version=draft.form_version,
        parts=papers,
        channel="ONLINE",
        receiving_agency=agency,
        commune_code=application.commune_code,
        fee_choices=choices,
        idempotency_key=str(application.key),
        delivery=application.delivery,
        now=now,
    )


def _parts(version: ProcedureVersion, file_keys: Mapping[str, Any], reused: Mapping[str, Any]) -> list[PartIn]:
    """One row a file or stored paper; a part that a database replaces is taken from there when there is neither."""
    given: list[PartIn] = []
    for part in version.parts.exclude(kind="FORM"):  # the electronic form stands for its own sheet
        keys = file_keys.get(part.code, [])
        given += [PartIn(part.code, stored=key) for key in reused.get(part.code, [])]
        given += [PartIn(part.code, key, from_data=False) for key in keys]
        if not keys and not reused.get(part.code) and part.replaced_by:
            given.append(PartIn(part.code, None, from_data=True))
    return given


@transaction.atomic
def discard_application(actor: Person, application: Application, *, now: datetime) -> None:
    """Give up what was begun: answers and files go. Refused once it has been sent."""
    application = queries.locked(application)
    if application.dossier or application.draft is None:
        raise Refused("already-filed", "Hồ sơ này đã nộp rồi nên không xoá được; bạn có thể xin rút hồ sơ.")
    gone = ApplicationDiscarded(application.citizen_id, application.pk)
    eforms.discard_draft(actor, application.draft, now=now)
    record(actor, gone, at=now)
