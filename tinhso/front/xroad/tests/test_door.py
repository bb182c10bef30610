"""Members of the exchange call our API by X-Road's conventions: the same answers, a checked caller, a full log."""

from __future__ import annotations

import base64
import hashlib
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from tinhso.front.xroad.rules import request_hash
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.tests.factories import make_dossier, make_one_stop
from tinhso.ground.base.actors import System
from tinhso.ground.gateway.members import BadCall, caller_of
from tinhso.ground.gateway.models import MessageLog
from tinhso.ground.people.actions import make_api_client
from tinhso.ground.people.models import Role

US = "/r1/VN/GOV/H42/tinh-so"
POLICE = "VN/GOV/G01/ho-so-lien-thong"


@pytest.fixture
def one_stop(db):
    return make_one_stop(on=timezone.now())


@pytest.fixture
def program(one_stop):
    """A program that may call dossiers as a member of the exchange."""
    client, token = make_api_client(
        System("test"), name="Trục", agency=one_stop.agency, roles=[Role.RECEPTION], now=timezone.now()
    )
    call_command("xroad", "grant", client=client.pk, member=POLICE, service=["dossiers"], stdout=StringIO())
    return Client(headers={"Authorization": f"Bearer {token}", "X-Road-Client": POLICE})


def test_a_member_reads_and_moves_a_dossier_as_the_api_would(program, one_stop):
    dossier = make_dossier(one_stop, now=timezone.now())
    head = {"X-Road-Id": "m-1", "X-Road-UserId": "VN036196001234", "X-Road-Issue": "CV-7",
            "X-Road-Represented-Party": "GOV/G01", "X-Road-Request-Id": "r-1"}  # fmt: skip

    read = program.get(f"{US}/dossiers/{dossier.code}", headers=head)
    direct = program.get(f"/api/dossiers/{dossier.code}")
    moved = program.post(f"{US}/dossiers/{dossier.code}/receive", {}, "application/json",
                         headers={"Idempotency-Key": "k-1"})  # fmt: skip

    assert (read.status_code, read.json()) == (200, direct.json())
    said = {name: read[name] for name in ("X-Road-Id", "X-Road-Client", "X-Road-Service", "X-Road-Request-Id")}
    assert said == {"X-Road-Id": "m-1", "X-Road-Client": POLICE, "X-Road-Request-Id": "r-1",
                    "X-Road-Service": "VN/GOV/H42/tinh-so/dossiers"}  # fmt: skip
    assert "X-Road-Request-Hash" not in read and "X-Road-Error" not in read
    assert (moved.status_code, UUID(moved["X-Road-Id"]).version) == (200, 4)
    assert Dossier.objects.get().state in {"TRANSFERRED", "ACCEPTED"}  # from 15:00 it is passed on next morning
    row = MessageLog.objects.filter(partner="xroad").earliest("id")
    assert (row.outcome, row.detail, row.operation) == ("DONE", f"{POLICE} HTTP 200", "GET dossiers")
    assert row.headers == {"client": POLICE, "id": "m-1", "user": "VN•••234", "issue": "CV-7",
                           "represented": "GOV/G01", "request": "r-1"}  # fmt: skip


def test_a_repeated_write_is_answered_once_and_a_fault_of_the_provider_is_no_error_of_the_exchange(program, one_stop):
    dossier = make_dossier(one_stop, now=timezone.now())
    address, key = f"{US}/dossiers/{dossier.code}/receive", {"Idempotency-Key": "k"}

    first, again = (program.post(address, {}, "application/json", headers=key) for _ in range(2))
    stale = program.post(address, {}, "application/json", headers={"Idempotency-Key": "k2"})
    keyless = program.post(address, {}, "application/json")
    missing = [program.get(f"{US}/dossiers/{where}") for where in ("H42.134-261122-9999", "x/y/z", "../procedures")]

    assert (first.json(), again["Idempotent-Replayed"]) == (again.json(), "true")
    assert [one.status_code for one in (stale, keyless, *missing)] == [409, 400, 404, 404, 404]
    for one in (stale, keyless, *missing):
        assert "X-Road-Error" not in one
        assert one["Content-Type"].startswith("application/problem+json")


@pytest.mark.parametrize(("path", "headers", "kind"), [
    ("dossiers", {"X-Road-Client": ""}, "Client.BadRequest"),
    ("dossiers", {"X-Road-Client": f"{POLICE}, {POLICE}"}, "Client.BadRequest"),
    ("dossiers", {"Information-Mediator-Client": "VN/GOV/G24"}, "Client.BadRequest"),
    ("dossiers", {"X-Road-Client": "VN/GOV/G01"}, "Server.ServerProxy.AccessDenied"),
    ("dossiers", {"Authorization": "Bearer nobody"}, "Server.ServerProxy.AccessDenied"),
    ("procedures", {}, "Server.ServerProxy.AccessDenied"),
    ("openapi.json", {}, "Server.ServerProxy.UnknownService"),
    ("getOpenAPI", {}, "Client.BadRequest"),
    ("getOpenAPI?serviceCode=x", {}, "Server.ServerProxy.UnknownService"),
    ("../thu-tuc/dossiers", {}, "Server.ServerProxy.UnknownService"),
])  # fmt: skip
def test_what_the_exchange_refuses_itself_says_so(program, path, headers, kind):
    answer = program.get(f"{US}/{path}", headers=headers)

    assert (answer["X-Road-Error"], answer.json()["type"]) == (kind, kind)
    assert answer.status_code == (400 if kind.startswith("Client.") else 500)
    assert UUID(answer.json()["detail"]) and answer.json()["message"]


def test_a_right_that_ended_opens_nothing_from_the_next_call_on(program, one_stop, capsys):
    assert program.get(f"{US}/dossiers/").status_code == 200
    call_command("xroad", "list")
    number = capsys.readouterr().out.partition("\t")[0]
    call_command("xroad", "end", number, "--reason", "Thử")

    assert program.get(f"{US}/dossiers")["X-Road-Error"] == "Server.ServerProxy.AccessDenied"


def test_a_security_server_gets_the_hash_of_the_request(program):
    server = {"X-Road-Security-Server": "VN/GOV/G01/ss1"}
    answer = program.get(f"{US}/dossiers?size=1", headers=server)

    head = f"GET {US}/dossiers?size=1\nx-road-client:{POLICE}\nx-road-security-server:VN/GOV/G01/ss1\n"
    expected = hashlib.sha512(head.encode()).digest()
    assert answer["X-Road-Request-Hash"] == base64.b64encode(expected).decode()
    body = hashlib.sha512(expected + hashlib.sha512(b"{}").digest()).digest()
    given = {"X-Road-Security-Server": "VN/GOV/G01/ss1", "X-Road-Client": POLICE}
    assert request_hash(f"GET {US}/dossiers?size=1", given, b"{}") == base64.b64encode(body).decode()


def test_metadata_name_members_methods_and_the_description_of_each_service(program):
    methods = {one["service_code"]: one for one in program.get(f"{US}/listMethods").json()["service"]}
    allowed = program.get(f"{US}/allowedMethods").json()["service"]
    document = program.get(f"{US}/getOpenAPI?serviceCode=files").json()
    clients = program.get("/listClients").json()["member"]

    assert set(methods) >= {"procedures", "dossiers", "files", "events"}
    assert [one["service_code"] for one in allowed] == ["dossiers"]
    assert {"method": "POST", "path": "/*/receive"} in allowed[0]["endpoint_list"]
    assert {"method": "GET", "path": "/"} in allowed[0]["endpoint_list"]
    assert list(document["paths"]) == ["/"]
    assert set(document["components"]["schemas"]) == {"StoredOut", "Problem", "FieldProblem"}
    assert document["servers"][0]["url"].endswith(f"{US}/files")
    assert [one["name"] for one in clients] == ["VN/GOV/H42/tinh-so", POLICE]
    assert clients[1]["id"]["subsystem_code"] == "ho-so-lien-thong"
    assert Client().get("/listClients").status_code == 500


@pytest.mark.parametrize(
    "member", ["", "VN", "VN/GOV", "VN//G01", "VN/GOV/G01/a/b", "VN/GOV/G 1", "VN/GOV/%zz", "a/b/" + "c" * 200]
)
def test_a_member_has_three_or_four_parts(member):
    with pytest.raises(BadCall):
        caller_of({"X-Road-Client": member})


def test_the_mediators_header_says_the_same_as_x_road_client():
    assert caller_of({"Information-Mediator-Client": POLICE}).member == POLICE
    assert caller_of({"Information-Mediator-Client": POLICE, "x-road-client": POLICE}).member == POLICE
