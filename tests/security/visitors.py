"""Who comes: one person a kind of visitor, all of them at home or at work in one ward."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from tinhso.government.dossiers.tests.factories import OneStop
from tinhso.ground.base.actors import System
from tinhso.ground.mandates import actions as mandates
from tinhso.ground.mandates.tests.factories import authorise
from tinhso.ground.people.actions import make_api_client
from tinhso.ground.people.models import Citizen, Role
from tinhso.ground.people.persons import VISITOR, Person
from tinhso.ground.people.tests.factories import agency, make_citizen, make_official, person_of

ANONYMOUS, CITIZEN, REPRESENTATIVE, ENDED = "anonymous", "citizen", "representative", "ended representative"
HELPER, PROGRAM, NARROW = "helper", "program", "program of one role"
WORKING = {
    "reception": Role.RECEPTION, "head of one-stop": Role.HEAD_OF_ONE_STOP, "division head": Role.DIVISION_HEAD,
    "case officer": Role.CASE_OFFICER, "leader": Role.LEADER, "clerk": Role.CLERK,
    "result officer": Role.RESULT_OFFICER, "accountant": Role.ACCOUNTANT,
}  # fmt: skip
PROVINCE = {
    "controller": Role.CONTROLLER,
    "auditor": Role.AUDITOR,
    "administrator": Role.ADMIN,
    "data officer": Role.DATA_OFFICER,
}
PROGRAMS = (PROGRAM, NARROW)


def visitors(place: OneStop, helper: Person, *, now: datetime) -> dict[str, Person]:
    """Everybody by kind. The representatives act for the citizen of the place; one of them did until yesterday."""
    today = timezone.localdate(now)
    at_work = {
        name: person_of(make_official(place.agency, role), on=today)
        if role == Role.ACCOUNTANT
        else place.in_role(role.value)
        for name, role in WORKING.items()
    }
    in_the_province = {name: person_of(make_official(agency("NB.VP"), role), on=today)
                       for name, role in PROVINCE.items()}  # fmt: skip
    return {
        ANONYMOUS: VISITOR,
        CITIZEN: person_of(place.citizen, at=now),
        REPRESENTATIVE: person_of(_representative(place.citizen, now=now), at=now),
        ENDED: person_of(_representative(place.citizen, now=now, until=now - timedelta(days=1)), at=now),
        HELPER: helper,
        **at_work,
        **in_the_province,
    }


def _representative(principal: Citizen, *, now: datetime, until: datetime | None = None) -> Citizen:
    """Somebody to whom the principal gave everything a month ago, and took it back at `until`."""
    found = make_citizen("Phạm Thị Lan" if until is None else "Phạm Văn Lợi")
    mandate = authorise(principal, found, now=now - timedelta(days=30))
    if until:
        mandates.close(person_of(principal, at=until), mandate, "revoke", reason="Tự làm lấy", now=until)
    return found


def tokens(place: OneStop, *, now: datetime) -> dict[str, dict[str, str]]:
    """The header of each program that acts for the ward's agency: in all working roles, and in one."""
    return {PROGRAM: _token(place, *WORKING.values(), now=now), NARROW: _token(place, Role.RESULT_OFFICER, now=now)}


def _token(place: OneStop, *roles: Role, now: datetime) -> dict[str, str]:
    _client, token = make_api_client(System("test"), name="Phần mềm một cửa", agency=place.agency,
                                     roles=list(roles), now=now)  # fmt: skip
    return {"Authorization": f"Bearer {token}"}
