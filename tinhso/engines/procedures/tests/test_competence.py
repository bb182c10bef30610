"""Who resolves: the commune of the case, the department named, else the provincial People's Committee."""

from datetime import date

import pytest

from tinhso.engines.procedures import queries

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def slugs(code, on, commune=""):
    version = queries.version_for(code, on=min(on, TODAY))
    return [agency.slug for agency in queries.resolving_agencies(version, on=on, commune_code=commune)]


def test_a_commune_procedure_goes_to_the_commune_of_the_case():
    assert slugs("1.001193", TODAY, "13669") == ["NB.C13669"]


def test_an_abolished_commune_leads_to_its_successor():
    assert slugs("1.001193", TODAY, "13648") == ["NB.C13669"]
    assert slugs("1.001193", date(2025, 3, 14), "13648") == ["ND.C13669.2"]


def test_without_a_commune_every_commune_of_the_day_is_offered():
    assert len(slugs("1.001193", TODAY)) == 129


def test_a_department_is_the_one_that_stands_on_the_day():
    assert slugs("1.001806", TODAY) == ["NB.SYT"]
    assert slugs("1.001806", date(2025, 3, 14)) == ["ND.SYT"]


def test_both_levels_offer_the_commune_first():
    assert slugs("2.000635", TODAY, "13669") == ["NB.C13669", "NB.STP"]


def test_an_agency_outside_our_tree_leaves_it_to_the_provincial_committee():
    assert slugs("3.000347", TODAY) == ["NB"]
    assert slugs("3.000347", date(2025, 3, 14)) == ["ND"]
