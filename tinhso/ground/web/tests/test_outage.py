"""The database goes away: pages say so calmly, reads try once more."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.utils import DataError, InternalError, OperationalError
from psycopg import errors

from tinhso.ground.acts import is_outage, replica

pytestmark = pytest.mark.django_db
NOWHERE = {"HOST": "127.0.0.1", "PORT": "1"}
SEARCH = "/thu-tuc/?q=khai+sinh"


@pytest.fixture
def away(client, replica_at):
    client.raise_request_exception = False
    replica_at(**NOWHERE)
    with replica.on_replica():
        yield client


def test_a_page_comes_again_by_itself(away):
    answer = away.get(SEARCH)

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert 'http-equiv="refresh"' in answer.text
    assert "Hệ thống tạm gián đoạn" in answer.text


def test_a_form_says_how_to_send_it_again_and_promises_nothing(away):
    away.cookies["sessionid"] = "a" * 32
    answer = away.post("/tai-khoan/dang-nhap/can-bo/", {"username": "CB0001", "password": "never shown"})

    assert answer.status_code == 503
    assert "Chưa chắc việc bạn vừa làm đã được ghi nhận" in answer.text
    assert 'http-equiv="refresh"' not in answer.text
    assert "never shown" not in answer.text


def test_a_fragment_stays_inside_its_page(away):
    answer = away.get(SEARCH, headers={"HX-Request": "true"})

    assert (answer.status_code, answer["HX-Retarget"]) == (503, "#refusal")
    assert "<html" not in answer.text


def test_a_program_is_told_to_come_again_with_the_same_key(away):
    answer = away.post("/api/dossiers", {}, headers={"Authorization": "Bearer tinhso_x", "Idempotency-Key": "k"})

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert answer.json()["title"] == "database-away"


def test_a_read_whose_connection_died_is_asked_once_more(client, replica_at):
    other = replica_at()
    with replica.on_replica():
        client.get(SEARCH)
        pid = other.connection.info.backend_pid
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])

    client.raise_request_exception = False
    with replica.on_replica():
        assert client.get(SEARCH).status_code == 200


def because(error: type[Exception], cause: Exception) -> Exception:
    raised = error("words")
    raised.__cause__ = cause
    return raised


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (because(OperationalError, errors.OperationalError("server closed the connection unexpectedly")), True),
        (because(OperationalError, errors.AdminShutdown()), True),
        (because(OperationalError, errors.CannotConnectNow()), True),
        (because(OperationalError, errors.DiskFull()), True),
        (because(InternalError, errors.ReadOnlySqlTransaction()), True),
        (because(OperationalError, errors.DeadlockDetected()), False),
        (because(OperationalError, errors.QueryCanceled()), False),
        (because(DataError, errors.NumericValueOutOfRange()), False),
        (ValueError("a bug"), False),
        (None, False),
    ],
)
def test_only_a_database_that_is_away_counts_as_away(error, expected):
    assert is_outage(error) is expected
