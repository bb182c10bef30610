"""The agencies of the province, as the loader leaves them."""

from datetime import date

import pytest

from tinhso.ground.base.agency_codes import AgencyCode
from tinhso.ground.people import queries
from tinhso.ground.people.models import Agency, AgencySuccession, Citizen, Official, Role
from tinhso.ground.people.rules import personal_number_doubts

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "districts", "communes"),
    [(date(2023, 6, 1), 10, 226), (date(2024, 9, 1), 9, 175), (date(2025, 6, 30), 9, 175), (date(2025, 7, 1), 0, 129)],
)
def test_as_many_committees_stand_on_a_day_as_the_resolutions_say(day, districts, communes):
    standing = queries.agencies_on(day)

    assert standing.filter(kind="DISTRICT").count() == districts
    assert standing.filter(kind="COMMUNE").count() == communes


def test_only_the_code_of_nam_dinh_itself_is_official():
    assert list(Agency.objects.filter(code_status="official").values_list("code", flat=True)) == ["H40"]


def test_every_agency_carries_both_notations_where_the_old_one_can_hold_it():
    for agency in Agency.objects.all():
        code = AgencyCode.parse(agency.code)
        assert (code.canonical, code.legacy) == (agency.code, agency.legacy_code)
    assert queries.agency("ND.SYT").legacy_code == "000.00.16.H40"


def test_no_visible_name_carries_a_remark():
    assert not Agency.objects.filter(name__contains="(").exists()
    assert queries.agency("NB.SVH").name == "Sở Văn hóa, Thể thao và Du lịch tỉnh Ninh Bình"


def test_five_pairs_of_departments_became_five_on_the_first_of_march_2025():
    merged = AgencySuccession.objects.filter(effective_date=date(2025, 3, 1))

    assert (merged.count(), merged.values("new").distinct().count()) == (10, 5)
    assert {row.instrument for row in merged} == {"Nghị quyết 05/NQ-HĐND tỉnh Nam Định ngày 19/02/2025"}


def test_a_commune_is_found_by_the_code_of_its_unit_and_the_day():
    names = [queries.agencies_on(date(year, 1, 1)).get(unit_code="14167").name for year in (2024, 2026)]

    assert names == ["Ủy ban nhân dân xã Hoành Sơn", "Ủy ban nhân dân xã Giao Thủy"]


def test_demo_citizens_can_be_nobody():
    numbers = Citizen.objects.filter(tech_id__startswith="vneid-demo-").values_list("personal_number", flat=True)

    assert len(numbers) >= 4
    assert all(personal_number_doubts(number) for number in numbers)


@pytest.mark.parametrize("slug", ["NB.C13669", "NB.C14167", "NB.SYT", "NB.SXD", "NB.SNNMT", "NB.STC"])
def test_each_demo_agency_is_fully_staffed(slug):
    roles = [Role(role) for role in queries.agency(slug).posts.values_list("role", flat=True)]

    assert roles.count(Role.CASE_OFFICER) == 2
    assert set(roles) == {
        Role.RECEPTION, Role.HEAD_OF_ONE_STOP, Role.DIVISION_HEAD, Role.CASE_OFFICER, Role.LEADER, Role.CLERK,
        Role.RESULT_OFFICER, Role.ACCOUNTANT,
    }  # fmt: skip


def test_an_auditor_and_an_administrator_exist_once_and_two_control_procedures():
    for role, number in ((Role.AUDITOR, 1), (Role.ADMIN, 1), (Role.CONTROLLER, 2)):
        assert Official.objects.filter(posts__role=role).count() == number
