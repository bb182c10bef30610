"""Named people for everybody's tests: real rows, made quickly."""

from __future__ import annotations

from datetime import date, datetime
from itertools import count

from django.utils import timezone

from tinhso.ground.base.sorting import sort_key
from tinhso.ground.base.vietnamese import VIETNAM, fold
from tinhso.ground.people import queries
from tinhso.ground.people.models import Account, Agency, Citizen, Official, Organisation, Post, Representative, Role
from tinhso.ground.people.persons import Person

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=VIETNAM)  # a Monday
TODAY = NOON.date()
_numbers = count(1)


def agency(slug: str = "NB.C13669") -> Agency:
    """An agency of the loaded province; UBND phường Nam Định unless told."""
    return queries.agency(slug)


def make_citizen(full_name: str = "Trần Thị Mơ", **facts: object) -> Citizen:
    """A citizen with an account; her personal number begins with 000, which is nobody's."""
    number = next(_numbers)
    citizen = Citizen.objects.create(
        **{
            "personal_number": f"0009{number:08}",
            "full_name": full_name,
            "sort_key": sort_key(full_name),
            "folded_name": fold(full_name),
            "birth_date": date(1996, 5, 14),
            "sex": "FEMALE",
            "nationality": "Việt Nam",
            "phone": "0912345678",
            "email": "mo@example.com",
            "address": "Số 1 đường Hàn Thuyên, phường Nam Định",
            "commune_code": "13669",
        }
        | facts
    )
    Account.objects.create(username=f"cong-dan-{number}", citizen=citizen, password="!")
    return citizen


def make_organisation(
    name: str = "Công ty TNHH Sông Vị", *, represented_by: Citizen | None = None, since: date = date(2024, 1, 1)
) -> Organisation:
    """An enterprise; with `represented_by`, the citizen who acts for it."""
    organisation = Organisation.objects.create(
        tax_code=f"06{next(_numbers):08}", name=name, sort_key=sort_key(name), kind="ENTERPRISE"
    )
    if represented_by:
        Representative.objects.create(
            organisation=organisation, citizen=represented_by, title="Giám đốc", valid_from=since
        )
    return organisation


def make_official(
    agency: Agency,
    *roles: Role | str,
    full_name: str = "Lê Văn Cần",
    since: date | None = None,
    until: date | None = None,
    title: str = "Chuyên viên",
) -> Official:
    """An official with an account and a post a role, from `since` (else the agency's first day, else 2020)."""
    number = next(_numbers)
    official = Official.objects.create(staff_number=f"T{number:05}", full_name=full_name, sort_key=sort_key(full_name))
    begin = since or agency.valid_from or date(2020, 1, 1)
    Post.objects.bulk_create(
        [
            Post(official=official, agency=agency, role=Role(role), title=title, valid_from=begin, valid_to=until)
            for role in roles
        ]
    )
    Account.objects.create(username=f"can-bo-{number}", official=official, password="!")
    return official


def person_of(who: Citizen | Official | Account, *, on: date = TODAY, at: datetime | None = None) -> Person:
    """The acting person on a day (or at a moment), as a request would carry it."""
    day = timezone.localdate(at) if at else on
    return queries.person_for(who if isinstance(who, Account) else who.account, on=day, at=at)
