"""Who someone is on a day; programs; looks."""

from datetime import date, timedelta

import pytest

from tinhso.ground.base.actors import System
from tinhso.ground.people import actions, queries
from tinhso.ground.people.models import ApiClient, Role
from tinhso.ground.people.tests.factories import (
    NOON,
    TODAY,
    agency,
    make_citizen,
    make_official,
    make_organisation,
    person_of,
)

pytestmark = pytest.mark.django_db


def test_posts_count_from_their_first_to_their_last_day():
    ward = agency()
    clerk = make_official(ward, Role.CLERK, since=date(2026, 1, 1), until=date(2026, 6, 30))

    assert person_of(clerk, on=date(2025, 12, 31)).roles == set()
    assert person_of(clerk, on=date(2026, 6, 30)).roles_at(ward.pk) == {"CLERK"}
    assert not person_of(clerk, on=date(2026, 7, 1)).is_staff


def test_a_citizen_acts_for_the_organisations_that_she_represents_that_day():
    lien = make_citizen("Vũ Thị Liên")
    company = make_organisation(represented_by=lien, since=date(2026, 1, 1))

    assert person_of(lien).organisation_ids == {company.pk}
    assert person_of(lien, on=date(2025, 12, 31)).organisation_ids == set()
    assert person_of(lien).roles == {"APPLICANT"}


def test_a_token_opens_for_its_agency_and_only_while_it_is_valid():
    health = agency("NB.SYT")
    client, token = actions.make_api_client(
        System("test"), name="Trục LGSP", agency=health, roles=[Role.CASE_OFFICER], now=NOON,
        valid_to=NOON + timedelta(days=1),
    )  # fmt: skip

    person = queries.client_for(token, NOON)

    assert (person.ref, person.posts) == (f"client:{client.pk}", {health.pk: {"CASE_OFFICER"}})
    assert queries.client_for(token, NOON - timedelta(seconds=1)) is None
    assert queries.client_for(token, NOON + timedelta(days=1)) is None
    assert queries.client_for(token + "x", NOON) is None


def test_the_token_itself_is_stored_nowhere():
    _, token = actions.make_api_client(System("test"), name="LGSP", agency=agency(), roles=[Role.CLERK], now=NOON)

    assert token.encode() not in bytes(ApiClient.objects.get(name="LGSP").token_sha256)


def test_a_citizen_reads_who_looked_at_her_data_and_why():
    mo = make_citizen()
    officer = make_official(agency(), Role.CASE_OFFICER, full_name="Đinh Quang Huy")

    actions.look_at(person_of(officer), citizen_id=mo.pk, purpose="Thẩm định hồ sơ", subject="dossier:1", now=NOON)

    (look,) = queries.looks_at(mo.pk)
    assert (look.at, look.who, look.purpose) == (NOON, "Đinh Quang Huy", "Thẩm định hồ sơ")
    assert look.agencies == "Ủy ban nhân dân phường Nam Định"


def test_looking_at_oneself_is_not_news():
    mo = make_citizen()

    actions.look_at(person_of(mo), citizen_id=mo.pk, purpose="Xem", subject="", now=NOON)

    assert queries.looks_at(mo.pk) == []


def test_resolving_a_person_costs_one_query(django_assert_num_queries):
    officer = make_official(agency(), Role.CASE_OFFICER, Role.RECEPTION)

    with django_assert_num_queries(1):
        person = queries.person_for(queries.account_of(officer.account.pk), on=TODAY)

    assert person == queries.person_for(officer.account, on=TODAY)
    assert person.roles == {"CASE_OFFICER", "RECEPTION"}
