"""Fixtures of the room: who gives and who works, on Monday, 23 November 2026."""

from __future__ import annotations

import pytest

from tinhso.ground.people.persons import Person
from tinhso.insight.plans.tests.factories import NOW, at
from tinhso.insight.warehouse.tests.conftest import _own_shelf, lived, place

__all__ = ["_own_shelf", "lived", "place"]


@pytest.fixture
def chair(db: None) -> Person:
    """Who leads the province's committee."""
    return at("NB", "LEADER", name="Vũ Đình Nam", now=NOW)


@pytest.fixture
def department(db: None) -> Person:
    """A case officer of Sở Khoa học và Công nghệ."""
    return at("NB.SKHCN", "CASE_OFFICER", name="Trần Linh Lan", now=NOW)
