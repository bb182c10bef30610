"""Many clerks at once: numbers without a gap, each document once in the book, and no book that waits for a key."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
from django.db import connections

from tinhso.government.documents import actions, invariants
from tinhso.government.documents.actions import releasing
from tinhso.government.documents.models import Document, NumberBook
from tinhso.government.documents.tests.factories import HOUR, MONDAY, document_in, make_office
from tinhso.ground.base.refused import Refused

FAR_TOO_LONG = 30  # seconds until a test that would wait for ever fails
Answer = TypeVar("Answer")


def elsewhere(pool: ThreadPoolExecutor, do: Callable[[], Answer]) -> Answer:
    """What another clerk does meanwhile, on a connection of his own."""

    def done() -> Answer:
        try:
            return do()
        finally:
            connections.close_all()

    return pool.submit(done).result(timeout=FAR_TOO_LONG)


@pytest.mark.django_db(transaction=True)
def test_releases_in_parallel_are_numbered_without_gap_and_never_twice(monkeypatch):
    office = make_office()
    signed = [document_in(office, "SIGNED") for _ in range(8)]
    slow, quick = document_in(office, "SIGNED"), document_in(office, "SIGNED")

    def release(document: Document) -> Document | Refused:
        """Each document is released by two clerks in the same moment: one of them is told."""
        try:
            return actions.release(office.clerk, document, now=MONDAY + HOUR)
        except Refused as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(release, [signed[place // 2] for place in range(16)]))

    numbered = [one.number for one in done if isinstance(one, Document)]
    assert sorted(numbered) == list(range(1, 9))
    assert {one.code for one in done if isinstance(one, Refused)} <= {"wrong-state", "changed-meanwhile"}

    # While the key of one document is asked, another one of the same series goes out.
    ask = releasing.signed_files
    with ThreadPoolExecutor(1) as pool, monkeypatch.context() as waiting:

        def asked(drafts, *, now):
            waiting.setattr(releasing, "signed_files", ask)
            assert elsewhere(pool, lambda: actions.release(office.clerk, quick, now=now)).number == 10
            return ask(drafts, now=now)

        waiting.setattr(releasing, "signed_files", asked)
        assert actions.release(office.clerk, slow, now=MONDAY + HOUR).number == 9
    assert NumberBook.objects.get(agency=office.agency).last_number == 10
    assert [check.check().named for check in invariants.INVARIANTS] == [(), (), ()]
