"""How often: nobody reads our codes one after the other, and nobody at a person's pace costs a write."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from tinhso.config.launch import state
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.people.tests.factories import agency, make_citizen, make_official
from tinhso.ground.web import limits
from tinhso.ground.web.reading import reading

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 12, 0, 10, tzinfo=VIETNAM)


@pytest.fixture(autouse=True)
def at_noon(settings: object) -> Iterator[None]:
    """Ten seconds into a minute, with limits that tests reach soon."""
    settings.LIMITS = settings.LIMITS | {"search": (20, 60), "lookup": (20, 60), "sign_in": (3, 600), "api": (3, 60),
                        "api_stranger": (3, 60)}  # fmt: skip
    limits.forget()
    with time_machine.travel(NOON, tick=False):
        yield
    limits.forget()


def ask(times: int, client: Client | None = None, **more: str) -> HttpResponse:
    """The answer to the last of so many look-ups by code."""
    client = client or Client()
    return [client.get("/tra-cuu/?ma=H42.134-261123-0001", **more) for _ in range(times)][-1]


def test_beyond_the_limit_one_is_told_when_to_come_again() -> None:
    within, beyond = ask(20), ask(1)

    assert (within.status_code, beyond.status_code) == (404, 429)
    assert beyond["Retry-After"] == "50"
    assert "Hãy thử lại sau 50 giây" in beyond.text
    with time_machine.travel(NOON.replace(minute=1), tick=False):
        assert ask(1).status_code == 404


def test_it_is_said_in_english_too() -> None:
    with override("en"):
        assert (
            reading(limits.TooOften(50).sentence)
            == "Too many requests in a short time. Please try again in 50 seconds."
        )


def test_who_asks_at_a_persons_pace_costs_no_write_and_others_one_in_ten() -> None:
    with CaptureQueriesContext(connection) as one:
        ask(1)
    with CaptureQueriesContext(connection) as twenty:
        ask(19)

    told = [query["sql"] for query in twenty if "web_tally" in query["sql"]]
    assert not [query for query in one if "web_tally" in query["sql"]]
    assert len(told) == 10


def test_processes_and_machines_count_together() -> None:
    ask(12)
    limits.forget()  # another process, which knows nothing of the first

    assert ask(8).status_code == 404
    assert ask(2).status_code == 429


def test_each_address_is_counted_alone_and_a_house_on_ipv6_as_one() -> None:
    ask(21, REMOTE_ADDR="2001:db8:1:1::5")

    assert ask(1, REMOTE_ADDR="2001:db8:1:1:ffff::9").status_code == 429
    assert ask(1, REMOTE_ADDR="2001:db8:1:2::5").status_code == 404
    assert ask(1, REMOTE_ADDR="203.0.113.7").status_code == 404


def test_a_person_who_is_signed_in_shares_no_limit_with_his_neighbours_and_officials_have_none() -> None:
    ask(21)
    mo, lan = Client(), Client()
    mo.force_login(make_citizen().account)
    lan.force_login(make_official(agency(), "RECEPTION").account)

    assert ask(20, mo).status_code == 404
    assert ask(1, mo).status_code == 429
    assert ask(25, lan).status_code == 404


def test_who_tries_many_names_is_stopped_though_no_name_is_locked() -> None:
    tries = [Client().post("/tai-khoan/can-bo/", {"username": f"can-bo-{n}", "password": "x"}) for n in range(5)]

    assert [answer.status_code for answer in tries] == [422, 422, 422, 429, 429]


def test_an_office_that_signs_in_from_one_address_is_not_stopped() -> None:
    office = [make_official(agency(), "RECEPTION").account for _ in range(6)]
    for account in office:
        account.set_password("mat khau thu nghiem")
        account.save()
    ways_in = [{"username": account.username, "password": "mat khau thu nghiem"} for account in office]

    assert {Client().post("/tai-khoan/can-bo/", way_in).status_code for way_in in ways_in} == {302}


@pytest.mark.parametrize("address", ["/api/dossiers", "/govstack/registration/tasks", "/listClients"])
def test_a_stranger_at_the_api_is_stopped_soon(address: str) -> None:
    tries = [Client(headers={"Authorization": f"Bearer guess-{n}"}).get(address) for n in range(4)]

    assert [answer.status_code for answer in tries][2:] == [tries[0].status_code, 429]
    assert tries[3]["Retry-After"] == "50"


def test_what_is_counted_names_nobody_and_is_kept_by_no_replica() -> None:
    ask(2, REMOTE_ADDR="203.0.113.7")
    with connection.cursor() as cursor:
        cursor.execute("SELECT web_tally::text FROM web_tally")
        (row,) = cursor.fetchone()
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'web_tally'")
        kept = cursor.fetchone()[0]

    assert "203.0.113.7" not in row
    assert kept == "u"


def test_every_limit_can_be_set_and_all_of_them_lifted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TINHSO_LIMIT_LOOKUP", "7/30")
    usual = dict.fromkeys(settings.LIMITS, "1/60")

    assert state.limits(usual, is_on=True)["lookup"] == (7, 30)
    monkeypatch.setenv("TINHSO_LIMITS", "0")
    assert {times for times, _seconds in state.limits(usual, is_on=True).values()} == {0}
