"""A token opens for one agency and for its time, and no answer outlives it."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from tests.api.filing import a_birth
from tinhso.ground.base.actors import System
from tinhso.ground.journal.models import Entry
from tinhso.ground.people import actions, queries
from tinhso.ground.people.models import ApiClient, Role
from tinhso.ground.people.tests.factories import agency, make_official

pytestmark = pytest.mark.django_db
PAGE = "/tai-khoan/can-bo/ung-dung-ket-noi/"


def manage(*words: str) -> str:
    said = StringIO()
    call_command("api_client", *words, stdout=said)
    return said.getvalue().strip()


def revoke(**which: object) -> None:
    client = ApiClient.objects.get(**which)
    actions.revoke_api_client(System("test"), client, reason="Đổi nhà cung cấp", now=timezone.now())


def test_a_revoked_token_does_not_get_even_its_own_earlier_answer(call):
    filed = call("POST", "/dossiers", a_birth(), key="mine")
    assert filed.status_code == 201

    revoke(name="Trục liên thông")
    again = call("POST", "/dossiers", a_birth(), key="mine")

    assert (again.status_code, again.json()["title"]) == (401, "unknown-client")
    assert filed.json()["code"] not in again.content.decode()


def test_two_programs_may_use_the_same_key(call, token_at):
    first = call("POST", "/dossiers", a_birth(), key="same").json()
    other = call("POST", "/dossiers", a_birth(), key="same", Authorization=f"Bearer {token_at('NB.C14167')}")

    assert other.status_code == 201, other.content.decode()
    assert other.json()["code"] != first["code"]


@pytest.mark.parametrize("stranger", ["NB.SXD", "NB.C14167", "NB.SYT"])
def test_nothing_of_a_dossier_shows_to_another_agency(call, token_at, stranger):
    code = call("POST", "/dossiers", a_birth(), key="k").json()["code"]
    other = {"Authorization": f"Bearer {token_at(stranger)}"}

    seen = [call("GET", f"/dossiers/{code}", **other)]
    seen += [call("GET", f"/dossiers?show={show}&text={code}", **other) for show in ("desk", "agency", "waiting")]
    seen += [call("GET", f"/dossiers?show={show}&size=100", **other) for show in ("desk", "agency", "waiting")]
    body = {"reason": "Nhầm", "legal_basis": "Nhầm"}
    moved = [
        call("POST", f"/dossiers/{code}/{verb}", body if verb == "refuse" else {}, key=verb, **other)
        for verb in ("receive", "transfer", "refuse")
    ]

    assert [answer.status_code for answer in moved] == [404, 404, 404]
    assert [answer.status_code for answer in seen] == [404, 200, 200, 200, 200, 200, 200]
    assert all(answer.json()["items"] == [] for answer in seen[1:])
    assert all("Trần Thị Mai" not in answer.content.decode() for answer in [*seen, *moved])
    assert call("GET", f"/dossiers/{code}").json()["state"] == "AWAITING_RECEPTION"


def test_a_file_of_another_agencys_program_cannot_be_named_in_a_filing(call, token_at):
    page = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
    other = {"Authorization": f"Bearer {token_at('NB.C14167')}", "Idempotency-Key": "f"}
    boundary = "a"
    body = (
        b'--a\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\nContent-Type: application/pdf\r\n\r\n'
    )
    stored = Client().generic(
        "POST", "/api/files", body + page + b"\r\n--a--\r\n", f"multipart/form-data; boundary={boundary}", headers=other
    ).json()  # fmt: skip

    answer = call("POST", "/dossiers", a_birth(parts=[{"part_code": "TP02", "file_key": stored["key"]}]), key="k")

    assert (answer.status_code, answer.json()["title"]) == (409, "file-unknown")


def test_a_browsers_session_is_nobody_at_the_api(client):
    client.force_login(make_official(agency(), *Role).account)

    assert client.get("/api/dossiers").status_code == 401
    assert client.post("/api/dossiers", headers={"Idempotency-Key": "k"}).status_code == 401


@pytest.mark.parametrize("role", [Role.CONTROLLER, Role.AUDITOR, Role.ADMIN])
def test_no_program_gets_a_role_that_sees_every_agency(role):
    with pytest.raises(CommandError):
        manage("issue", "--name", "X", "--agency", "NB.SYT", "--role", role.value)
    assert not ApiClient.objects.exists()


def test_the_operator_issues_lists_and_revokes():
    token = manage("issue", "--name", "LGSP", "--agency", "NB.SYT", "--role", "CASE_OFFICER", "--until", "2099-01-31")
    person = queries.client_for(token, timezone.now())
    number = str(person.client_id)

    assert (person.name, person.agency_ids) == ("LGSP", {agency("NB.SYT").pk})
    assert manage("list").split("\t")[:3] == [number, "LGSP", "NB.SYT"]
    assert "còn hiệu lực, đến 00:00, 01/02/2099" in manage("list")

    manage("revoke", number, "--reason", "Hết hợp đồng")

    assert queries.client_for(token, timezone.now()) is None
    assert "hết hiệu lực" in manage("list")
    assert Entry.objects.get(kind="people.api_client_revoked").facts["reason"] == "Hết hợp đồng"
    with pytest.raises(CommandError, match="đã hết hiệu lực"):
        manage("revoke", number, "--reason", "Lần nữa")
    with pytest.raises(CommandError, match="Không có ứng dụng"):
        manage("revoke", "999999", "--reason", "x")


def test_an_administrator_issues_a_token_that_is_shown_once(client):
    client.force_login(make_official(agency("NB.SKHCN"), Role.ADMIN, full_name="Phạm Phương Châu").account)

    wrong = client.post(PAGE, {"name": "Trục LGSP", "agency": "NB.SYT", "last_day": "2020-01-01", "roles": ["CLERK"]})
    made = client.post(PAGE, {"name": "Trục LGSP", "agency": "NB.SYT", "last_day": "", "roles": ["CLERK"]})

    assert (wrong.status_code, made.status_code) == (422, 201)
    assert "Ngày hết hiệu lực phải ở sau hôm nay" in wrong.content.decode()
    one = ApiClient.objects.get()
    token = made.content.decode().partition("<code")[2].partition(">")[2].partition("<")[0]
    assert queries.client_for(token, timezone.now()).client_id == one.pk
    page = client.get(PAGE).content.decode()
    assert "Trục LGSP" in page
    assert token not in page
    assert Entry.objects.get(kind="people.api_client_made").actor_name == "Phạm Phương Châu"

    client.post(f"{PAGE}{one.pk}/thu-hoi/", {"reason": "Lộ mã"})
    assert queries.client_for(token, timezone.now()) is None


def test_only_an_administrator_sees_the_page_of_programs(client):
    client.force_login(make_official(agency(), *(role for role in Role if role != Role.ADMIN)).account)

    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"name": "X"}).status_code == 403
