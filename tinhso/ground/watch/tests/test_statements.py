"""A slow statement is named with who sent it and its plan, never with what it was about."""

from __future__ import annotations

import pytest
from django.db import connection

from tinhso.ground.acts import act, send
from tinhso.ground.journal.models import Entry
from tinhso.ground.people.models import Citizen
from tinhso.ground.people.queries import agency
from tinhso.ground.watch import statements
from tinhso.ground.watch.statements import group_of, sanitised

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(caplog, settings):
    settings.SLOW_MS = 1
    statements._slow.clear()
    statements._explained.clear()
    yield caplog
    statements._slow.clear()


def facts(caplog, message: str) -> list[dict]:
    return [record.facts for record in caplog.records if record.message == message]


def test_who_sent_a_slow_statement_is_named_and_its_values_are_not(told):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.003), %s", ["036196001234"])

    (found,) = facts(told, "slow statement")
    assert found["took_ms"] >= 3
    assert found["statement"] == "SELECT pg_sleep(?), %s"
    assert found["sent_by"].startswith("watch.tests.test_statements.") or found["sent_by"] == "?"


def test_a_statement_of_a_room_is_known_by_the_rooms_own_function(told, settings):
    settings.SLOW_MS = 0.001
    agency("NB.VP")

    assert any("people.queries.agency" in found["sent_by"] for found in facts(told, "slow statement"))


def test_what_an_act_writes_into_one_text_is_blanked_out(told):
    with act():
        send("SELECT pg_sleep(0.003), %s, %s", ["Nguyễn Văn Bình's", 36196001234])

    (found,) = [one for one in facts(told, "slow statement") if "pg_sleep" in one["statement"]]
    assert found["statement"] == "SELECT pg_sleep(?), ?, ?"


def test_the_plan_of_a_slow_statement_is_told_once_without_running_it_again(told, settings):
    settings.SLOW_MS = 0.001
    for number in ("036196001234", "036196001235"):
        list(Citizen.objects.filter(full_name=number)[:3])
    settings.SLOW_MS = 1000
    statements.explain_slow_ones()

    plans = [one["plan"] for one in facts(told, "plan of a slow statement") if "people_citizen" in one["plan"]]
    assert len(plans) == 1
    assert "036196001234" not in plans[0]


def test_a_statement_that_cannot_be_explained_spoils_nothing(told):
    statements._slow.append("SELECT nonsense FROM nowhere WHERE x = %s")
    statements.explain_slow_ones()

    assert facts(told, "plan of a slow statement")[0]["plan"].startswith("not explained")
    assert Entry.objects.count() >= 0


def test_zero_tells_nothing(told, settings):
    settings.SLOW_MS = 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.003)")

    assert facts(told, "slow statement") == []


@pytest.mark.parametrize(
    ("sql", "group"),
    [
        ('SELECT "a"."b" FROM "dossiers_dossier" WHERE x = %s', "SELECT dossiers_dossier"),
        ("INSERT INTO journal_entry (a) VALUES (%s)", "INSERT journal_entry"),
        ('UPDATE "people_citizen" SET a = %s', "UPDATE people_citizen"),
        ("SAVEPOINT x1", "SAVEPOINT"),
    ],
)
def test_statements_are_grouped_by_verb_and_table(sql, group):
    assert group_of(sql) == group


def test_a_text_with_values_keeps_its_shape_alone():
    sql = "INSERT INTO t (a, b) VALUES ('It''s O''Neill', -12.5), (E'x\\\\y', 7) RETURNING t1.c2, $3"

    assert sanitised(sql, has_values=True) == "INSERT INTO t (a, b) VALUES (?, ?), (?, ?) RETURNING t1.c2, $3"
