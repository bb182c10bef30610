"""The journal promises: nothing changes unseen."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

import pytest
from django.db import Error, connection, transaction
from django.test.utils import CaptureQueriesContext

from tinhso.ground.acts import act
from tinhso.ground.base.actors import System
from tinhso.ground.journal import queries
from tinhso.ground.journal.actions import record, record_all
from tinhso.ground.journal.models import Entry

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)


@dataclass(frozen=True)
class LampLit:
    """A test fact."""

    kind: ClassVar[str] = "test.lamp_lit"
    about: ClassVar[str] = "lamp:{lamp_id}"
    lamp_id: int
    colour: str


def test_an_event_names_its_actor_subject_and_facts():
    record(System("test"), LampLit(7, "đỏ"), at=NOON)

    entry = queries.entries_about("lamp:7").get()

    assert (entry.actor_ref, entry.kind) == ("system:test", "test.lamp_lit")
    assert entry.facts == {"lamp_id": 7, "colour": "đỏ"}


def test_all_that_an_act_tells_goes_in_one_call_and_in_order():
    with CaptureQueriesContext(connection) as asked, act():
        record_all(System("test"), [LampLit(n, "xanh") for n in range(3)], at=NOON)
        record(System("other"), LampLit(3, "it's “đỏ” \\ %s"), at=NOON)

    lamps = Entry.objects.filter(subject__startswith="lamp:").order_by("id")
    told = list(lamps.values_list("actor_ref", "subject", "facts__colour"))
    assert [subject for _, subject, _ in told] == ["lamp:0", "lamp:1", "lamp:2", "lamp:3"]
    assert told[3] == ("system:other", "lamp:3", "it's “đỏ” \\ %s")
    assert sum("journal_append" in one["sql"] for one in asked) == 1
    assert queries.first_break() is None


def test_an_untouched_journal_is_whole():
    record_all(System("test"), [LampLit(n, "xanh") for n in range(5)], at=NOON)

    assert queries.first_break() is None


def test_a_row_cannot_be_changed_or_removed_through_sql():
    record(System("test"), LampLit(1, "đỏ"), at=NOON)

    for statement in ("UPDATE journal_entry SET kind = 'x'", "DELETE FROM journal_entry", "TRUNCATE journal_entry"):
        with pytest.raises(Error, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def tamper(statement: str) -> None:
    """What a database administrator could do: switch the guard off, then write."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER USER")
        cursor.execute(statement)
        cursor.execute("ALTER TABLE journal_entry ENABLE TRIGGER USER")


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ('UPDATE journal_entry SET facts = \'{"colour": "vàng"}\' WHERE id = {id}', "altered"),
        ("UPDATE journal_entry SET actor_name = 'Người khác' WHERE id = {id}", "altered"),
        ("DELETE FROM journal_entry WHERE id = {id}", "missing"),
    ],
)
def test_tampering_past_the_guard_is_named(statement, why):
    record_all(System("test"), [LampLit(n, "đỏ") for n in range(3)], at=NOON)
    middle = Entry.objects.order_by("id")[1]

    tamper(statement.replace("{id}", str(middle.id)))

    found = queries.first_break()
    assert found is not None
    assert found.why == why


def test_cutting_off_the_newest_rows_is_seen():
    record_all(System("test"), [LampLit(n, "đỏ") for n in range(3)], at=NOON)

    tamper(f"DELETE FROM journal_entry WHERE id = {Entry.objects.latest('id').id}")

    found = queries.first_break()
    assert found is not None
    assert found.why == "missing"
