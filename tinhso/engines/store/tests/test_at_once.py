"""The same paper brought to two counters at the same moment: one row, and both have it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from tinhso.engines.store.models import StoredPaper
from tinhso.engines.store.tests.factories import make_file, make_paper
from tinhso.ground.people.tests.factories import make_citizen

COUNTERS = 4


@pytest.mark.django_db(transaction=True)
def test_stored_at_the_same_moment_there_is_one_row_and_everybody_has_it():
    mo, together = make_citizen(), Barrier(COUNTERS)
    files = [make_file(f"%PDF-1.7 lan {n}".encode()) for n in range(COUNTERS)]

    def store(counter: int) -> int:
        try:
            together.wait(20)
            return make_paper(mo, file=files[counter]).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(COUNTERS) as counters:
        found = set(counters.map(store, range(COUNTERS)))

    assert found == {StoredPaper.objects.get().pk}
