"""A one-stop with named people, and dossiers at any point of their life: made only through the actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from uuid import uuid4

from tinhso.engines.procedures.models import ProcedureVersion
from tinhso.engines.procedures.queries import version_for
from tinhso.government.dossiers import actions
from tinhso.government.dossiers.actions import ItemAsked, PartIn
from tinhso.government.dossiers.models import Database, Dossier, Finding, Outcome, Retrieved
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.people.models import Agency, Citizen, Official, Role
from tinhso.ground.people.persons import Person
from tinhso.ground.people.tests.factories import agency, make_citizen, make_official, person_of

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
HOUR = timedelta(hours=1)
BIRTH = "1.001193"
BIRTH_PARTS = tuple(PartIn(code, from_data=True) for code in ("TP01", "TP02", "TP03", "TP06"))
COPY = "2.000815"
COPY_PARTS = tuple(PartIn(code, on_paper=True) for code in ("TP01", "TP02"))
_keys = count(1)


@dataclass(frozen=True)
class OneStop:
    """The people of one agency, each with one role, and a citizen of the place."""

    agency: Agency
    reception: Person
    head: Person
    division_head: Person
    officer: Person
    official: Official
    leader: Person
    clerk: Person
    result_officer: Person
    citizen: Citizen
    applicant: Person

    def in_role(self, role: str) -> Person:
        """The person of this one-stop who holds a role of the life-cycle."""
        return {
            "RECEPTION": self.reception,
            "HEAD_OF_ONE_STOP": self.head,
            "DIVISION_HEAD": self.division_head,
            "CASE_OFFICER": self.officer,
            "LEADER": self.leader,
            "CLERK": self.clerk,
            "RESULT_OFFICER": self.result_officer,
            "APPLICANT": self.applicant,
        }[role]


def make_one_stop(slug: str = "NB.C13669", *, on: datetime = MONDAY) -> OneStop:
    """A commune's one-stop with one official a role."""
    place = agency(slug)
    names = {
        Role.RECEPTION: "Nguyễn Thị Lan",
        Role.HEAD_OF_ONE_STOP: "Hồ Duy Thắng",
        Role.DIVISION_HEAD: "Vũ Hồng Khôi",
        Role.CASE_OFFICER: "Vũ Lan Phương",
        Role.LEADER: "Phạm Mai Anh",
        Role.CLERK: "Hồ Xuân Lan",
        Role.RESULT_OFFICER: "Nguyễn Ngọc Hiền",
    }
    officials = {role: make_official(place, role, full_name=name) for role, name in names.items()}
    people = {role: person_of(official, on=on.date()) for role, official in officials.items()}
    citizen = make_citizen()
    return OneStop(
        agency=place,
        reception=people[Role.RECEPTION],
        head=people[Role.HEAD_OF_ONE_STOP],
        division_head=people[Role.DIVISION_HEAD],
        officer=people[Role.CASE_OFFICER],
        official=officials[Role.CASE_OFFICER],
        leader=people[Role.LEADER],
        clerk=people[Role.CLERK],
        result_officer=people[Role.RESULT_OFFICER],
        citizen=citizen,
        applicant=person_of(citizen, on=on.date()),
    )


def procedure(code: str = BIRTH, *, now: datetime = MONDAY) -> ProcedureVersion:
    """A real procedure of the catalogue in force."""
    return version_for(code, on=now.date())


def make_dossier(place: OneStop, *, code: str = BIRTH, now: datetime = MONDAY, **facts: object) -> Dossier:
    """A dossier filed online by the citizen of the place; it awaits reception."""
    version = procedure(code, now=now)
    return actions.file_dossier(
        place.applicant,
        **{
            "version": version,
            "applicant": place.citizen,
            "answers": {"case": next(_keys)},
            "form_version": None,
            "parts": BIRTH_PARTS if code == BIRTH else every_part(version),
            "channel": "ONLINE" if code == BIRTH else "POST",
            "receiving_agency": place.agency,
            "commune_code": place.agency.unit_code,
            "idempotency_key": f"key-{next(_keys)}",
            "now": now,
        }
        | facts,
    )


def every_part(version: ProcedureVersion) -> tuple[PartIn, ...]:
    """Each required part on paper, as the post brings it."""
    return tuple(PartIn(part.code, on_paper=True) for part in version.parts.all() if part.required)


def dossier_in(place: OneStop, state: str, *, now: datetime = MONDAY, **facts: object) -> Dossier:
    """A dossier brought to a state by lawful acts only, minutes apart, beginning at `now`."""
    at = iter(now + timedelta(minutes=5 * step) for step in count(1))
    dossier = make_dossier(place, now=now, **facts)
    if state == "AWAITING_RECEPTION":
        return dossier
    if state == "SUPPLEMENT_BEFORE_ACCEPTANCE":
        return ask(place.reception, dossier, now=next(at))
    if state == "REFUSED_AT_RECEPTION":
        return actions.refuse(
            place.head, dossier, reason="Không thuộc thẩm quyền", legal_basis="Luật Hộ tịch, Điều 13", now=next(at)
        )
    dossier = actions.receive(place.reception, dossier, now=next(at))
    if state in {"TRANSFERRED", "ACCEPTED"}:
        return dossier
    dossier = actions.assign(place.division_head, dossier, official=place.official, now=next(at))
    match state:
        case "IN_PROCESS":
            return dossier
        case "AWAITING_SUPPLEMENT":
            return ask(place.officer, dossier, now=next(at))
        case "VERIFYING":
            return actions.verify(place.officer, dossier, now=next(at))
        case "CONSULTING":
            return actions.consult(
                place.officer, dossier, agency=agency("NB.SYT"), question="Giấy chứng sinh có thật không?",
                working_days=2, now=next(at),
            )  # fmt: skip
        case "AWAITING_PAYMENT":
            return actions.pause_for_finance(place.officer, dossier, reason="Chờ thông báo thuế", now=next(at))
        case "WITHDRAWAL_ASKED":
            return actions.withdraw(place.applicant, dossier, reason="Không cần nữa", now=next(at))
        case "STOP_PROPOSED":
            return actions.propose_stop(place.officer, dossier, reason="Có tranh chấp", now=next(at))
    outcome = Outcome.REFUSED if state == "REFUSED_AFTER_EXAMINATION" else Outcome.GRANTED
    dossier = actions.propose(
        place.officer, dossier, outcome=outcome, content="Đủ điều kiện", legal_basis="Luật Hộ tịch", now=next(at)
    )
    if state == "AWAITING_SIGNATURE":
        return dossier
    dossier = actions.sign(place.leader, dossier, now=next(at))
    if state == "SIGNED":
        return dossier
    dossier = actions.issue(place.clerk, dossier, now=next(at))
    if state in {"RESULT_READY", "REFUSED_AFTER_EXAMINATION"}:
        return dossier
    return actions.hand_over(place.result_officer, dossier, now=next(at))


def make_retrieved(place: OneStop, dossier: Dossier, finding: Finding) -> Retrieved:
    """What the population database said of the citizen of the place, as if it had been asked at filing."""
    facts = {
        "full_name": place.citizen.full_name, "born": "1996-05-14", "sex": "FEMALE", "commune_code": "13669",
        "commune": place.agency.name,
    }  # fmt: skip
    is_found = finding in {Finding.FOUND, Finding.DIFFERS}
    return Retrieved.objects.create(
        key=uuid4(),
        dossier=dossier,
        database=Database.POPULATION,
        asked_by=place.official,
        agency=place.agency,
        asked_at=dossier.filed_at,
        outcome=finding,
        facts=facts if is_found else {},
        differences={"born": "1996-05-15", "sex": "MALE"} if finding is Finding.DIFFERS else {},
    )


def ask(person: Person, dossier: Dossier, *, now: datetime) -> Dossier:
    """Ask for the paper that is missing most often."""
    return actions.request_supplement(
        person,
        dossier,
        items=[ItemAsked("TP02", "Giấy chứng sinh", "Nộp bản chính", "Chưa có trong hồ sơ")],
        reason="Thiếu giấy chứng sinh",
        legal_basis="Luật Hộ tịch, Điều 16",
        now=now,
    )
