"""Fixtures of the room: a shelf of its own for each test, and a small province that has lived a little."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tinhso.government.dossiers.actions import withdraw
from tinhso.government.dossiers.tests.factories import MONDAY, OneStop, dossier_in, make_one_stop
from tinhso.insight.warehouse.actions import pull_facts

LATER = MONDAY + timedelta(days=2)
LIVES = (
    "AWAITING_RECEPTION",
    "ACCEPTED",
    "IN_PROCESS",
    "RESULT_READY",
    "RETURNED",
    "REFUSED_AT_RECEPTION",
    "WITHDRAWN",
)


@pytest.fixture(autouse=True)
def _own_shelf(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    settings.WAREHOUSE_DIR = tmp_path


@pytest.fixture
def place(db: None) -> OneStop:
    """UBND phường Nam Định on Monday, 23 November 2026."""
    return make_one_stop()


@pytest.fixture
def lived(place: OneStop) -> datetime:
    """One dossier in each of some states, on the shelves; the moment of the pull."""
    for number, state in enumerate(LIVES):
        begun = "ACCEPTED" if state == "WITHDRAWN" else state
        last = dossier_in(place, begun, now=MONDAY + timedelta(minutes=number), idempotency_key=f"life-{number}")
    withdraw(place.applicant, last, reason="Không cần nữa", now=MONDAY + timedelta(hours=2))
    pull_facts(now=LATER)
    return LATER
