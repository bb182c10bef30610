"""What the addresses that an operator gives make of Django's databases."""

from __future__ import annotations

import pytest

from tinhso.config.launch.databases import DIRECT, REPLICA, databases


@pytest.fixture
def given(monkeypatch):
    def give(**addresses: str) -> dict[str, dict]:
        for name in ("DATABASE_URL", DIRECT, REPLICA):
            monkeypatch.delenv(name, raising=False)
        for name, address in addresses.items():
            monkeypatch.setenv(name, address)
        return databases()

    return give


def test_one_address_is_one_database_that_prepares_its_statements(given):
    (only,) = given(DATABASE_URL="postgresql://tinhso:a%40b@/tinhso?host=%2Frun%2Fpg").items()

    assert only[0] == "default"
    assert (only[1]["HOST"], only[1]["PASSWORD"], only[1]["NAME"]) == ("/run/pg", "a@b", "tinhso")
    assert only[1]["OPTIONS"]["prepare_threshold"] == 3
    assert not only[1]["DISABLE_SERVER_SIDE_CURSORS"]


def test_of_several_hosts_the_one_that_leads_is_taken(given):
    default = given(DATABASE_URL="postgresql://t:p@db1:5432,db2:5433/tinhso?sslmode=verify-full")["default"]

    assert (default["HOST"], default["PORT"]) == ("db1,db2", "5432,5433")
    assert default["OPTIONS"]["target_session_attrs"] == "read-write"
    assert default["OPTIONS"]["sslmode"] == "verify-full"


def test_a_pooler_keeps_nothing_on_a_connection_and_the_worker_goes_past_it(given):
    found = given(
        **{"DATABASE_URL": "postgresql://h:6432/t", DIRECT: "postgresql://h:5432/t", REPLICA: "postgresql://r/t"}
    )

    assert sorted(found) == ["default", "direct", "replica"]
    for name in ("default", "replica"):
        assert found[name]["DISABLE_SERVER_SIDE_CURSORS"]
        assert found[name]["OPTIONS"]["prepare_threshold"] is None
    assert found["direct"]["OPTIONS"]["prepare_threshold"] == 3
