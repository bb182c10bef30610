"""Fixtures of the room."""

from __future__ import annotations

import pytest

from tinhso.government.dossiers.tests.factories import OneStop, make_one_stop
from tinhso.ground.gateway.tests.doubles import population_double, running_population_double
from tinhso.ground.gateway.tests.signing_double import csc_double, running_csc_double

__all__ = ["csc_double", "place", "population_double", "running_csc_double", "running_population_double"]


@pytest.fixture
def place(db: None) -> OneStop:
    """UBND phường Nam Định on Monday, 23 November 2026."""
    return make_one_stop()
