"""What figures promise: the same counts as the dossiers themselves, with nothing hidden in between."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tinhso.engines.notifications.models import Message
from tinhso.engines.payments.models import Attempt, Charge
from tinhso.engines.payments.tests.factories import make_charge
from tinhso.engines.store.models import StoredPaper
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.tests.factories import MONDAY, dossier_in, make_one_stop
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.people.models import Role
from tinhso.ground.people.persons import VISITOR
from tinhso.ground.people.tests.factories import agency, make_official, person_of
from tinhso.insight.warehouse import lake, queries
from tinhso.insight.warehouse.actions import pull_facts
from tinhso.insight.warehouse.metrics.administrative import COUNTED
from tinhso.insight.warehouse.metrics.totals import by_agency
from tinhso.insight.warehouse.models import Metric
from tinhso.insight.warehouse.periods import Convention, period
from tinhso.insight.warehouse.queries import PROVINCE
from tinhso.insight.warehouse.queries.asking import totals
from tinhso.insight.warehouse.tests.conftest import LIVES

NOVEMBER = period("2026-11")
IDENTITY = ["ADM.RECEIVED", "ADM.CARRIED", "ADM.SOLVED", "ADM.STOPPED", "ADM.OPEN"]


def told(code: str, *, unit: int = PROVINCE, of=NOVEMBER, now=MONDAY + timedelta(days=2)) -> queries.Figure:
    (figure,) = queries.figures([queries.metric(code, now.date())], of, units=[unit], now=now)
    return figure


def test_what_came_in_and_what_was_carried_over_is_solved_stopped_or_still_open(lived):
    for of in (NOVEMBER, period("2026-12"), period("2026"), period("2026-10")):
        counted = queries.counts(IDENTITY, of)
        for unit in {unit for by_unit in counted.values() for unit in by_unit}:
            received, carried, solved, stopped, still = (counted[code].get(unit, (0, None))[0] for code in IDENTITY)
            assert received + carried == solved + stopped + still, (of.code, unit)
    # Who was turned away at the counter was never received, and nobody waits for him.
    assert told("ADM.RECEIVED").numerator == len(LIVES) - 2


def test_messages_and_stored_papers_are_counted_without_anybody_in_them(lived, place):
    some = list(Message.objects.order_by("pk"))[:3]
    Message.objects.filter(pk__in=[one.pk for one in some]).update(state="SENT", sent_at=lived - timedelta(minutes=1))
    Message.objects.filter(pk=some[0].pk).update(state="FAILED", sent_at=None)
    pull_facts(now=lived + timedelta(minutes=1))

    papers = StoredPaper.objects.count()
    assert told("MSG.SENT").numerator == 2
    assert (told("MSG.REACHED").numerator, told("MSG.REACHED").denominator) == (2, 3)
    assert told("STORE.PAPERS").numerator == papers >= 1
    assert told("STORE.BORN").numerator == StoredPaper.objects.filter(source="BORN_DIGITAL").count()
    for code in ("MSG.REACHED", "STORE.PAPERS"):
        rows = queries.rows_behind(place.leader, queries.metric(code, lived.date()), PROVINCE, NOVEMBER, limit=9).rows
        assert rows
        assert not any(place.applicant.name in f"{row.title} {row.detail}" for row in rows)


def test_a_ratio_of_nothing_is_unknown_and_not_zero(lived):
    assert told("ADM.ONTIME", of=period("2025-01")).value is None
    assert told("ADM.ONTIME").value == Decimal("100.00")


def test_shares_of_the_province_come_from_sums_and_not_from_shares(lived, place):
    other = make_one_stop("NB.C14167")
    for number in range(3):
        dossier_in(other, "ACCEPTED", channel="POST", idempotency_key=f"post-{number}")
    pull_facts(now=lived, anew=True)

    parts = [told("ADM.ONLINE", unit=unit) for unit in (place.agency.pk, other.agency.pk)]
    whole = told("ADM.ONLINE")

    assert (whole.numerator, whole.denominator) == (
        sum(part.numerator for part in parts), sum(part.denominator or 0 for part in parts),
    )  # fmt: skip
    assert whole.value != sum(part.value for part in parts) / 2


def test_the_rows_behind_a_figure_are_as_many_as_it_says_and_only_for_those_who_may_see_them(lived, place):
    figure = told("ADM.SOLVED")
    behind = queries.rows_behind(place.leader, figure.metric, PROVINCE, NOVEMBER, limit=50)

    codes = [one.detail.partition(" ")[0] for one in behind.rows]
    assert behind.counted == figure.numerator
    assert len(codes) == figure.numerator
    assert set(Dossier.objects.filter(code__in=codes).values_list("state", flat=True)) <= {"RESULT_READY", "RETURNED"}
    assert queries.rows_behind(VISITOR, figure.metric, PROVINCE, NOVEMBER, limit=50).rows == []


def test_money_opens_with_its_amounts_and_without_names_for_those_who_may_not_see_whose_it_is(lived, place):
    paid = make_charge(now=MONDAY, subject=f"dossier:{Dossier.objects.earliest('pk').pk}")
    make_charge(now=MONDAY)
    for number, state in enumerate(("FAILED", "SETTLED")):
        Attempt.objects.create(
            charge=paid, provider="PORTAL", transaction_id=f"T{number}", amount_vnd=8_000, state=state,
            created_at=MONDAY,
        )  # fmt: skip
    Charge.objects.filter(pk=paid.pk).update(state="PAID", paid_at=MONDAY)
    pull_facts(now=lived, anew=True)
    figure = told("PAY.COLLECTED", now=lived)

    opened = [
        queries.rows_behind(person, figure.metric, PROVINCE, NOVEMBER, limit=50)
        for person in (place.leader, person_of(make_official(agency("NB.SYT"), Role.LEADER), on=MONDAY.date()))
    ]

    assert figure.numerator == 8_000
    assert [[one.title for one in each.rows] for each in opened] == [[paid.title], ["Khoản phí, lệ phí"]]
    assert all("8.000 đồng" in one.detail for each in opened for one in each.rows)
    assert paid.reference not in opened[1].rows[0].detail
    assert lake.table("dossiers").paid_vnd.sum().to_pyarrow().as_py() == 8_000, "tried twice, it was paid once"


def test_a_metric_whose_source_died_is_said_and_not_crashed_on(lived, client):
    Metric.objects.filter(code="ADM.SATISF").update(code="ADM.GONE")

    assert [one.code for one in queries.dead_metrics(lived.date())] == ["ADM.GONE"]
    page = client.get("/so-lieu/").text
    assert "Mức độ hài lòng" in page
    assert "nguồn số liệu đã ngừng" in page
    assert client.get("/so-lieu/ADM.GONE/").status_code == 404
    with pytest.raises(NotVisible) as refused:
        queries.metric("ADM.GONE", lived.date())
    assert refused.value.code == "source-died"


def test_what_falls_due_after_the_facts_end_is_not_late(lived):
    assert told("ADM.OVERDUE").numerator == 2  # due on Monday, open on Wednesday

    pull_facts(now=MONDAY + timedelta(hours=3), anew=True)

    assert told("ADM.OVERDUE", now=MONDAY + timedelta(hours=3)).numerator == 0
    assert told("ADM.OVERDUE", of=period("2026"), now=MONDAY + timedelta(hours=3)).numerator == 0


def test_a_figure_whose_facts_are_old_says_so(lived):
    assert not told("ADM.RECEIVED", now=lived).is_stale
    assert told("ADM.RECEIVED", now=lived + timedelta(hours=1)).is_stale
    # What was over before the facts were taken cannot grow old.
    assert not told("ADM.RECEIVED", of=period("2026-10"), now=lived + timedelta(hours=1)).is_stale


def test_before_anything_was_pulled_figures_are_empty_and_stale(db):
    figure = told("ADM.RECEIVED")

    assert (figure.numerator, figure.as_of, figure.is_stale) == (0, None, True)


def test_a_compiled_question_says_what_its_expression_says(lived, place):
    rows, codes = lake.table("dossiers"), tuple(COUNTED)
    for of in (NOVEMBER, period("2026"), period("2025-Q1"), period("2026-11", Convention.REPORTING)):
        direct = by_agency(rows, codes, of).to_pyarrow().to_pylist()
        assert totals(rows, codes, of, unit=None) == direct
        assert totals(rows, codes, of, unit=place.agency.pk) == direct  # nobody else has any
        assert totals(rows, codes, of, unit=0) == []


def test_files_that_were_lost_are_said_and_written_again(lived, settings):
    before = told("ADM.RECEIVED", now=lived)
    for file in Path(settings.WAREHOUSE_DIR).rglob("*.parquet"):
        file.unlink()

    without = told("ADM.RECEIVED", now=lived)
    assert (without.numerator, without.as_of, without.is_stale) == (0, None, True)

    pull_facts(now=lived)
    assert told("ADM.RECEIVED", now=lived) == before


@pytest.mark.parametrize("code", ["ADM.ONTIME", "ADM.RECEIVED"])
def test_a_series_says_the_same_as_each_of_its_periods(lived, code):
    periods = [period("2026-10"), NOVEMBER]
    one = queries.metric(code, lived.date())

    assert queries.series(one, PROVINCE, periods, now=lived) == [told(code, of=of, now=lived) for of in periods]


def test_a_month_that_the_facts_tell_in_part_stays_old_after_it_is_over(lived):
    december = lived + timedelta(days=10)

    assert told("ADM.RECEIVED", now=december).is_stale


def test_facts_hold_nothing_about_people(lived, place):
    kept = lake.table("dossiers").to_pyarrow().to_pylist()
    said = {str(value) for row in kept for value in row.values()}

    assert len(kept) == Dossier.objects.count()
    assert not said & {place.citizen.full_name, place.citizen.personal_number}
    assert not any(place.citizen.full_name in one for one in said)


@pytest.mark.parametrize(
    ("code", "convention", "first", "last"),
    [
        ("2026-11", Convention.CALENDAR, "2026-11-01", "2026-11-30"),
        ("2026-Q4", Convention.CALENDAR, "2026-10-01", "2026-12-31"),
        ("2026-11", Convention.REPORTING, "2026-10-15", "2026-11-14"),
        ("2026-01", Convention.REPORTING, "2025-12-15", "2026-01-14"),
        ("2026", Convention.REPORTING, "2025-12-15", "2026-12-14"),
    ],
)
def test_reports_to_the_administration_close_on_the_fourteenth(code, convention, first, last):
    of = period(code, convention)

    assert (f"{of.first}", f"{of.last}") == (first, last)
