"""Other systems file and move dossiers by the same rules as people."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.test.client import encode_multipart

from tests.api.filing import CHILD, a_birth, a_copy, a_signature

pytestmark = pytest.mark.django_db


def test_a_filed_dossier_has_its_number_and_a_promise_that_explains_itself(call):
    answer = call("POST", "/dossiers", a_birth(), key="k-1")

    assert answer.status_code == 201, answer.content.decode()
    dossier = answer.json()
    assert dossier["code"].startswith("H42.")
    assert (dossier["state"], dossier["national_code"]) == ("AWAITING_RECEPTION", 1)
    assert "giờ làm việc" in dossier["due_sentence"]


@pytest.mark.parametrize("delivery", ["POST", "ONLINE"])
def test_the_result_goes_out_in_whichever_way_was_chosen(call, delivery):
    assert call("POST", "/dossiers", a_birth(delivery=delivery), key="k-way").status_code == 201


def test_a_filing_sent_twice_is_one_dossier(call):
    first = call("POST", "/dossiers", a_birth(), key="k-2").json()
    second = call("POST", "/dossiers", a_birth(), key="k-2")

    assert second.json()["code"] == first["code"]
    assert second["Idempotent-Replayed"] == "true"


def test_a_received_dossier_is_promised_and_passed_on(call):
    code = call("POST", "/dossiers", a_birth(), key="k-3").json()["code"]

    received = call("POST", f"/dossiers/{code}/receive", {}, key="k-4")

    assert received.status_code == 200, received.content.decode()
    assert received.json()["received_at"]
    assert call("GET", f"/dossiers/{code}").json()["state"] in {"ACCEPTED", "TRANSFERRED"}
    again = call("POST", f"/dossiers/{code}/receive", {}, key="k-5")
    assert (again.status_code, again.json()["title"]) == (409, "wrong-state")


def test_an_answer_that_the_form_refuses_names_its_field(call):
    wrong = a_birth(answers={**CHILD, "child_birth_date": "2027-01-01"})

    answer = call("POST", "/dossiers", wrong, key="k-6")

    assert (answer.status_code, answer.json()["title"]) == (409, "answers-wrong")
    assert answer.json()["errors"][0]["field"] == "child_birth_date"


def test_two_systems_on_one_dossier_do_not_overwrite_each_other(call):
    filed = call("POST", "/dossiers", a_birth(), key="k-7").json()

    stale = call("POST", f"/dossiers/{filed['code']}/receive", {"expected_version": filed["version"] + 1}, key="k-8")

    assert (stale.status_code, stale.json()["title"]) == (409, "changed-meanwhile")


def test_a_program_of_another_agency_does_not_see_the_dossier(call, token_at: Callable[[str], str]):
    code = call("POST", "/dossiers", a_birth(), key="k-9").json()["code"]

    stranger = call("GET", f"/dossiers/{code}", Authorization=f"Bearer {token_at('NB.SXD')}")

    assert stranger.status_code == 404


def test_the_work_list_comes_in_pages_by_key_without_a_count(call):
    for n in range(5):
        call("POST", "/dossiers", a_birth(), key=f"page-{n}")

    first = call("GET", "/dossiers?size=3").json()
    second = call("GET", f"/dossiers?size=3&after={first['next'].replace('+', '%2B')}").json()

    codes = [line["code"] for line in first["items"] + second["items"]]
    assert len(codes) == len(set(codes)) == 5
    assert second["next"] == ""
    assert set(first) == {"items", "next"}


def test_a_stored_file_can_be_named_in_a_filing(token):
    page = SimpleUploadedFile(
        "giay-chung-sinh.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF", "application/pdf"
    )

    answer = Client().post(
        "/api/files", {"file": page}, headers={"Authorization": f"Bearer {token}", "Idempotency-Key": "f-1"}
    )

    assert answer.status_code == 201, answer.content.decode()
    assert (answer.json()["mime"], answer.json()["scan_state"]) == ("application/pdf", "NOT_SCANNED")


def test_a_large_file_is_stored_once_whatever_boundary_its_client_draws(token):
    content = b"%PDF-1.4\n" + b"%" + b"x" * 3_000_000 + b"\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"

    def send(content: bytes, boundary: str) -> HttpResponse:
        page = SimpleUploadedFile("ban-ve.pdf", content, "application/pdf")
        return Client().generic(
            "POST", "/api/files", encode_multipart(boundary, {"file": page}),
            f"multipart/form-data; boundary={boundary}",
            headers={"Authorization": f"Bearer {token}", "Idempotency-Key": "large"},
        )  # fmt: skip

    first, again, other = send(content, "a1"), send(content, "b2"), send(content + b"\n", "c3")

    assert (first.status_code, first.json()["size_bytes"]) == (201, len(content))
    assert (again.json(), again["Idempotent-Replayed"]) == (first.json(), "true")
    assert (other.status_code, other.json()["title"]) == (422, "idempotency-key-reused")


def test_a_program_is_charged_by_the_numbers_of_the_form_not_by_its_own(call):
    papers = [{"name": "Bằng tốt nghiệp", "pages": 5, "copies": 3}]

    filed = call("POST", "/dossiers", a_copy(papers, quantities={"copies": 1, "pages": 1}), key="k-copy")

    assert filed.status_code == 201, filed.content.decode()
    assert filed.json()["fee_vnd"] == 21_000


def test_where_the_form_has_no_numbers_a_program_says_them(call):
    filed = call("POST", "/dossiers", a_signature(quantities={"cases": 3}), key="k-sign")
    refused = call("POST", "/dossiers", a_signature(quantities={"cases": -3}), key="k-less")

    assert (filed.json().get("fee_vnd"), refused.status_code) == (30_000, 422), filed.content.decode()
