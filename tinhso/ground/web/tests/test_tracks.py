"""Every answer says its request id, in its head, on sad pages and in problems; the log says the route."""

from __future__ import annotations

import logging
import re

import pytest
from django.test import Client

from tinhso.ground.people.models import Account
from tinhso.ground.people.tests.factories import make_citizen
from tinhso.ground.web import tracks

pytestmark = pytest.mark.django_db
PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
SPOKEN = r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}"


@pytest.fixture
def trusting(settings):
    settings.TRUSTED_PROXIES = ["127.0.0.0/8"]
    tracks.is_trusted.cache_clear()
    yield
    tracks.is_trusted.cache_clear()


def test_every_answer_says_its_id_and_no_two_the_same(client):
    first, second = (client.get("/livez")["X-Request-Id"] for _ in range(2))

    assert re.fullmatch(SPOKEN, first)
    assert first != second


def test_a_strangers_id_is_not_believed(client):
    answer = client.get("/livez", headers={"X-Request-Id": "stranger-001", "traceparent": PARENT})

    assert re.fullmatch(SPOKEN, answer["X-Request-Id"])
    assert not answer["X-Request-Id"].startswith("9FWJ")


def test_the_id_of_our_proxy_is_kept(client, trusting):
    answer = client.get("/livez", headers={"X-Request-Id": "edge-0001", "traceparent": PARENT})

    assert answer["X-Request-Id"] == "edge-0001"


def test_a_sad_page_shows_the_id_that_the_answer_carries(client):
    answer = client.get("/khong-co-trang-nay/")

    assert answer.status_code == 404
    assert answer["X-Request-Id"] in answer.text


def test_a_problem_names_this_very_request(client):
    answer = client.get("/api/khong-co/")

    assert answer.json()["instance"] == f"urn:tinhso:request:{answer['X-Request-Id']}"


def test_a_crash_shows_the_id_to_read_out(client, monkeypatch, settings):
    settings.ONE_STOP_HOTLINE = "1900 0000"
    monkeypatch.setattr("tinhso.front.status.health.checks", lambda: 1 / 0)
    quiet = Client(raise_request_exception=False)
    answer = quiet.get("/readyz")

    assert answer.status_code == 500
    assert answer["X-Request-Id"] in answer.text
    assert "1900 0000" in answer.text


def test_the_access_log_tells_route_and_kind_of_person_and_neither_code_nor_name(client, settings, caplog):
    settings.ACCESS_LOG = True
    citizen = make_citizen("Nguyễn Thị Bưởi")
    client.force_login(Account.objects.get(citizen=citizen))
    with caplog.at_level(logging.INFO, "tinhso.access"):
        client.get("/ho-so/H42.134-261122-0001/?ten=Buoi")

    (facts,) = [record.facts for record in caplog.records if record.name == "tinhso.access"]
    assert facts["route"] == "/ho-so/<str:code>/"
    assert (facts["method"], facts["status"], facts["who"]) == ("GET", 404, "citizen")
    assert facts["took_ms"] >= facts["cpu_ms"] * 0.5
    assert "Bưởi" not in str(facts)
