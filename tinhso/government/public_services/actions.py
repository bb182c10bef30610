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
from tinhso.government.dossiers.actions import PartIn, Under
from tinhso.government.dossiers.models import Delivery, Dossier
from tinhso.government.dossiers.queries import filed_under
from tinhso.government.life_events.actions import file_case
from tinhso.government.life_events.queries import bundle_for, root_dossier
from tinhso.government.portal_sync.queries import front_at
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
from tinhso.ground.mandates.actions import use
from tinhso.ground.mandates.queries import Principal, principals_of
from tinhso.ground.people.models import Agency, AgencyKind, Citizen
from tinhso.ground.people.persons import HELPING, Person

WHOLE = "Dịch vụ công liên thông gồm nhiều thủ tục nên cần ủy quyền cho mọi thủ tục."

FILED_NATIONALLY = "Thủ tục này nay nộp tại Cổng Dịch vụ công quốc gia."
GRACE_OVER = (
    "Đã hết thời gian nộp tiếp hồ sơ soạn dở tại đây. Hãy tải tờ khai về máy rồi nộp tại Cổng Dịch vụ công quốc gia."
)


@transaction.atomic
def begin_application(
    actor: Person,
    version: ProcedureVersion,
    *,
    facts: Mapping[str, str],
    principal: Principal | None = None,
    commune_code: str,
    now: datetime,
) -> Application:
    """Open a form for this procedure, for oneself or for one of `mandates.queries.principals_of` the actor.

    facts: prefill key -> text. commune_code: the unit where it is to be resolved; of no matter at a department.
    Refused `filed-nationally` while citizens file at the national portal, `not-online` when it cannot be filed here,
    `commune-missing` without a place, `commune-unknown` when no commune of the province answers for that code.
    NotAllowed `mandate-ended` for anybody else.
    """
    helps = actor.official_id is not None and principal is not None
    if actor.citizen_id is None and not helps:
        raise NotAllowed("citizens-only", "Chỉ công dân đã đăng nhập mới nộp hồ sơ tại đây.")
    _check_principal(actor, principal, version, now=now)
    if front_at(now).is_national:
        raise Refused("filed-nationally", FILED_NATIONALLY)
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
        official_id=actor.official_id,
        organisation_id=principal.organisation_id if principal else None,
        principal_id=principal.citizen_id if principal else None,
        mandate_id=principal.mandate_id if principal else None,
        commune_code=commune_code,
        updated_at=now,
    )
    record(actor, ApplicationBegun(_about(application), application.pk, version.procedure.code), at=now)
    return application


def _check_principal(actor: Person, principal: Principal | None, version: ProcedureVersion, *, now: datetime) -> None:
    if principal is None:
        return
    if principal not in principals_of(actor, at=now):
        raise NotAllowed(
            "mandate-ended", "Việc ủy quyền này không còn hiệu lực hoặc không gồm thủ tục này.", field="principal"
        )
    if principal.mandate_id is not None:
        use(actor, principal.mandate_id, procedure_code=version.procedure.code, now=now)
        _check_unused(principal.mandate_id, represents=principal.represents)
        limited = principal.represents and principal.procedure_code
        if limited and bundle_for(version.procedure.code, on=timezone.localdate(now)) is not None:
            raise Refused("whole-mandate", WHOLE, field="principal")  # its parts are procedures of other codes


def _check_unused(mandate_id: int, *, represents: bool) -> None:
    """Consent to be helped is consent to one filing. The mandate is locked, so two cannot be filed at once."""
    if not represents and filed_under([mandate_id]):
        raise Refused(
            "help-used", "Sự đồng ý này đã dùng cho một hồ sơ; hãy hỏi lại người được giúp.", field="principal"
        )


def _about(application: Application) -> int:
    """The citizen whose affair it is, as the journal files it."""
    return application.principal_id or application.citizen_id or 0


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
    record(actor, ChoicesMade(_about(application), application.pk, delivery), at=now)
    return application


@transaction.atomic
def use_stored_paper(
    actor: Person, application: Application, part_code: str, key: str, *, now: datetime
) -> Application:  # fmt: skip
    """Use a paper of the applicant's store for a part instead of handing it in; twice changes nothing.

    NotVisible: no-stored-paper (also for a helper of the one-stop, who sees nobody's store), no-such-part. Refused:
    paper-unfit, paper-expired, paper-gone.
    """
    application = queries.locked(application)
    if actor.citizen_id is None:
        raise NotVisible("no-stored-paper", "Không tìm thấy giấy tờ này trong kho.")
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
    event = StoredPaperChosen(_about(application), application.pk, part_code, paper_id, is_used)
    record(actor, event, at=now)
    return application


@transaction.atomic
def send_application(actor: Person, application: Application, *, now: datetime) -> Dossier:
    """File the application as a dossier; sending it again gives the same dossier.

    Refused `form-incomplete` naming the first field still wrong, `part-missing` naming a paper not attached,
    `grace-over` when citizens have been filing at the national portal for longer than drafts of before may wait.
    """
    application = queries.locked(application)
    if application.dossier:
        return application.dossier
    draft, version = application.draft, application.version
    if not front_at(now).takes_drafts(now):
        raise Refused("grace-over", GRACE_OVER)
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
    actor, under = _under(actor, application, now=now)
    applicant = application.applicant
    bundle = bundle_for(version.procedure.code, on=day)
    if bundle is not None:
        if not isinstance(applicant, Citizen):
            raise Refused("citizens-only", "Dịch vụ công liên thông này chỉ dành cho cá nhân.")
        case = file_case(
            actor, bundle=bundle, applicant=applicant, answers=answers, papers=papers, agency=agency,
            commune_code=application.commune_code, idempotency_key=str(application.key), fee_choices=choices,
            delivery=application.delivery, under=under, now=now,
        )  # fmt: skip
        return root_dossier(case)
    return dossiers.file_dossier(
        actor,
        version=version,
        applicant=applicant,
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
        **under,
    )


def _under(actor: Person, application: Application, *, now: datetime) -> tuple[Person, Under]:
    """The actor under both names, and what the dossier keeps of it; oneself under one's own. NotAllowed: use."""
    if not application.behalf:
        return actor, {}
    if application.mandate_id is None:
        if application.organisation_id not in {one.organisation_id for one in principals_of(actor, at=now)}:
            raise NotAllowed("no-mandate", "Bạn chưa được ghi nhận là người đại diện của tổ chức này.")
        return actor.speaking_for(application.behalf), {}
    mandate = use(actor, application.mandate_id, procedure_code=application.version.procedure.code, now=now)
    if mandate.basis.represents:
        told = application.citizen if mandate.basis.of_law else None
        return actor.speaking_for(application.behalf), {"mandate": mandate, "reached_at": told}
    _check_unused(mandate.pk, represents=False)
    helped: Under = {"mandate": mandate, "is_assisted": True, "support_agency": mandate.agency}
    return actor.speaking_for(application.behalf, how=HELPING), helped


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
    gone = ApplicationDiscarded(_about(application), application.pk)
    eforms.discard_draft(actor, application.draft, now=now)
    record(actor, gone, at=now)
