"""The catalogue's part of 766 against hand computation, and a change's place among agencies alike."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tinhso.ground.base.refused import Refused
from tinhso.ground.people.models import Agency, AgencyKind
from tinhso.insight.scorecards.models import Node
from tinhso.insight.service_index import catalogue
from tinhso.insight.service_index import queries as service
from tinhso.insight.service_index.catalogue import LEAVES, Listed
from tinhso.insight.service_index.counting import DOSSIERS, PROCEDURES, Known, Leaf, leaves_of
from tinhso.insight.service_index.queries import Service
from tinhso.insight.warehouse.periods import period
from tinhso.insight.warehouse.queries import PROVINCE

NOVEMBER = period("2026-11")


def listed(code, *, missing=(), is_online=True, has_fee=False, communes=True, departments=(), population=False):
    return Listed(code, code, missing, is_online, has_fee, True, communes, departments, population)


SHELF = [
    listed("A", has_fee=True, population=True), listed("B", has_fee=True, population=True), listed("C"),
    listed("D", communes=False, departments=("NB.STC",)),
    listed("E", is_online=False, missing=("Cơ quan giải quyết.",), communes=False, departments=("NB.OLD",)),
]  # fmt: skip


def test_ratios_over_procedures_by_hand(db):
    used = {"filed online": {"A"}, "paid online": {"B"}, "asked population": {"A"}}
    told = {code: catalogue.known_of(count, SHELF, used.get(count.used, ())) for code, count in LEAVES.items()}

    counts = {code: (one.good, one.unsure, one.all) for code, one in told.items()}
    assert counts == {
        "NPSC.1.3": (4, 0, 5), "NPSC.3.1": (4, 0, 5), "NPSC.3.2": (1, 0, 4), "NPSC.4.1": (2, 0, 2),
        "NPSC.4.2": (1, 0, 2), "NPSC.5.6": (1, 1, 2),
    }  # fmt: skip
    leaves = leaves_of(service.nodes(), told, kind="DEPARTMENT")
    # 2 × 4/5; 2 × (4/5)/0.8; 4 × 1/4; 2 × 2/2; 2 × (1/2)/0.8; 2 × 1/2 is proved, 2 × 2/2 may be
    points = {"NPSC.1.3": "1.60", "NPSC.3.1": "2.00", "NPSC.3.2": "1.00", "NPSC.4.1": "2.00", "NPSC.4.2": "1.25"}
    assert {one.node.code: str(one.upper) for one in leaves if one.lower == one.upper} == points
    assert [(one.lower, one.upper) for one in leaves if one.unsure] == [(1, 2)]
    assert all(one.things == PROCEDURES for one in leaves)


def test_a_procedure_belongs_to_whoever_may_resolve_it():
    standing = {"NB", "NB.STC"}

    def codes(agency):
        return "".join(one.code for one in catalogue.of_unit(SHELF, agency, standing))

    assert codes(None) == "ABCDE"
    assert codes(Agency(kind=AgencyKind.COMMUNE)) == "ABC"
    assert codes(Agency(kind=AgencyKind.DEPARTMENT, slug="NB.STC")) == "D"
    assert codes(Agency(kind=AgencyKind.PROVINCE)) == "E"  # its department is gone


def test_the_share_of_online_dossiers_is_certain_once_the_portal_confirmed_how_many():
    node = Node(
        code="X", max_points=Decimal(6), pattern="RATIO_TO_TARGET", params={"target": 0.5, "times_unknown": True}
    )

    def said(synced):
        (leaf,) = leaves_of([node], {"X": Known(3, 10)}, kind="COMMUNE", synced=synced)
        return leaf.lower, leaf.upper

    # 6 × (0.3 × 0.5) / 0.5 where half were confirmed
    assert (said(None), said(Decimal("0.5"))) == ((0, Decimal("3.60")), (Decimal("1.80"), Decimal("1.80")))


def test_what_a_few_more_good_ones_bring_and_where_that_stands():
    node = Node(code="X", max_points=Decimal(4), pattern="RATIO_TO_TARGET", params={"target": 0.8})

    def unit(pk, good, kind=AgencyKind.COMMUNE):
        leaf = Leaf(node, good, 10, Decimal(good) / 2, Decimal(good) / 2, DOSSIERS)
        return Service(Agency(pk=pk, kind=kind), (leaf,), {})

    told = {1: unit(1, 2), 2: unit(2, 5), 3: unit(3, 4), 4: unit(4, 8, AgencyKind.DEPARTMENT)}

    tried = service.what_if(told, 1, "X", 3)

    assert (tried.gain, tried.earned, tried.before, tried.after, tried.of) == (
        Decimal("1.50"),
        Decimal("2.50"),
        3,
        1,
        3,
    )
    assert service.what_if(told, 1, "X", 500).gain == Decimal("3.00")  # no more than there are
    with pytest.raises(Refused):
        service.what_if(told, 1, "X", 0)
    with pytest.raises(Refused):
        service.what_if(told, 1, "Y", 1)


def test_the_ward_used_one_of_its_online_procedures(lived, place):
    told = service.services(NOVEMBER, now=lived)
    here = {leaf.node.code: leaf for leaf in told[place.agency.pk].leaves}
    whole = {leaf.node.code: leaf for leaf in told[PROVINCE].leaves}

    online = [one for one in catalogue.in_force(lived.date()) if one.communes and one.is_online]
    used, lacking = here["NPSC.3.2"], service.lacking_procedures("NPSC.3.2", place.agency, NOVEMBER, now=lived)
    assert (used.denominator, used.numerator + len(lacking)) == (len(online), len(online))
    assert used.numerator >= 1
    assert used.upper == (Decimal(4) * used.numerator / used.denominator).quantize(Decimal("0.01"))
    assert (here["NPSC.1.3"].lost, here["NPSC.1.3"].things) == (0, "")  # granted
    assert whole["NPSC.1.3"].denominator == len(catalogue.in_force(lived.date()))
    assert not service.lacking_procedures("NPSC.1.3", None, NOVEMBER, now=lived)  # what lacks a part is not published
