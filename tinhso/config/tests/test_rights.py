"""The role of web and worker: rows, no tables, and a journal that it can only add to."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction

from tinhso.config.database.rights import ensure_role, grant
from tinhso.engines.procedures.actions.words import refresh_vocabulary
from tinhso.ground.acts.pieces import cut_ahead
from tinhso.ground.base.actors import System
from tinhso.ground.journal.actions import record
from tinhso.ground.journal.models import PIECES, Entry
from tinhso.ground.people.events import ContactSaved
from tinhso.ground.people.tests.factories import NOON, make_citizen

pytestmark = pytest.mark.django_db
ROLE = "tinhso_thu"


@pytest.fixture
def as_app() -> Iterator[None]:
    """The rest of the test as that role, made for this transaction."""
    ensure_role(ROLE, "chỉ để thử")
    call_command("grant_rights", ROLE, stdout=StringIO())
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT {ROLE} TO CURRENT_USER")
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def say(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_it_works_as_the_house_does(as_app):
    citizen = make_citizen()

    record(System("test"), ContactSaved(citizen.pk, ["phone"]), at=NOON)

    assert Entry.objects.get(kind="people.contact_saved").facts["citizen_id"] == citizen.pk
    citizen.phone = ""
    citizen.save()
    citizen.delete()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET kind = 'x'",
        "DELETE FROM journal_entry",
        "TRUNCATE journal_entry",
        "UPDATE journal_entry_0 SET kind = 'x'",
        "DELETE FROM journal_entry_beyond",
        "ALTER TABLE journal_entry DISABLE TRIGGER ALL",
        "DROP TABLE people_citizen",
        "CREATE TABLE mine (id int)",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "DELETE FROM django_migrations",
        "CREATE ROLE mine SUPERUSER",
    ],
)
def test_what_is_written_stands_and_tables_are_not_its_to_make(as_app, statement):
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
        say(statement)


def test_its_two_exceptions_are_functions_of_the_owner(as_app):
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("SELECT setval('journal_entry_id_seq', %s)", [PIECES.size - 10])
        cursor.execute(f"SET LOCAL ROLE {ROLE}")

    assert cut_ahead(PIECES) == ["journal_entry_1"]
    refresh_vocabulary()
    with pytest.raises(ProgrammingError, match="permission denied"):
        say("DELETE FROM journal_entry_1")


def test_granting_again_changes_nothing(as_app):
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    grant(ROLE)
    grant(ROLE)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_table_privilege(r, 'journal_entry', 'INSERT'),"
            " has_table_privilege(r, 'journal_entry', 'UPDATE') FROM (SELECT %s::name) AS one (r)",
            [ROLE],
        )
        assert cursor.fetchone() == (True, False)
