"""Lists are reached by key: no page is lost, none comes twice."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tinhso.ground.base.actors import System
from tinhso.ground.journal.actions import record
from tinhso.ground.journal.models import Entry
from tinhso.ground.journal.tests.test_chain import LampLit
from tinhso.ground.web.pages import keyset_page

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)


def all_pages(by: str, size: int) -> list[int]:
    rows, after = [], ""
    while True:
        page = keyset_page(Entry.objects.filter(kind=LampLit.kind), by=by, after=after, size=size)
        rows += [entry.facts["lamp_id"] for entry in page.rows]
        if not page.next_key:
            return rows
        after = page.next_key


@pytest.mark.parametrize("size", [1, 2, 3, 7, 20])
def test_walking_the_pages_meets_every_row_once_even_with_equal_moments(size):
    for n in range(12):
        record(System("test"), LampLit(n, "đỏ"), at=NOON + timedelta(minutes=n // 4))

    assert all_pages("at", size) == list(range(12))
    assert all_pages("-at", size) == list(range(11, -1, -1))


@pytest.mark.parametrize(
    "nonsense", ["abc", "~", "2026-99-99~1", "x~y", "~5", "2026-01-01~²", "123~5", "2026-01-01T07:00:00~1"]
)
def test_a_key_that_makes_no_sense_begins_at_the_start(nonsense):
    record(System("test"), LampLit(1, "đỏ"), at=NOON)

    page = keyset_page(Entry.objects.filter(kind=LampLit.kind), by="at", after=nonsense)

    assert len(page.rows) == 1


def test_a_later_page_asks_the_database_once_neither_to_count_nor_to_skip():
    record(System("test"), LampLit(1, "đỏ"), at=NOON)

    with CaptureQueriesContext(connection) as asked:
        keyset_page(Entry.objects.all(), by="at", after=f"{NOON.isoformat()}~1")

    assert len(asked) == 1
    assert "OFFSET" not in asked[0]["sql"]
    assert "COUNT" not in asked[0]["sql"]


def test_a_form_whose_key_is_stale_is_refused_in_vietnamese_with_what_to_do():
    answer = Client(enforce_csrf_checks=True).post("/xac-minh/", {"code": "ABCD"})

    assert answer.status_code == 403
    assert "tải lại trang rồi gửi lần nữa" in answer.text
