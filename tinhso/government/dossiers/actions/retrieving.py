"""Asking a database about the applicant: claim, ask outside any transaction, keep what came back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from tinhso.government.dossiers import queries, rules
from tinhso.government.dossiers.events import DataRetrieved
from tinhso.government.dossiers.models import Database, Dossier, DossierPart, Finding, PartState, Retrieved
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.gateway.actions import logged
from tinhso.ground.gateway.errors import PartnerError
from tinhso.ground.gateway.partners import population
from tinhso.ground.journal.actions import record
from tinhso.ground.people.actions import look_at
from tinhso.ground.people.models import Citizen
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import citizen as citizen_by_id
from tinhso.ground.reference.queries import unit_as_at

PURPOSE = "Đối chiếu thông tin người nộp với Cơ sở dữ liệu quốc gia về dân cư"
LEGAL_BASIS = "Nghị quyết 66.7/2025/NQ-CP; Luật Căn cước 26/2023/QH15"
HOUR = timedelta(hours=1)
# Longer than every time-out on the way: whoever still asks after it died while asking.
ASKING_LASTS = timedelta(minutes=1)
# One official asks at a time, so that the count of his hour is right; the first number tells this lock from others.
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(660007, %s)"


def ask_population(actor: Person, dossier: Dossier, *, key: UUID, now: datetime, verify: bool = False) -> Retrieved:
    """Ask the national population database about the applicant; what came of it, kept with the dossier.

    verify: ask only whether number, name and birth belong to one person; nothing else is told or kept. key: of one
    press of the button; a second press with it gives the first one's row. A database that is down is an
    outcome like others. Refused: not-on-your-desk, applicant-not-a-person, birth-unknown, asked-too-often,
    being-asked.
    """
    asked, wanted = _begin(actor, dossier, key=key, now=now)
    if wanted is None:
        return asked
    found, outcome = None, Finding.UNAVAILABLE
    try:
        with logged(
            population.PARTNER,
            operation=population.VERIFY if verify else population.LOOK_UP,
            purpose=PURPOSE,
            legal_basis=LEGAL_BASIS,
            subject=asked.dossier.subject,
            by=actor.ref,
            now=now,
        ) as call:
            if verify:
                is_one = population.verify(wanted, _grounds(asked), now=now)
                outcome = Finding.VERIFIED if is_one else Finding.NOT_VERIFIED
                call.detail = "khớp" if is_one else "không khớp"
            else:
                found = population.look_up(wanted, _grounds(asked), now=now)
                outcome = Finding.FOUND if found else Finding.NOT_FOUND
                call.detail = "tìm thấy" if found else "không tìm thấy"
    except PartnerError:
        # The message log has it; the officer reads that nobody answered, and goes on without.
        outcome = Finding.UNAVAILABLE
    return _keep(actor, asked, outcome, found, now=now)


@transaction.atomic
def _begin(actor: Person, dossier: Dossier, *, key: UUID, now: datetime) -> tuple[Retrieved, population.Wanted | None]:
    """The row of this press, and whom to ask about; None when another press has asked or asks.

    The look is written down before anybody is asked: an answer that gets lost on the way has been given all the same.
    """
    dossier = queries.locked(dossier.pk)
    if not queries.may_ask_population(actor, dossier):
        raise NotAllowed(
            "not-on-your-desk", "Chỉ cán bộ tiếp nhận hoặc thụ lý đang giữ hồ sơ được khai thác dữ liệu về người nộp."
        )
    earlier = queries.retrieved_by_key(key)
    if earlier is not None:
        if earlier.dossier_id != dossier.pk:
            raise NotVisible("stale-page", "Trang này đã cũ; hãy tải lại trang rồi bấm lại.")
        return earlier, None
    if queries.is_being_asked(dossier, since=now - ASKING_LASTS):
        raise Refused("being-asked", "Hồ sơ này đang được đối chiếu; hãy tải lại trang sau ít giây.")
    # Whoever asked before and never came back has died while asking.
    Retrieved.objects.filter(dossier=dossier, outcome=Finding.ASKING).update(outcome=Finding.UNAVAILABLE)
    wanted = _wanted(dossier, now=now)
    official_id = actor.official_id or 0
    _check_hour(official_id, now=now)
    asked = Retrieved.objects.create(
        key=key,
        dossier=dossier,
        database=Database.POPULATION,
        asked_by_id=official_id,
        agency_id=dossier.desk_agency_id,
        asked_at=now,
    )
    look_at(actor, citizen_id=dossier.applicant_citizen_id or 0, purpose=PURPOSE, subject=dossier.subject, now=now)
    return asked, wanted


def _check_hour(official_id: int, *, now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME, [official_id])
    most = settings.POPULATION_HOURLY
    if queries.times_asked(official_id, since=now - HOUR) >= most:
        raise Refused(
            "asked-too-often", f"Bạn đã khai thác dữ liệu dân cư {most} lần trong một giờ qua; hãy đợi ít phút."
        )


def _wanted(dossier: Dossier, *, now: datetime) -> population.Wanted:
    number = str(dossier.fact("number"))
    if (
        dossier.applicant_citizen_id is None
        or dossier.applicant_organisation_id
        or not rules.is_personal_number(number)
    ):
        raise Refused("applicant-not-a-person", "Người nộp không có số định danh cá nhân nên không tra cứu được.")
    born = _citizen(dossier).birth_date or rules.birth_year_in(number, on=now.astimezone(VIETNAM).date())
    if born is None:
        raise Refused("birth-unknown", "Hồ sơ chưa có ngày sinh của người nộp nên không tra cứu được.")
    return population.Wanted(number=number, full_name=dossier.applicant_name, born=born)


def _grounds(asked: Retrieved) -> population.Grounds:
    dossier = asked.dossier
    return population.Grounds(
        request_id=f"{settings.POPULATION['member']}-{asked.asked_at.astimezone(VIETNAM):%Y%m%d}-{asked.pk:06}",
        purpose=PURPOSE,
        dossier=dossier.code,
        officer=asked.asked_by.staff_number,
        procedure=dossier.procedure_version.procedure.code,
    )


@transaction.atomic
def _keep(
    actor: Person, asked: Retrieved, outcome: Finding, found: population.Registered | None, *, now: datetime
) -> Retrieved:
    if found:
        commune = _commune(found.commune_code, on=now.astimezone(VIETNAM).date())
        asked.facts = asdict(found) | {"commune": commune}
        asked.differences = rules.differences(_given(asked.dossier, on=now.astimezone(VIETNAM).date()), asked.facts)
    asked.outcome = str(Finding.DIFFERS if asked.differences else outcome)
    asked.save(update_fields=["outcome", "facts", "differences"])
    if found:
        # The snapshot is newer than what the parts were filed with.
        parts = DossierPart.objects.filter(dossier=asked.dossier, state=PartState.FROM_DATA)
        parts.filter(source=asked.database_label).update(retrieved_at=now)
    event = DataRetrieved(asked.dossier_id, asked.database, asked.outcome, asked.agency.name)
    record(actor, event, at=now)
    return asked


def _given(dossier: Dossier, *, on: date) -> dict[str, str]:
    """What the dossier says of its applicant, in the words of a snapshot; '' where it says nothing."""
    citizen = _citizen(dossier)
    return {
        "full_name": dossier.applicant_name,
        "born": citizen.birth_date.isoformat() if citizen.birth_date else "",
        "sex": citizen.sex,
        "commune": _commune(citizen.commune_code, on=on),
    }


def _citizen(dossier: Dossier) -> Citizen:
    return citizen_by_id(dossier.applicant_citizen_id or 0)


def _commune(code: str, *, on: date) -> str:
    """The name of a commune that stands on a day; its code where none does, '' without one."""
    try:
        return unit_as_at(code, on).full_name if code else ""
    except NotVisible:
        return code
