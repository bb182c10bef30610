"""What is no page: methods that nobody serves, files, the API, the contact for those who find a weakness."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tests.security.lines import read
from tests.security.policy import PAGES
from tests.security.probe import routes
from tinhso.ground.base.actors import System
from tinhso.ground.people.actions import make_api_client
from tinhso.ground.people.models import Role
from tinhso.ground.people.sessions import _BEGAN, _SEEN
from tinhso.ground.people.tests.factories import NOON, agency, make_official

pytestmark = pytest.mark.django_db
# Doors of machines, which prove themselves by a token or a signature and have no cookie that a stranger could use.
BY_SIGNATURE = {"payments:callback", "payments:look_up", "portal_intake:log_in", "portal_intake:serve",
                "exchange:events", "xroad:root", "xroad:service", "xroad:slash"}  # fmt: skip

# CKAN's Action API is posted to by its clients and only reads what everybody may read.
ONLY_READ = {"open_data:action", "open_data:action_unversioned"}


def test_a_method_that_nobody_serves_is_refused_before_anything_is_done() -> None:
    answers = [Client().generic(method, "/") for method in ("TRACE", "CONNECT", "TRACK", "PROPFIND")]

    assert {answer.status_code for answer in answers} == {405}
    assert all(answer.content == b"" for answer in answers)


def test_a_form_from_elsewhere_does_nothing_but_at_the_doors_of_machines() -> None:
    exempt = {route.name for route in routes() if getattr(route.view, "csrf_exempt", False)}

    assert {name for name in exempt if not name.startswith("api")} == BY_SIGNATURE | ONLY_READ
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_official(agency(), "RECEPTION").account)
    assert strict.post("/tai-khoan/phien-dang-nhap/ket-thuc/", {}).status_code == 403
    assert strict.post("/tai-khoan/dang-xuat/", headers={"Origin": "https://elsewhere.example"}).status_code == 403


def test_the_api_says_json_and_nothing_that_a_browser_would_run() -> None:
    answer = Client().get("/api/dossiers")

    assert answer["Content-Type"] == "application/problem+json"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_who_was_turned_away_where_stands_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    client, official = Client(), make_official(agency(), "RECEPTION")
    client.force_login(official.account)

    client.get("/tai-khoan/can-bo/ung-dung-ket-noi/?q=bi-mat")
    assert f"refused wrong-door: GET people:api_clients by official:{official.pk}" in caplog.text
    assert "bi-mat" not in "".join(record.getMessage() for record in caplog.records if record.name.startswith("tinhso"))


def test_who_signs_out_leaves_nothing_in_the_browser() -> None:
    client = Client()
    client.force_login(make_official(agency(), "RECEPTION").account)

    answer = client.post("/tai-khoan/dang-xuat/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/can-bo/").status_code == 302


def test_a_session_ends_twelve_hours_after_the_sign_in_however_busy() -> None:
    client, account = Client(), make_official(agency(), "RECEPTION").account
    with time_machine.travel(NOON, tick=False):
        client.force_login(account)
        session = client.session
        session[_BEGAN] = session[_SEEN] = int(NOON.timestamp())
        session.save()
    for hours, status in ((5, 200), (10, 200), (12.1, 302)):
        with time_machine.travel(NOON + timedelta(hours=hours), tick=False):
            assert client.get("/can-bo/").status_code == status, hours


def test_whoever_finds_a_weakness_reads_where_to_tell(settings: object) -> None:
    assert Client().get("/.well-known/security.txt").status_code == 404

    settings.SECURITY_CONTACT = "mailto:an-toan@tinhso.example"
    with time_machine.travel(NOON, tick=False):
        answer = Client().get("/.well-known/security.txt")
    lines = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert lines["Contact"] == "mailto:an-toan@tinhso.example"
    assert timedelta() < datetime.fromisoformat(lines["Expires"]) - NOON < timedelta(days=366)


def test_every_open_line_of_the_policy_is_meant() -> None:
    """A door without a lock is a decision; there are few enough to read them all."""
    assert len([line for line in read(PAGES).values() if line.word]) < 78


def test_a_program_that_is_turned_away_stands_in_the_log_too(caplog: pytest.LogCaptureFixture) -> None:
    Client().get("/api/dossiers", headers={"Authorization": "Bearer doan-mo"})
    assert "refused unknown-client: GET api:file by visitor" in caplog.text
    assert "doan-mo" not in caplog.text

    _, token = make_api_client(System("test"), name="Máy", agency=agency(), roles=[Role.RECEPTION], now=timezone.now())
    Client().get("/api/dossiers/H42.134-000000-0000", headers={"Authorization": f"Bearer {token}"})
    assert "by client:" in caplog.text
    assert token not in caplog.text
