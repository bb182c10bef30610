"""An arrival becomes a dossier: files fetched, applicant matched, form mapped or kept as it came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.engines.eforms.models import FormVersion
from tinhso.engines.eforms.queries import has_published_form, published_form
from tinhso.engines.eforms.rules import computed, problems
from tinhso.engines.procedures.models import ProcedureVersion
from tinhso.engines.procedures.queries import resolving_agencies, version_for
from tinhso.government.dossiers import actions as dossiers
from tinhso.government.dossiers.actions import Origin, PartIn
from tinhso.government.dossiers.models import Channel, Delivery, Dossier
from tinhso.government.life_events.actions import file_case
from tinhso.government.life_events.queries import bundle_for, root_dossier
from tinhso.government.portal_intake import queries, rules
from tinhso.government.portal_intake.actions.portal import LEGAL_BASIS, PORTAL, PURPOSE
from tinhso.government.portal_intake.events import ArrivalFiled, ArrivalRefused, ArrivalTakenAgain
from tinhso.government.portal_intake.lifecycle import LIFECYCLE, ArrivalState
from tinhso.government.portal_intake.models import Arrival
from tinhso.government.portal_intake.rules import FiledThere, FileThere
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.base.vietnamese import fold
from tinhso.ground.files.actions import store_upload
from tinhso.ground.gateway.actions import logged
from tinhso.ground.gateway.errors import Rejected, Unavailable
from tinhso.ground.gateway.partners import national_portal
from tinhso.ground.gateway.rules import next_try
from tinhso.ground.journal.actions import record
from tinhso.ground.people.counter import citizen_at_counter, organisation_named
from tinhso.ground.people.models import Agency, AgencyKind, Citizen, Organisation
from tinhso.ground.watch.tracks import handed

NO_FORM = "Tờ khai nhận từ Cổng quốc gia: tỉnh không có biểu mẫu điện tử để đối chiếu; giữ nguyên văn như đã nhận."
NO_FIT = "Tờ khai nhận từ Cổng quốc gia không khớp biểu mẫu của tỉnh; giữ nguyên văn như đã nhận."


@dataclass(frozen=True)
class Fetched:
    """One file as it came."""

    there: FileThere
    content: bytes


def file_arrival(arrival_id: int, *, now: datetime) -> Dossier | None:
    """Make a dossier of an arrival, once; None while it waits, or when it was refused.

    The portal is asked for the files outside any transaction. While it does not answer the arrival waits, at last it
    is refused; nothing is filed without a file that the citizen gave.
    """
    arrival = queries.arrival(arrival_id)
    if arrival.state != ArrivalState.WAITING:
        return arrival.dossier
    filed = rules.read_row(arrival.body)
    try:
        with logged(national_portal.PARTNER, purpose=f"{PURPOSE}: tải tệp", legal_basis=LEGAL_BASIS,
                    subject=arrival.subject, operation="tai-tep", now=now) as call:  # fmt: skip
            fetched = [Fetched(one, national_portal.fetch(one.address)) for one in filed.files]
            call.detail = f"{len(fetched)} tệp"
    except Unavailable as error:
        return _wait(arrival, f"Chưa tải được tệp của hồ sơ: {error.detail}", now=now)
    except Rejected as error:
        return _refuse(arrival, f"Không tải được tệp của hồ sơ: {error.detail}", now=now)
    try:
        return _file(arrival, filed, fetched, now=now)
    except (Refused, NotVisible) as refused:
        return _refuse(arrival, refused.sentence, now=now)


@transaction.atomic
def _file(read: Arrival, filed: FiledThere, fetched: Sequence[Fetched], *, now: datetime) -> Dossier | None:
    arrival = queries.locked(read.pk)
    if not _is_as_read(arrival, read):
        return arrival.dossier
    today = timezone.localdate(now)
    version = version_for(filed.procedure_code, on=today)
    agency = _agency(version, filed.agency, now=now)
    applicant = _applicant(filed, agency, now=now)
    parts = [_part(one, place, now=now) for place, one in enumerate(fetched)]
    brought = {part.part_code for part in parts}
    replaced = [one.code for one in version.parts.exclude(kind="FORM") if one.replaced_by and one.code not in brought]
    form, answers, note = mapped(version, filed, now=now)
    origin = Origin(national_portal.PARTNER, filed.code, note)
    commune = agency.unit_code if agency.kind == AgencyKind.COMMUNE else ""
    delivery = str(Delivery.POST if filed.by_post else Delivery.ONLINE)
    bundle = bundle_for(filed.procedure_code, on=today)
    if bundle is not None:
        # The parts of other agencies are made of the answers: kept as they came they would lead nowhere.
        if form is None or not isinstance(applicant, Citizen):
            raise Refused("form-unmapped", note or "Dịch vụ công liên thông này chỉ dành cho cá nhân.")
        if {part.part_code for part in parts} - {code for plan in bundle.parts.all() for code in plan.papers}:
            raise Refused("part-unknown", "Có tệp không thuộc thành phần nào của thủ tục liên thông (TaiLieuNop).")
        case = file_case(PORTAL, bundle=bundle, applicant=applicant, answers=answers, papers=parts, agency=agency,
                         commune_code=commune, idempotency_key=filed.code, delivery=delivery, origin=origin,
                         now=now)  # fmt: skip
        dossier = root_dossier(case)
    else:
        dossier = dossiers.file_dossier(
            PORTAL, version=version, applicant=applicant, answers=answers, form_version=form,
            parts=[*parts, *(PartIn(code, from_data=True) for code in replaced)],
            channel=str(Channel.ONLINE), receiving_agency=agency, commune_code=commune,
            idempotency_key=filed.code, delivery=delivery, origin=origin, now=now,
        )  # fmt: skip
    arrival.state = str(LIFECYCLE.move(arrival.state, "file", PORTAL.roles))
    arrival.dossier, arrival.problem = dossier, ""
    arrival.save(update_fields=["state", "dossier", "problem"])
    record(PORTAL, ArrivalFiled(arrival.pk, arrival.code, dossier.code, note), at=now)
    return dossier


def mapped(
    version: ProcedureVersion, filed: FiledThere, *, now: datetime
) -> tuple[FormVersion | None, dict[str, Any], str]:
    """The form and its answers where they fit; else no form, what was said as it came, and the sentence that marks it.

    By field code: a province registers its own electronic forms with the portal ([L], see `rules`).
    """
    if not version.form_code or not has_published_form(version.form_code, now):
        return None, rules.kept_as_it_came(filed), NO_FORM
    form = published_form(version.form_code, now)
    answers, known = filed.answers or {}, form.schema["properties"]
    if not answers or set(answers) - set(known) or problems(form.schema, answers, today=timezone.localdate(now)):
        return None, rules.kept_as_it_came(filed), NO_FIT
    return form, dict(computed(form.schema, answers)), ""


def _agency(version: ProcedureVersion, named: str, *, now: datetime) -> Agency:
    """The competent agency that the portal names, by either code or by name. Refused agency-unknown."""
    wanted = fold(named)
    for agency in resolving_agencies(version, on=timezone.localdate(now)):
        if wanted in {fold(one) for one in (agency.code, agency.legacy_code, agency.name, agency.short_name) if one}:
            return agency
    raise Refused("agency-unknown", "Không nhận ra cơ quan giải quyết mà Cổng nêu (DonViXuLy).")


def _applicant(filed: FiledThere, agency: Agency, *, now: datetime) -> Citizen | Organisation:
    """Whose dossier it is: by personal number or tax code, never by name alone. Refused as at the counter."""
    if filed.is_organisation:
        return organisation_named(PORTAL, tax_code=filed.applicant_number, name=filed.applicant_name,
                                  phone=filed.phone, email=filed.email, now=now)  # fmt: skip
    return citizen_at_counter(
        PORTAL, personal_number=filed.applicant_number, full_name=filed.applicant_name, phone=filed.phone,
        email=filed.email, address="", commune_code=agency.unit_code, now=now,
    )  # fmt: skip


def _part(one: Fetched, place: int, *, now: datetime) -> PartIn:
    """The file in our store; its content decides what it is. Refused like any upload."""
    stored = store_upload(PORTAL, SimpleUploadedFile(one.there.name, one.content, content_type=""), now=now)
    return PartIn(one.there.part_code or f"KHAC{place + 1:02}", stored.key)


@transaction.atomic
def _wait(read: Arrival, problem: str, *, now: datetime) -> None:
    """Try again later; after many tries it is refused, and stays where it is seen."""
    arrival = queries.locked(read.pk)
    if not _is_as_read(arrival, read):
        return
    arrival.tries += 1
    at = next_try(arrival.tries, now=now)
    arrival.problem, arrival.next_try_at = problem[:300], at or now
    if at is None:
        _end(arrival, now=now)
    arrival.save(update_fields=["tries", "problem", "next_try_at", "state"])


@transaction.atomic
def _refuse(read: Arrival, problem: str, *, now: datetime) -> None:
    arrival = queries.locked(read.pk)
    if not _is_as_read(arrival, read):
        return
    arrival.problem = problem[:300]
    _end(arrival, now=now)
    arrival.save(update_fields=["problem", "state"])


def _is_as_read(arrival: Arrival, read: Arrival) -> bool:
    """Whether it still waits with the body that was read from it; a correction has a job of its own."""
    return arrival.state == ArrivalState.WAITING and arrival.body_hash == read.body_hash


def _end(arrival: Arrival, *, now: datetime) -> None:
    arrival.state = str(LIFECYCLE.move(arrival.state, "refuse", PORTAL.roles))
    record(PORTAL, ArrivalRefused(arrival.pk, arrival.code, arrival.problem), at=now)


@transaction.atomic
def take_again(actor: Actor, arrival_id: int, *, now: datetime) -> Arrival:
    """Try a refused arrival once more, once the cause is mended. Refused while nobody could file it as it came."""
    queries.arrival_for(actor, arrival_id)
    arrival = queries.locked(arrival_id)
    arrival.state = str(LIFECYCLE.move(arrival.state, "take_again", actor.roles))
    rules_say = queries.unreadable(arrival)
    if rules_say:
        raise Refused("unreadable-arrival", f"Nội dung Cổng gửi không lập hồ sơ được. {rules_say}.")
    arrival.tries, arrival.next_try_at, arrival.problem = 0, now, ""
    arrival.save(update_fields=["state", "tries", "next_try_at", "problem"])
    record(actor, ArrivalTakenAgain(arrival.pk, arrival.code), at=now)
    app.configure_task("portal_intake.file", lock=arrival.subject).defer(arrival_id=arrival.pk, **handed())
    return arrival
