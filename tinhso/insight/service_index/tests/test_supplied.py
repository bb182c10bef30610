"""What officials supply: locked by four hands, summed over months, and never in the place of what rows tell in full."""

from __future__ import annotations

from datetime import date

from tinhso.government.dossiers.tests.factories import MONDAY
from tinhso.ground.people.models import Agency, AgencyKind
from tinhso.insight.service_index import catalogue, supplied
from tinhso.insight.service_index import queries as service
from tinhso.insight.service_index.counting import Known, leaves_of
from tinhso.insight.service_index.lines import lines_of
from tinhso.insight.warehouse.periods import period
from tinhso.insight.warehouse.queries import PROVINCE
from tinhso.insight.warehouse.rules import Cells
from tinhso.insight.warehouse.tests.factories import enter, lock, make_chain

NOVEMBER = period("2026-11")
TODAY = date(2026, 11, 30)
WARD = Agency(kind=AgencyKind.COMMUNE, unit_code="13669")
OFFICE = Agency(kind=AgencyKind.DEPARTMENT)
NONE_CAME = {("766.PAKN.RECEIVED.XA", "13669"): (0, 0), ("766.PAKN.DOSSIERS.XA", "13669"): (0, 0)}


def leaves(known, kind="COMMUNE"):
    return {one.node.code: (str(one.lower), str(one.upper)) for one in leaves_of(service.nodes(), known, kind=kind)}


def test_locked_figures_fill_the_leaves_that_nobody_else_can_tell(db):
    chain = make_chain("NB.VP", now=MONDAY)
    for code, cells in (
        ("766.PAKN.ONTIME.XA", Cells("9", "10")), ("766.PAKN.SATISFIED.XA", Cells("3", "4")),
        ("766.PAKN.DOSSIERS.XA", Cells(value="2")),
    ):  # fmt: skip
        made = enter(chain.enterer, ("13669", cells), code=code, now=MONDAY)
        assert not supplied.sums(period("2026-10"), today=TODAY).get((code, "13669"))  # nobody approved it yet
        lock(chain, made, now=MONDAY)

    told = supplied.sums(period("2026-10"), today=TODAY)
    known = supplied.known_with({"NPSC.6.4": Known(18, 20)}, WARD, "13669", told)

    # 6 × 9/10; 6 × 3/4; 6 × (18 - 2)/20 / 0.9
    said = leaves(known)
    assert said["NPSC.6.2"] == ("5.40", "5.40")
    assert said["NPSC.6.3"] == ("4.50", "4.50")
    assert said["NPSC.6.4"] == ("5.33", "5.33")
    # A quarter is told once each of its months that are over is.
    assert supplied.sums(period("2026-Q4"), today=TODAY)[("766.PAKN.ONTIME.XA", "13669")] == (9, 10)
    assert not supplied.sums(period("2026-Q4"), today=date(2026, 12, 1))


def test_without_petitions_nobody_was_unhappy_and_nothing_was_handled(db):
    said = leaves(supplied.known_with({"NPSC.6.4": Known(9, 10)}, WARD, "13669", NONE_CAME))

    assert (said["NPSC.6.2"], said["NPSC.6.3"]) == (("0.00", "0.00"), ("6.00", "6.00"))
    assert said["NPSC.6.4"] == ("6.00", "6.00")
    assert supplied.known_with({}, OFFICE, "", NONE_CAME) == {}


def test_what_rows_tell_in_full_is_not_replaced_by_what_was_typed(db):
    typed = {("766.PUBLISHED", "37"): (1, 1), ("766.STORED", "37"): (3, 4)}
    told = {"NPSC.1.1": Known(1, 2, "procedures"), "NPSC.5.5": Known(4, 4)}

    known = supplied.known_with(told, None, "37", typed)
    unsure = supplied.known_with({"NPSC.1.1": Known(0, 2, "procedures", 1)}, None, "37", typed)

    assert known["NPSC.1.1"] == told["NPSC.1.1"]
    assert leaves(known, "PROVINCE")["NPSC.5.5"] == ("3.00", "3.00")  # the portal's own count, not ours from above
    assert unsure["NPSC.1.1"] == Known(1, 1, "supplied", is_sure=True)


def test_a_range_says_what_it_needs_and_leads_whoever_may_to_the_sheet(lived, place):
    here = service.services(NOVEMBER, now=lived)[PROVINCE]
    chain = make_chain("NB.VP", now=lived)

    lines = {one.node.code: one for one in lines_of(chain.enterer, here, NOVEMBER, now=lived)}
    others = {one.node.code: one for one in lines_of(place.officer, here, NOVEMBER, now=lived)}

    assert lines["NPSC.6.2"].enters.endswith("/766.PAKN.ONTIME/2026-11/")
    assert (others["NPSC.6.2"].enters, others["NPSC.6.2"].statistic) == ("", "766.PAKN.ONTIME")
    assert "phản ánh" in lines["NPSC.6.2"].need
    assert not lines["NPSC.2.1"].need
    # No copy was certified; had certificates of birth been copies, one ward would have begun.
    copies = next(one for one in here.leaves if one.node.code == catalogue.COPIES)
    assert copies.numerator == 0
    assert len(service.lacking_communes(NOVEMBER, now=lived)) == copies.denominator
    units = {PROVINCE: None, place.agency.pk: place.agency}
    told = catalogue.counts(units, NOVEMBER, today=lived.date(), copies=["1.001193"])[catalogue.COPIES]
    assert [(told[unit].good, told[unit].all) for unit in units] == [(1, copies.denominator), (1, 1)]
