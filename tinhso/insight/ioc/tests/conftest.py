"""A small province that has lived a little, and those who watch it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from tinhso.government.dossiers.tests.factories import MONDAY, OneStop, dossier_in, make_one_stop
from tinhso.ground.people.models import Role
from tinhso.ground.people.persons import Person
from tinhso.insight.ioc import actions
from tinhso.insight.ioc.tests.factories import make_threshold, watcher
from tinhso.insight.warehouse.actions import pull_facts

LATER = MONDAY + timedelta(days=2)


@pytest.fixture(autouse=True)
def _own_shelf(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    settings.WAREHOUSE_DIR = tmp_path


@dataclass(frozen=True)
class Watchers:
    """Two of the province's office, the head of a ward, and where his ward is."""

    head: Person
    duty: Person
    ward: Person
    place: OneStop


@pytest.fixture
def lived(db: None) -> Watchers:
    """Two dossiers that are late and one that is not, on the shelves, counted."""
    place = make_one_stop()
    for number, state in enumerate(("ACCEPTED", "IN_PROCESS", "RETURNED")):
        dossier_in(place, state, now=MONDAY + timedelta(minutes=number), idempotency_key=f"ioc-{number}")
    pull_facts(now=LATER)
    actions.refresh(now=LATER)
    head = watcher("NB.VP", Role.LEADER, now=LATER)
    duty = watcher("NB.VP", Role.DIVISION_HEAD, "Đinh Thị Thu Thủy", now=LATER)
    return Watchers(head, duty, place.leader, place)


def in_force(who: Watchers, code: str, green: str, red: str, *, margin: str = "0") -> None:
    """A threshold by two people."""
    one = make_threshold(code, green, red, margin=margin, by=who.duty, now=LATER)
    actions.decide_threshold(who.head, one, "approve", now=LATER)
