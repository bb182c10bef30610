"""766 live: points from dossiers, honest about what is not measured, and back to the dossiers that cost them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.government.dossiers.tests.factories import MONDAY, dossier_in
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.people.persons import VISITOR
from tinhso.insight.scorecards.models import Node
from tinhso.insight.service_index import queries as service
from tinhso.insight.service_index.catalogue import COPIES
from tinhso.insight.service_index.catalogue import LEAVES as PROCEDURES
from tinhso.insight.service_index.counting import LEAVES, Known, leaves_of
from tinhso.insight.warehouse.actions import pull_facts
from tinhso.insight.warehouse.periods import period
from tinhso.insight.warehouse.queries import PROVINCE

NOVEMBER = period("2026-11")


def of(unit, lived):
    return service.services(NOVEMBER, now=lived)[unit]


def leaf(one, code):
    return next(leaf for leaf in one.leaves if leaf.node.code == code)


def test_points_come_from_dossiers_and_what_is_not_measured_stays_open(lived, place):
    here = of(place.agency.pk, lived)

    on_time = leaf(here, "NPSC.2.1")
    # Two of Monday were solved; two that should have been done the same day are open on Wednesday.
    assert (on_time.numerator, on_time.denominator) == (2, 4)
    assert here.told["NPSC.2"].lower == here.told["NPSC.2"].upper == 10
    assert not here.told["NPSC.1"].is_complete
    assert here.total.lower < here.total.upper < 100
    assert {leaf.node.code for leaf in here.leaves} == {*LEAVES, *PROCEDURES, "NPSC.1.1", COPIES}


def test_the_province_is_granted_nothing_and_adds_sums(lived, place):
    whole, here = of(PROVINCE, lived), of(place.agency.pk, lived)

    assert {leaf.node.code for leaf in whole.leaves} == {*LEAVES, *PROCEDURES, COPIES}
    for code in LEAVES:
        assert leaf(whole, code).denominator == leaf(here, code).denominator


def test_what_falls_due_later_this_month_is_not_late_yet(lived, place):
    before = leaf(of(place.agency.pk, lived), "NPSC.2.1")
    dossier_in(place, "IN_PROCESS", idempotency_key="young", now=MONDAY + timedelta(days=1, hours=7))
    pull_facts(now=lived, anew=True)

    after = leaf(of(place.agency.pk, lived), "NPSC.2.1")

    assert (after.numerator - before.numerator, after.denominator - before.denominator) == (1, 1)


def test_points_lost_lead_to_the_dossiers_that_lost_them(lived, place):
    late = dossier_in(place, "IN_PROCESS", idempotency_key="late", now=MONDAY - timedelta(days=20))
    pull_facts(now=lived, anew=True)
    here = of(place.agency.pk, lived)
    lost = leaf(here, "NPSC.2.1")

    rows = service.lost_dossiers(place.leader, "NPSC.2.1", place.agency.pk, NOVEMBER, now=lived, limit=10)

    assert lost.denominator - lost.numerator == lost.missing == len(rows) == 3
    assert late.code in {row.code for row in rows}
    assert lost in here.raising
    assert not service.lost_dossiers(VISITOR, "NPSC.2.1", PROVINCE, NOVEMBER, now=lived, limit=10).exists()


def test_a_leaf_that_dossiers_do_not_tell_of_has_no_dossiers(db):
    with pytest.raises(NotVisible):
        service.leaf_node("NPSC.6.2")


@given(st.integers(0, 500), st.integers(0, 500))
def test_points_of_a_leaf_stay_within_its_maximum_and_the_missing_ones_fill_it(above, extra):
    node = Node(code="X", max_points=Decimal(4), pattern="RATIO_TO_TARGET", params={"target": 0.8})
    (one,) = leaves_of([node], {"X": Known(above, above + extra)}, kind="DEPARTMENT")

    assert 0 <= one.lower == one.upper <= 4
    (filled,) = leaves_of([node], {"X": Known(above + one.missing, above + extra)}, kind="DEPARTMENT")
    assert filled.upper == 4 or not filled.denominator
