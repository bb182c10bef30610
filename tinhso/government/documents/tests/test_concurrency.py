"""Many clerks at once: numbers without a gap, each document once in the book."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from tinhso.government.documents import actions, invariants
from tinhso.government.documents.models import Document, NumberBook
from tinhso.government.documents.tests.factories import HOUR, MONDAY, document_in, make_office
from tinhso.ground.base.refused import Refused


@pytest.mark.django_db(transaction=True)
def test_releases_in_parallel_are_numbered_without_gap_and_never_twice():
    office = make_office()
    signed = [document_in(office, "SIGNED") for _ in range(8)]

    def release(place: int) -> Document | Refused:
        """Each document is released by two clerks in the same moment: one of them is told."""
        try:
            return actions.release(office.clerk, signed[place // 2], now=MONDAY + HOUR)
        except Refused as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(release, range(16)))

    numbered = [one.number for one in done if isinstance(one, Document)]
    assert sorted(numbered) == list(range(1, 9))
    assert {one.code for one in done if isinstance(one, Refused)} == {"wrong-state"}
    assert NumberBook.objects.get(agency=office.agency).last_number == 8
    assert [check.check().named for check in invariants.INVARIANTS] == [(), ()]
