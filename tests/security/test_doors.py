"""Every address of the site before every kind of visitor, with rows of his own and strange ones, to read and to act."""

from __future__ import annotations

import gc
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from tests.security.bodies import body_of
from tests.security.forms import FORMS
from tests.security.lines import Line, read, value
from tests.security.policy import API, PAGES
from tests.security.probe import Probe, blank_pages, endpoints, routes, undone
from tests.security.visitors import ANONYMOUS, PROGRAM, PROGRAMS
from tests.security.world import World, make_world
from tinhso.ground.people.models import Account

POLICY, API_POLICY = read(PAGES), read(API)
ENDPOINTS = endpoints()
ROUTES = {route.name: route for route in routes() if not route.name.startswith("api")}


def test_every_address_has_its_line_in_the_policy() -> None:
    assert sorted(set(ROUTES) - set(POLICY)) == []
    assert sorted(set(POLICY) - set(ROUTES)) == []
    assert [name for name, line in POLICY.items() if len(line.parts) != len(ROUTES[name].parts)] == []


def test_an_address_is_open_where_its_door_says_so_and_nowhere_else() -> None:
    silent = {"set_language", "metrics"}  # Django's own view; open to who knows the token, else not there

    said = {name for name, route in ROUTES.items() if getattr(route.view, "door", "") == "mọi người"}
    assert said ^ {name for name, line in POLICY.items() if line.word} == silent


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """The two wards and everybody who comes, made once for this file and thrown away."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world(timezone.now())
        connection.set_rollback(True)


def test_nobody_gets_further_than_the_policy_says_and_nobody_less_far(world: World) -> None:
    people = {who: person for who, person in world.people.items() if who not in PROGRAMS}
    probe = Probe(world.now, {account.pk: account for account in Account.objects.select_related("official", "citizen")})

    wrong, asked = [], 0
    with blank_pages(), unhindered():
        for name, line in POLICY.items():
            route = ROUTES[name]
            for strange, things in world.rows_for(line):
                args = line.address(route.parts, things)
                form = {field: value(word, things) for field, word in FORMS.get(name, {}).items()}
                for method in route.methods:
                    for who, due, goes_in in tried(line, people, strange=strange, method=method):
                        if goes_in:
                            met = probe.outcome(route, people[who], args, method, form)
                        else:
                            met = due if route.view.opens(people[who]) else "a closed door"
                        asked += 1
                        if met not in due:
                            wrong.append(f"{name} {'strange' if strange else 'own'} {method} {who}: {met}, not {due}")
    assert asked > 3500
    assert wrong == [], "\n".join(wrong)


# One address a room at which everybody goes in, because the others ask the same question about their rows.
WHOLE = {"dossiers:show", "public_services:dossier", "public_services:resume", "life_events:receipt", "mandates:show",
         "payments:refund", "exchange:overview", "webhooks:show"}  # fmt: skip


def tried(line: Line, people: Iterable[str], *, strange: bool, method: str) -> Iterator[tuple[str, str, bool]]:
    """(who is sent there, what is due to him, whether he goes in). An open door asks nobody: one stands for all.

    Behind a door the same view asks the same question whoever came, and that costs most of the time: two go in and two
    look for what they may not see; the others ask the door alone. All of them go in with TINHSO_EVERY_DOOR=1
    (`make test-security`).
    """
    went: Counter[str] = Counter()
    for who in [ANONYMOUS] if line.word else people:
        due = line.expected(who, strange=strange, method=method)
        went[due] += 1
        goes_in = went[due] <= 2 or due not in {"in", "404"} or line.name in WHOLE or "TINHSO_EVERY_DOOR" in os.environ
        yield who, due, goes_in


def test_every_endpoint_has_its_line_in_the_policy() -> None:
    assert sorted(set(ENDPOINTS) ^ set(API_POLICY)) == []


def test_a_program_gets_as_far_as_its_agency_and_its_roles_and_a_stranger_nowhere(world: World) -> None:
    client = Client(headers={"Information-Mediator-Client": "VN/GOV/H42/thu"})
    wrong = []
    with unhindered():
        for number, (name, line) in enumerate(API_POLICY.items()):
            method, _, pattern = name.partition(" ")
            for strange, things in world.rows_for(line):
                address = line.filled(pattern, things)
                for who in (ANONYMOUS, *PROGRAMS):
                    headers = {"Idempotency-Key": f"{number}"} | world.tokens.get(who, {})
                    with undone():
                        answer = client.generic(method, address, json.dumps(body_of(name)), "application/json",
                                                headers=headers)  # fmt: skip
                    met = str(answer.status_code) if answer.status_code in {401, 403, 404} else "in"
                    due = (
                        "401"
                        if who == ANONYMOUS and not line.word
                        else line.expected(who, strange=strange, method="GET" if method == "GET" else "POST")
                    )
                    if met not in due:
                        wrong.append(
                            f"{name} {'strange' if strange else 'own'} {who}: {met}, not {due} {answer.text[:150]}"
                        )
    assert wrong == [], "\n".join(wrong)


def test_a_token_opens_no_page_and_a_session_no_endpoint(world: World) -> None:
    somebody = Client()
    somebody.force_login(Account.objects.get(pk=world.people["reception"].account_id))

    assert (
        Client(headers=world.tokens[PROGRAM]).get("/can-bo/ho-so/").headers["Location"].startswith("/tai-khoan/can-bo/")
    )
    assert somebody.get("/api/dossiers").status_code == 401


@contextmanager
def unhindered() -> Iterator[None]:
    """Thousands of short requests: collecting garbage among all that a test run has loaded would take a third."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
