"""What the portal confirmed, counted by hand: told, answered, and what was never told."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from tinhso.government.dossiers.models import Dossier
from tinhso.government.portal_sync.tests.factories import work
from tinhso.insight.service_index import portal
from tinhso.insight.service_index import queries as service
from tinhso.insight.warehouse.actions import pull_facts
from tinhso.insight.warehouse.periods import period

NOVEMBER = period("2026-11")


def here(place, now):
    one = service.services(NOVEMBER, now=now)[place.agency.pk]
    return one, {leaf.node.code: leaf for leaf in one.leaves}


def test_confirmed_dossiers_over_received_ones_and_results_from_above(lived, place, portal_double, settings):
    _one, before = here(place, lived)
    assert portal.SYNCED in before  # told of nothing yet, and the portal is on: none of them is confirmed
    received, solved = before["NPSC.3.3"].denominator, before["NPSC.5.1"].numerator
    assert (before[portal.SYNCED].numerator, before[portal.SYNCED].denominator) == (0, received)
    taken = list(Dossier.objects.exclude(received_at=None).order_by("pk"))
    with_result = [one for one in taken if hasattr(one, "result") and one.result.issued_at]
    work(with_result[0], now=lived)
    work(next(one for one in taken if one not in with_result), now=lived)
    later = lived + timedelta(minutes=10)
    pull_facts(now=later)

    _one, told = here(place, later)

    synced = told[portal.SYNCED]
    assert (synced.numerator, synced.denominator) == (2, received)
    assert synced.lower == synced.upper == (Decimal(6) * 2 / received).quantize(Decimal("0.01"))
    stored = told[portal.STORED]
    assert (stored.lower, stored.upper) == (0, (Decimal(4) / solved).quantize(Decimal("0.01")))
    # 3.3: everything that was received came online, and two of them were confirmed; full from a half on.
    online = told["NPSC.3.3"]
    share = Decimal(online.numerator) / online.denominator * 2 / received
    assert online.lower == online.upper == min(Decimal(6), (6 * share / Decimal("0.5")).quantize(Decimal("0.01")))
    lost = service.lost_dossiers(place.leader, portal.SYNCED, place.agency.pk, NOVEMBER, now=later, limit=50)
    assert len(lost) == received - 2
    settings.PORTAL = settings.PORTAL | {"is_on": False}
    assert portal.SYNCED not in here(place, later)[1]


@pytest.mark.parametrize("count", [None, (0, 0)])
def test_nothing_received_says_nothing_of_how_much_was_confirmed(count):
    assert portal.share_of(count) is None
