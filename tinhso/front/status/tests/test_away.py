"""The database is away: people get a calm page at once, programs a problem, and balancers go elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings as house
from django.db import connection
from django.test import Client

from tinhso.front.status import health


@pytest.fixture
def no_database(django_db_setup, django_db_blocker, tmp_path) -> Iterator[Client]:
    """Everything as it is, but nobody listens where the database should be."""
    with django_db_blocker.unblock():
        connection.close()
        connection.close_pool()
        before = connection.settings_dict["HOST"], connection.settings_dict["OPTIONS"]["pool"]
        connection.settings_dict["HOST"] = str(tmp_path)
        connection.settings_dict["OPTIONS"]["pool"] = before[1] | {"timeout": 0.1, "reconnect_timeout": 0.1}
        health._kept.clear()
        yield Client(raise_request_exception=False)
        health._kept.clear()
        connection.close()
        connection.close_pool()
        connection.settings_dict["HOST"], connection.settings_dict["OPTIONS"]["pool"] = before


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_without_a_database_people_read_a_calm_page_and_machines_go_elsewhere(no_database):
    signed_in = Client(raise_request_exception=False)
    signed_in.cookies[house.SESSION_COOKIE_NAME] = "x" * 32
    pages = [no_database.get("/tinh-trang/"), signed_in.get("/tinh-trang/"), no_database.get("/thu-tuc/")]

    assert [page.status_code for page in pages] == [503, 503, 503]
    assert all("Mọi thứ đã được ghi nhận trước đó vẫn còn nguyên" in page.text for page in pages)
    assert all(page["X-Request-Id"] in page.text and page["Retry-After"] == "5" for page in pages)
    problem = no_database.get("/api/procedures", headers={"Authorization": "Bearer x"})
    assert (problem.status_code, problem.json()["type"]) == (503, "urn:tinhso:database-away")
    assert no_database.get("/readyz").json()["failed"] == ["database"]
    assert no_database.get("/livez").status_code == 200
