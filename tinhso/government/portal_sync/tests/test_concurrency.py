"""Many workers at once: one creation, and no letter twice."""

from __future__ import annotations

import pytest

from tinhso.government.dossiers.tests.factories import HOUR, MONDAY, dossier_in, make_one_stop
from tinhso.government.dossiers.tests.test_concurrency import at_once
from tinhso.government.portal_sync import actions
from tinhso.government.portal_sync.tests.factories import letters


@pytest.mark.django_db(transaction=True)
def test_workers_that_tell_of_one_dossier_at_once_tell_it_once():
    dossier = dossier_in(make_one_stop(), "IN_PROCESS")

    posted = at_once(lambda _: actions.sync(dossier.pk, now=MONDAY + 8 * HOUR), 24, workers=8)

    assert sorted(posted) == [0] * 23 + [2]
    assert [(operation, is_updating) for operation, is_updating, *_ in letters(dossier)] == [
        ("dong-bo-ho-so", "False"),
        ("cap-nhat-tien-do", ""),
    ]
