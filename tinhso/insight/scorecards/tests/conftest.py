"""Fixtures of the room: who scores."""

from __future__ import annotations

import pytest

from tinhso.ground.people.persons import Person
from tinhso.ground.people.tests.factories import TODAY, agency, make_official, person_of
from tinhso.insight.scorecards import queries
from tinhso.insight.scorecards.models import IndexVersion


@pytest.fixture
def controller(db: None) -> Person:
    """Who watches procedures in the province's office."""
    return person_of(make_official(agency("NB.VP"), "CONTROLLER"), on=TODAY)


@pytest.fixture
def auditor(db: None) -> Person:
    """An inspector of the province."""
    return person_of(make_official(agency("NB.TTR"), "AUDITOR", full_name="Nguyễn Xuân Sơn"), on=TODAY)


@pytest.fixture
def dti(db: None) -> IndexVersion:
    """DTI 2022, a draft."""
    return queries.version("DTI-PROV-2022")
