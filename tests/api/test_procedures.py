"""Other systems read the catalogue."""

import pytest
from django.test import Client

from tinhso.engines.procedures.rules.national import facts_of_national

pytestmark = pytest.mark.django_db


def test_a_program_finds_a_procedure_by_words_without_marks(call):
    answer = call("GET", "/procedures?q=khai sinh")

    assert answer.status_code == 200
    assert "1.001193" in [line["code"] for line in answer.json()][:5]


def test_a_program_reads_the_card_with_its_parts(call):
    card = call("GET", "/procedures/1.001193").json()

    assert card["name"] == "Thủ tục đăng ký khai sinh"
    assert (card["limit_unit"], card["result_name"]) == ("SAME_DAY", "Giấy khai sinh")
    assert any(part["required"] for part in card["parts"])


def test_a_program_reads_a_procedure_in_the_shape_of_the_national_portal(call):
    sent = call("GET", "/procedures/1.001193/national").json()

    assert (sent["MATTHC"], sent["TENTTHC"]) == ("1.001193", "Thủ tục đăng ký khai sinh")
    assert facts_of_national(sent).parts, "what the portal sends us in this shape, we can read"


def test_an_unknown_procedure_is_a_problem_with_a_sentence(call):
    answer = call("GET", "/procedures/9.999999")

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["detail"]


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic x"}])
def test_nobody_enters_without_a_valid_token(header):
    answer = Client().get("/api/procedures?q=x", headers=header)

    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert answer["WWW-Authenticate"] == "Bearer"


def test_input_outside_its_type_names_the_field(call):
    answer = call("GET", "/procedures/1.001193?on=hôm-qua")

    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["query.on"]


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/nothing", 404), ("DELETE", "/procedures", 405)])
def test_an_address_or_a_method_that_there_is_not_is_told_as_a_problem(call, method, path, status):
    answer = call(method, path, key="any")

    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["status"] == status


def test_what_is_missing_or_unreadable_is_said_in_vietnamese(call):
    empty = call("POST", "/dossiers", body={}, key="empty")
    broken = call("POST", "/dossiers", key="broken", raw="{")

    assert {error["detail"] for error in empty.json()["errors"]} == {"Thiếu mục này."}
    assert (broken.status_code, broken.json()["title"]) == (400, "bad-request")
    assert "Không đọc được" in broken.json()["detail"]
