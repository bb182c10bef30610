"""Published before it takes effect, disclosed after it was decided: five working days, by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tinhso.ground.people.models import Agency, AgencyKind
from tinhso.ground.reference.queries import calendar_for
from tinhso.insight.service_index import announcing
from tinhso.insight.service_index.announcing import DISCLOSED, LEAVES, PUBLISHED, Decided, verdicts
from tinhso.insight.service_index.catalogue import Listed
from tinhso.insight.service_index.counting import Known
from tinhso.insight.warehouse.periods import period
from tinhso.insight.warehouse.queries import PROVINCE

TODAY = date(2026, 11, 30)


def decided(code, signed, effective=None, disclosed=None, *, communes=True):
    days = (None if day is None else date(2026, 11, day) for day in (signed, effective, disclosed))
    return Decided(Listed(code, code, (), True, False, True, communes, () if communes else ("NB.STC",)), *days)


# Monday 9 November; five working days later is Monday 16, whatever weekend lies between.
SIGNED = [
    decided("A", 9, effective=16, disclosed=16),
    decided("B", 10, effective=16, disclosed=18),
    decided("B", 9, effective=16, disclosed=16),
    decided("C", 9, disclosed=9, communes=False),
    decided("D", None, effective=16, disclosed=9),
    decided("E", 9, effective=30),
    decided("F", 25, effective=30),
]


def test_five_working_days_and_one_late_decision_makes_a_procedure_late(db):
    said = {leaf: verdicts(SIGNED, judge, calendar_for(), TODAY) for leaf, judge in LEAVES.items()}

    assert said[PUBLISHED] == {"A": True, "B": False, "C": None, "D": None, "E": True, "F": False}
    # E was never made public and its days are over; those of F still run.
    assert said[DISCLOSED] == {"A": True, "B": False, "C": True, "D": None, "E": False, "F": None}


def test_a_procedure_counts_where_it_is_resolved_and_once_for_the_province(db, monkeypatch):
    monkeypatch.setattr(announcing, "decided_in", lambda _period: SIGNED)
    monkeypatch.setattr(announcing.procedures, "recorded_since", lambda: date(2026, 11, 1))
    units = {PROVINCE: None, 7: Agency(kind=AgencyKind.DEPARTMENT, slug="NB.STC")}

    told = announcing.counts(units, period("2026-11"), today=TODAY)

    assert told[PUBLISHED] == {PROVINCE: Known(2, 6, "procedures", 2), 7: Known(0, 1, "procedures", 1)}
    assert told[DISCLOSED][PROVINCE] == Known(2, 6, "procedures", 2)
    late = announcing.lacking(DISCLOSED, None, period("2026-11"), today=TODAY)
    assert [one.code for one in late] == ["B", "D", "E", "F"]
    assert late[0].missing == ("Quyết định 10/11/2026, có hiệu lực 16/11/2026, công khai 18/11/2026.",)


@pytest.mark.parametrize("since", [None, date(2026, 11, 2)])
def test_a_period_that_began_before_our_record_says_nothing(db, monkeypatch, since):
    monkeypatch.setattr(announcing.procedures, "recorded_since", lambda: since)

    assert announcing.counts({PROVINCE: None}, period("2026-11"), today=TODAY) == {}


def test_the_catalogue_of_the_seed_has_no_days_of_decision_and_says_so(db):
    loaded = announcing.procedures.recorded_since()
    month = period(f"{loaded:%Y-%m}")

    rows = announcing.decided_in(month)

    assert rows
    assert {one.decided for one in rows} == {None}
    now = datetime.combine(loaded, datetime.min.time(), UTC).date()
    assert set(verdicts(rows, LEAVES[PUBLISHED], calendar_for(), now).values()) == {None}
