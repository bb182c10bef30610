"""What the warehouse counts of documents: one row each, and nothing that could speak of people."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from tinhso.government.documents import actions
from tinhso.government.documents.queries.daily_facts import DAILY_FACTS, TASKS
from tinhso.government.documents.tests.factories import HOUR, MONDAY, arrival_at, document_in
from tinhso.ground.base.facts import Facts
from tinhso.ground.base.vietnamese import VIETNAM

NOVEMBER = {"begin": datetime(2026, 11, 1, tzinfo=VIETNAM), "end": datetime(2026, 12, 1, tzinfo=VIETNAM)}


def rows(facts: Facts = DAILY_FACTS) -> dict[int, dict[str, object]]:
    with connection.cursor() as cursor:
        cursor.execute(facts.rows.replace("%(which)s", facts.by_month), NOVEMBER)
        found = [dict(zip(facts.columns, row, strict=True)) for row in cursor.fetchall()]
    return {row["document"]: row for row in found}


def test_a_document_is_one_row_at_its_issuer_and_one_at_each_recipient(office, ward):
    sent = document_in(office, "RELEASED")
    arrival = actions.register(ward.clerk, arrival_at(ward, sent), now=MONDAY + 2 * HOUR)
    task = actions.assign(ward.leader, arrival, lead=ward.officials["drafter"], content="Làm", working_days=5,
                          now=MONDAY + 3 * HOUR)  # fmt: skip
    actions.close_task(ward.leader, task, now=MONDAY + 4 * HOUR)

    counted = rows()

    out, came = counted[sent.pk], counted[arrival.pk]
    assert (out["direction"], out["kind"], out["agency_kind"], out["has_e_paper"]) == ("OUT", "KH", "DEPARTMENT", True)
    assert (out["recipients"], out["recipients_registered"], out["released_at"]) == (1, 1, datetime(2026, 11, 23, 10))
    assert (came["direction"], came["from_inside"], came["tasks"], came["tasks_in_time"]) == ("IN", True, 1, 1)
    given = rows(TASKS)[arrival.pk]
    assert (given["agency"], given["state"], given["ended_at"]) == (ward.agency.pk, "DONE", datetime(2026, 11, 23, 13))


def test_the_months_that_hold_rows_are_told(office):
    document_in(office)
    with connection.cursor() as cursor:
        cursor.execute(DAILY_FACTS.months)
        assert [month.isoformat() for (month,) in cursor.fetchall()] == ["2026-11-01"]
