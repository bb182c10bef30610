"""A question must be answered as it was when it was last looked at; `make plans` keeps what has changed on purpose."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from django.db import connection

from tests.plans.planning import plans_of, pretend_province
from tests.plans.questions import Scene, hot
from tinhso.government.dossiers.tests.factories import MONDAY, dossier_in, make_one_stop
from tinhso.ground.gateway.tests.letters import post
from tinhso.ground.people.models import Role
from tinhso.ground.people.models.clients import ROLES_OF_PROGRAMS
from tinhso.ground.people.persons import Person

KEPT = Path(__file__).parent / "expected"
WORKING = frozenset(role.value for role in ROLES_OF_PROGRAMS)
pytestmark = pytest.mark.django_db


def test_hot_questions_are_answered_as_planned(request):
    if connection.pg_version < 180000:
        pytest.skip("the planner can be told of a province's size from PostgreSQL 18 on")
    found = {name: plans_of(ask) for name, ask in hot(a_scene()).items()}
    if request.config.getoption("--write-plans"):
        KEPT.mkdir(exist_ok=True)
        for name, plan in found.items():
            (KEPT / f"{name}.txt").write_text(plan)

    kept = {path.stem: path.read_text() for path in KEPT.glob("*.txt")}
    changed = [name for name in sorted(found.keys() | kept) if found.get(name) != kept.get(name)]

    assert not changed, "\n".join(
        [
            "Plans have changed; if that is meant, `make plans` keeps them.",
            *(told(name, kept, found) for name in changed),
        ]
    )


def a_scene() -> Scene:
    """One dossier in a province that the planner takes for one of ten years."""
    place = make_one_stop()
    dossier = dossier_in(place, "IN_PROCESS")
    post(1)  # of a file without a page the planner believes nothing, and other tests may have left some
    pretend_province()
    agency = place.agency.pk
    return Scene(
        officer=Person(name="A", official_id=place.official.pk, posts={agency: WORKING}),
        desk_only=place.officer,
        auditor=Person(name="B", official_id=place.official.pk, posts={agency: frozenset({Role.AUDITOR.value})}),
        applicant=place.applicant,
        dossier=dossier,
        now=MONDAY,
    )


def told(name: str, kept: dict[str, str], found: dict[str, str]) -> str:
    """What differs, as a diff from the kept plan to the one of now."""
    before, now = (plans.get(name, "").splitlines() for plans in (kept, found))
    return "\n".join(difflib.unified_diff(before, now, f"{name} as kept", f"{name} now", lineterm="", n=30))
