"""The warning that something may be done twice tells nobody more than he may see."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.government.dossiers import queries
from tinhso.government.dossiers.queries import Twin
from tinhso.government.dossiers.tests.factories import MONDAY, make_dossier, make_one_stop
from tinhso.ground.people.models import Account, Role
from tinhso.ground.people.tests.factories import agency, make_official, person_of

pytestmark = pytest.mark.django_db
SAME = {"child": "Trần Minh An"}


@pytest.fixture
def place():
    return make_one_stop()


def test_at_one_agency_the_twin_is_named_by_its_code(place):
    first = make_dossier(place, answers=SAME)
    second = make_dossier(place, answers=SAME)

    assert queries.duplicates_of(place.reception, second) == [
        Twin("Ủy ban nhân dân phường Nam Định", first.code, first.filed_at)
    ]


def test_of_a_twin_at_another_agency_only_the_agency_is_told(place):
    other = agency("NB.C13285")
    elsewhere = make_dossier(place, answers=SAME, receiving_agency=other, commune_code=other.unit_code)
    here = make_dossier(place, answers=SAME)
    stranger = person_of(make_official(other, Role.RECEPTION), on=MONDAY.date())

    assert queries.duplicates_of(place.reception, here) == [Twin(other.name)]
    assert queries.duplicates_of(stranger, elsewhere) == [Twin(place.agency.name)]
    assert queries.duplicates_of(person_of(make_official(other, Role.CONTROLLER), on=MONDAY.date()), here)[0].code


def test_the_page_of_a_dossier_hides_the_code_of_the_other_agency(place):
    other = agency("NB.C13285")
    elsewhere = make_dossier(place, answers=SAME, receiving_agency=other, commune_code=other.unit_code)
    here = make_dossier(place, answers=SAME)
    desk = Client()
    desk.force_login(Account.objects.get(pk=place.reception.account_id))

    page = desk.get(reverse("dossiers:show", args=[here.code])).text

    assert f"chưa giải quyết xong tại {other.name}." in page
    assert elsewhere.code not in page
