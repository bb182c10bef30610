"""Both suites replayed against our views, each scenario from fresh fixtures; what we do not meet is said and held."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings

from tinhso.front.govstack.tests.conftest import Call
from tinhso.front.govstack.tests.scenarios import Scenario, registration, registries
from tinhso.front.govstack.tests.shapes import fault

BLOCKS = {"registration": registration(), "registries": registries()}
ALL = [pytest.param(block, one, id=f"{block}: {one.about}") for block, rows in BLOCKS.items() for one in rows]


def at(answer: Any, path: str) -> Any:
    for step in path.split("."):
        answer = answer[int(step)] if isinstance(answer, list) else answer[step]
    return answer


def outcome(call: Call, block: str, one: Scenario) -> str:
    """'' when the answer is what the scenario expects, else how it differs."""
    answer = call(one.method, f"{block}/{one.path}", one.body, client=one.client, form=one.form)
    if answer.status_code != one.status:
        return f"{answer.status_code} {answer.content.decode()}"
    if one.shape:
        if answer.headers["Content-Type"] != "application/json; charset=utf-8":
            return answer.headers["Content-Type"]
        if wrong := fault(one.shape, answer.json()):
            return wrong
    if one.shape == "list" and len(answer.json()["results"]) != answer.json()["count"]:
        return "count and results differ"
    found = {path: at(answer.json(), path) for path in one.says}
    return "" if found == one.says else str(found)


@pytest.mark.parametrize(("block", "one"), ALL)
def test_scenario(call: Call, block: str, one: Scenario) -> None:
    differs = outcome(call, block, one)

    assert bool(differs) is bool(one.not_met), differs


def test_the_decision_says_how_many_are_met() -> None:
    page = (settings.ROOT / "docs" / "decisions" / "092-govstack.md").read_text()

    for rows in BLOCKS.values():
        met = sum(not one.not_met for one in rows)
        assert f"{met} of {len(rows)}" in page
    for one in (one for rows in BLOCKS.values() for one in rows if one.not_met):
        assert one.not_met in " ".join(page.split())
