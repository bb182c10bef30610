"""The one switch for reads that may be a second old."""

from __future__ import annotations

import pytest
from django.db import InternalError, connection, connections
from django.db.backends.base.base import NO_DB_ALIAS
from django.db.backends.postgresql.base import DatabaseWrapper
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from tinhso.ground.acts import replica
from tinhso.ground.web.second_old import COOKIE, FreshlyWrittenMiddleware

pytestmark = pytest.mark.django_db
SEARCH = "/thu-tuc/?q=khai+sinh"


def asked_of(here, client) -> int:
    with CaptureQueriesContext(here) as queries:
        assert "khai sinh" in client.get(SEARCH).text.lower()
    return sum("procedures_" in query["sql"] for query in queries)


def test_the_search_asks_the_replica_and_not_the_primary(client, replica_at):
    other = replica_at()

    assert asked_of(other, client) > 0
    assert asked_of(connection, client) == 0


def test_who_has_just_written_reads_from_the_primary(client, replica_at):
    other = replica_at()
    marked = FreshlyWrittenMiddleware(lambda request: HttpResponse())(type("Post", (), {"method": "POST"})())
    client.cookies[COOKIE] = marked.cookies[COOKIE].value

    assert asked_of(other, client) == 0
    assert 3 <= marked.cookies[COOKIE]["max-age"] <= 10


@pytest.mark.parametrize("given", [{"HOST": "127.0.0.1", "PORT": "1"}, {"NAME": "not_there"}])
def test_a_replica_that_is_not_there_costs_no_page(client, replica_at, given):
    replica_at(**given)

    assert asked_of(connection, client) > 0


def test_a_replica_that_dies_under_a_page_leaves_it_to_the_primary(client, replica_at):
    other = replica_at()
    asked_of(other, client)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [other.connection.info.backend_pid])

    assert asked_of(connection, client) > 0
    assert not replica.keeps_up(), "it is left alone for a while"


LAGS = "SELECT true, 9.0"  # as a replica says of itself that is nine seconds behind


def test_one_that_lags_is_not_asked(client, replica_at, monkeypatch):
    other = replica_at()
    monkeypatch.setattr(replica, "STANDING", LAGS)

    assert asked_of(other, client) == 0


@pytest.fixture
def primary_away(replica_at):
    other, own = replica_at(), connections["default"]
    settings = other.settings_dict | {"HOST": "127.0.0.1", "PORT": "1"}
    connections["default"] = DatabaseWrapper(settings, alias=NO_DB_ALIAS)
    yield other
    connections["default"] = own


def test_with_the_primary_away_one_that_lags_answers_but_not_who_has_just_written(client, primary_away, monkeypatch):
    monkeypatch.setattr(replica, "STANDING", LAGS)
    client.raise_request_exception = False

    assert asked_of(primary_away, client) > 0
    assert replica.primary_is_away(), "the next one need not wait for it"
    client.cookies[COOKIE] = "1"
    assert client.get(SEARCH).status_code == 503


def test_nothing_can_be_written_on_a_replica(replica_at):
    other = replica_at()
    with other.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")  # as a standby is

    with replica.on_replica(), pytest.raises(InternalError, match="read-only"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_session")


def test_without_a_replica_nothing_is_marked_and_nobody_is_asked(client):
    assert not replica.keeps_up()
    assert COOKIE not in client.post("/i18n/setlang/", {"language": "vi"}).cookies
