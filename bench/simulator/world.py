"""The simulated province in its database: officials with their posts, enterprises, and who acts on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.utils import timezone

from bench.simulator.arrivals import Plan
from bench.simulator.people import person_named
from bench.simulator.plan import Enterprise, Filing, Human
from bench.simulator.staff import Officer, Staff
from tinhso.ground.acts import as_one
from tinhso.ground.base.sorting import sort_key
from tinhso.ground.base.vietnamese import fold
from tinhso.ground.gateway.partners.vneid import Identity
from tinhso.ground.people import queries
from tinhso.ground.people.actions import arrive
from tinhso.ground.people.models import Account, Agency, Citizen, Official, Organisation, Post, Representative, Role
from tinhso.ground.people.persons import Person

TITLES = {"LEADER": "Phó Chủ tịch", "CLERK": "Văn thư", "DIVISION_HEAD": "Trưởng phòng"}
TODAYS_FORMS = date(2025, 7, 1)  # the forms of the seed list the communes of that day


def people_the_province(plan: Plan, staff: Staff, *, only: Collection[str] | None = None) -> int:
    """Write down every official and enterprise of the plan; how many rows of both. Safe to repeat.

    only: officials of these bodies alone.
    """
    homes = [home for home in staff.homes if only is None or home in only]
    officers = [officer for home in homes for officer in staff.homes[home]]
    _officials(plan, officers)
    return len(officers) + _enterprises(plan)


def _officials(plan: Plan, officers: Iterable[Officer]) -> None:
    known = set(Official.objects.filter(staff_number__startswith="MP-").values_list("staff_number", flat=True))
    fresh = [officer for officer in officers if officer.number not in known]
    named = {officer.number: person_named(plan.seed, officer.number) for officer in fresh}
    Official.objects.bulk_create(
        Official(staff_number=one.number, full_name=named[one.number], sort_key=sort_key(named[one.number]))
        for one in fresh
    )
    rows = {row.staff_number: row for row in Official.objects.filter(staff_number__in=named)}
    agencies = {agency.slug: agency for agency in Agency.objects.filter(slug__in={one.home for one in fresh})}
    Account.objects.bulk_create(
        Account(username=one.number.lower(), official=rows[one.number], password="!") for one in fresh
    )
    Post.objects.bulk_create(
        Post(
            official=rows[one.number], agency=agencies[one.home], role=Role(one.role),
            title=TITLES.get(one.role, "Chuyên viên"), valid_from=agencies[one.home].valid_from or date(2020, 1, 1),
        )
        for one in fresh
    )  # fmt: skip


def _enterprises(plan: Plan) -> int:
    known = set(Organisation.objects.filter(tax_code__startswith="06").values_list("tax_code", flat=True))
    every = (plan.people.enterprise(place) for place in range(plan.people.enterprises))
    fresh = [one for one in every if one.tax_code not in known]
    Organisation.objects.bulk_create(
        Organisation(
            tax_code=one.tax_code, name=one.name, sort_key=sort_key(one.name), kind="ENTERPRISE", address=one.address,
            commune_code=one.commune, phone=one.head.phone,
        )
        for one in fresh
    )  # fmt: skip
    heads = {one.head.number: one.head for one in fresh}
    Citizen.objects.bulk_create(map(_citizen, heads.values()), ignore_conflicts=True, batch_size=2000)
    citizens = {row.personal_number: row for row in Citizen.objects.filter(personal_number__in=heads)}
    rows = {row.tax_code: row for row in Organisation.objects.filter(tax_code__in=[one.tax_code for one in fresh])}
    Representative.objects.bulk_create(
        Representative(
            organisation=rows[one.tax_code], citizen=citizens[one.head.number], title="Giám đốc",
            valid_from=date(plan.year, 1, 1),
        )
        for one in fresh
    )  # fmt: skip
    return len(fresh)


def _citizen(human: Human) -> Citizen:
    return Citizen(
        personal_number=human.number, full_name=human.full_name, sort_key=sort_key(human.full_name),
        folded_name=fold(human.full_name), birth_date=human.born, sex=human.sex, ethnicity="Kinh",
        nationality="Việt Nam", phone=human.phone, email=human.email, address=human.address,
        commune_code=human.commune,
    )  # fmt: skip


@dataclass
class Cast:
    """Who acts: rows that do not change are read once, posts are read once a day."""

    plan: Plan
    _agencies: dict[str, Agency] = field(default_factory=dict)
    _rows: dict[str, Official] = field(default_factory=dict)
    _people: dict[tuple[str, date], Person] = field(default_factory=dict)
    _day: date = date.min

    def agency(self, slug: str) -> Agency:
        """The row of a body."""
        if slug not in self._agencies:
            self._agencies[slug] = queries.agency(slug)
        return self._agencies[slug]

    def row(self, number: str) -> Official:
        """The row of an official."""
        if number not in self._rows:
            self._rows[number] = queries.official_by_number(number)
        return self._rows[number]

    def official(self, number: str, *, at: datetime) -> Person:
        """An official as his session would carry him, with the posts that he holds on the day."""
        day = self._begin(at)
        if (number, day) not in self._people:
            self._people[number, day] = queries.person_for(self.row(number).account, on=day, at=at)
        return self._people[number, day]

    def applicant(self, filing: Filing, *, at: datetime) -> Person:
        """The human of a filing, signed in by VNeID this day."""
        human, day = filing.human, self._begin(at)
        if (human.number, day) in self._people:
            return replace(self._people[human.number, day], at=at)
        identity = Identity(
            tech_id=f"mp-{human.number}", is_organisation=False, full_name=human.full_name,
            personal_number=human.number, birth_date=human.born, sex=human.sex, ethnicity="Kinh",
            nationality="Việt Nam", phone=human.phone, email=human.email, address=human.address,
            tax_code="", organisation_name="", organisation_address="", id_token="",
        )  # fmt: skip
        account, _ = arrive(identity, now=at)
        self._people[human.number, day] = queries.person_for(account, on=day, at=at)
        return self._people[human.number, day]

    def sign_in(self, filings: Iterable[tuple[Filing, datetime]]) -> None:
        """Several applicants in one transaction, before they file: who comes may stay when what he files is refused."""
        with as_one():
            for filing, at in filings:
                self.applicant(filing, at=at)

    def _begin(self, at: datetime) -> date:
        """The day of a moment; with a new one everybody comes anew."""
        if (day := timezone.localdate(at)) != self._day:
            self._people, self._day = {}, day
        return day

    def organisation(self, enterprise: Enterprise) -> Organisation:
        """The row of an enterprise."""
        return Organisation.objects.get(tax_code=enterprise.tax_code)

    def form_commune(self, filing: Filing) -> str:
        """The code under which the forms of the seed know the filing's commune: they list those of 01/7/2025."""
        unit = (filing.enterprise or filing.human).commune
        return self.plan.places.commune(unit, max(TODAYS_FORMS, filing.at.date())).unit
