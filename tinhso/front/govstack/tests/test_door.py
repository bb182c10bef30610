"""Beyond the suites: who comes in, what a real filing and a real register do through this door."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tinhso.engines.registers.tests.factories import PEOPLE, SCHEMA, make_register
from tinhso.front.govstack.tests.shapes import fault
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.tests.factories import COPY, make_dossier, make_one_stop
from tinhso.ground.base.actors import System
from tinhso.ground.people.actions import make_api_client
from tinhso.ground.people.models import Role
from tinhso.ground.people.tests.factories import agency

pytestmark = pytest.mark.django_db
PAGE = SimpleUploadedFile("a.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF", "application/pdf")
ANSWERS = {
    "applicant_name": "Trần Thị Mơ", "applicant_phone": "0912345678", "original_kind": "PAPER", "commitment": True,
    "documents": [{"name": "Bằng tốt nghiệp", "pages": 1, "copies": 1}],
}  # fmt: skip
NAMED = {"Information-Mediator-Client": "VN/GOV/H42/lgsp"}


def call(slug: str, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
    """A call by a program of an agency, in every role of the line."""
    roles = [Role.RECEPTION, Role.CLERK, Role.LEADER]
    _, token = make_api_client(System("test"), name="LGSP", agency=agency(slug), roles=roles, now=timezone.now())
    kind = {} if method == "get" else {"content_type": "application/json"}
    given = {"Authorization": f"Bearer {token}"} | NAMED | headers
    return getattr(Client(), method)(f"/govstack/{path}", body, headers=given, **kind)


@pytest.mark.parametrize("path", ["registration/applications", "registration/services", "registries/databases"])
def test_a_name_alone_opens_nothing(path):
    answer = Client().get(f"/govstack/{path}", headers=NAMED)

    assert (answer.status_code, fault("error", answer.json())) == (401, "")


def test_the_fixtures_are_for_test_instances():
    with pytest.raises(CommandError, match="máy thử"):
        call_command("load_govstack_fixtures")


def test_no_real_site_starts_without_tokens():
    told = os.environ | {"TINHSO_GOVSTACK_TEST": "1", "TINHSO_ORIGIN": "https://tinhso.example"}
    started = subprocess.run(
        [sys.executable, "-c", "import tinhso.config.settings"], env=told, capture_output=True, text=True, check=False
    )

    assert started.returncode and "TINHSO_GOVSTACK_TEST" in started.stderr


def test_a_filing_with_a_document_is_one_dossier_however_often_it_is_sent():
    roles = [Role.RECEPTION]
    client, token = make_api_client(System("t"), name="LGSP", agency=agency(), roles=roles, now=timezone.now())
    headers = {"Authorization": f"Bearer {token}", "X-Road-Id": str(uuid4())} | NAMED
    browser = Client(headers=headers)
    stored = browser.post("/govstack/registration/documents", {"file": PAGE}).json()
    filing = {
        "applicationName": "Trần Thị Mơ", "applicantId": "000912340001",
        "formData": {"data": ANSWERS}, "documentUrls": [f"{stored['url']}#TP01", stored["url"]],
    }  # fmt: skip
    address = f"/govstack/registration/services/{COPY}/applications"

    first, again = (browser.post(address, filing, content_type="application/json") for _ in range(2))

    assert (first.status_code, fault("application", first.json())) == (200, ""), first.content
    assert again.json() == first.json()
    dossier = Dossier.objects.get(submitted_by_ref=f"client:{client.pk}")
    assert (dossier.code, dossier.parts.count()) == (first.json()["fileId"], 2)
    strange = filing | {"documentUrls": ["https://example.com/a.pdf"]}
    refused = browser.post(address, strange, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (400, "document-unknown")
    elsewhere = call("NB.SYT", "get", f"registration/applications/{dossier.code}")
    assert elsewhere.status_code == 404


def test_a_task_is_completed_by_the_moves_that_there_are():
    code = make_dossier(make_one_stop(on=timezone.now()), now=timezone.now()).code
    answers = [call("NB.C13669", "post", f"registration/tasks/{code}/complete", {}) for _ in range(3)]
    refusal = {"data": {"action": "refuse", "reason": "Sai", "legal_basis": "Điều 17"}}

    assert (answers[0].status_code, fault("completed", answers[0].json())) == (200, "")
    assert (answers[2].status_code, answers[2].json()["code"]) == (400, "no-move")
    assert call("NB.C13669", "post", f"registration/tasks/{code}/complete", refusal).status_code == 400
    assert call("NB.SYT", "post", f"registration/tasks/{code}/complete", {}).status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("get", "registries/database/x", None, 400),
        ("get", "registries/database/99999999999999999999999", None, 404),
        ("get", "registries/data/don-vi-hanh-chinh/1.0/x/read-value/code.json", None, 404),
        ("get", "registries/data/don-vi-hanh-chinh/1.0?search=%00", None, 200),
        ("get", "registries/data/%00/1.0", None, 404),
        ("get", "registration/services/%00", None, 404),
        ("get", "registration/eForms/%00", None, 404),
        ("get", "registration/applications?sortBy=name", None, 400),
        ("get", "registration/tasks?assigneeId=official:²", None, 200),
        ("post", "registries/data/nguoi-co-cong/1.0/create", {"write": {"content": {"number": "\x00"}}}, 400),
        ("post", "registries/data/nguoi-co-cong/1.0/read", {"query": {"content": {"\ud800": "\ud800"}}}, 404),
        ("post", "registries/data/nguoi-co-cong/1.0/read", {"query": {"content": "x"}}, 400),
        ("post", "registries/data/nguoi-co-cong/1.0/read", {}, 400),
    ],
)
def test_nonsense_is_answered(method, path, body, status):
    make_register(agency())

    assert call("NB.C13669", method, path, body).status_code == status


def test_a_personal_register_is_its_keepers():
    make_register(agency())
    asked = {"query": {"content": {"number": PEOPLE[0]["number"]}}}
    reading = ("post", "registries/data/nguoi-co-cong/1.0/read", asked)
    usage = f"registries/data/MyPersonalDataUsage/1.0?userID={PEOPLE[0]['number']}&DatabaseID=nguoi-co-cong"

    assert call("NB.SYT", *reading).status_code == 403
    assert call("NB.C13669", "get", usage).json() == []
    assert call("NB.C13669", *reading).json()["content"] == PEOPLE[0]
    (look,) = call("NB.C13669", "get", usage).json()
    assert (look["ReaderApplicationName"], look["ReaderInstitutionName"]) == ("LGSP", agency().name)
    assert call("NB.SYT", "get", usage).status_code == 403


def test_an_agency_shapes_a_register_and_what_is_wrong_is_said():
    shape = {"catalog_name": "Chợ", "code": "cho", "schema": SCHEMA, "is_personal": False}
    opened = call("NB.C13669", "post", "registries/database/modify", shape)
    changed = call("NB.C13669", "post", "registries/database/modify", shape | {"schema": SCHEMA | {"title": "Chợ"}})
    wrong = call("NB.C13669", "post", "registries/data/cho/2.0/create", {"write": {"content": {"name": "x"}}})

    assert (opened.status_code, changed.status_code) == (200, 200)
    assert (wrong.status_code, wrong.json()["code"]) == (400, "content-wrong")
    assert call("NB.SYT", "post", "registries/database/modify", shape | {"schema": SCHEMA | {"title": "x"}}
                ).status_code == 403  # fmt: skip
    units = call("NB.SYT", "get", "registries/data/don-vi-hanh-chinh/1.0?query.code=13669&page_size=1").json()
    assert units["results"][0]["code"] == "13669"
