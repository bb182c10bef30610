"""What the role of web and worker may do in the database: rows of the house, and no more.

The owner migrates; the role reads and writes rows, makes no tables, and can neither change nor remove what stands in
the journal: not even who breaks into the web can, because the trigger that refuses it is not his to drop.
"""

from __future__ import annotations

from django.db import connection
from psycopg import sql

# Written once, changed by nobody: only new rows. Each with its pieces.
APPEND_ONLY = ("journal_entry",)
READ_ONLY = ("django_migrations",)

PIECES = """
SELECT child.relname FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid WHERE inhparent = %s::regclass
"""
RIGHTS = """
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role};
GRANT USAGE ON SCHEMA public TO {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};
"""


def ensure_role(name: str, password: str) -> None:
    """A role that may sign in with this password; made where it is not there yet. Needs CREATEROLE."""
    role = sql.Identifier(name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
        verb = sql.SQL("ALTER" if cursor.fetchone() else "CREATE")
        words = sql.SQL("{} ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {}")
        cursor.execute(words.format(verb, role, sql.Literal(password)))
        # Of other sessions: the journal's reader asks who is still writing, the page of operators what costs.
        cursor.execute(sql.SQL("GRANT pg_read_all_stats TO {}").format(role))


def stands_beside(name: str) -> bool:
    """Whether there is such a role, and it is not the one that asks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname <> current_user FROM pg_roles WHERE rolname = %s", [name])
        return bool((cursor.fetchone() or (False,))[0])


def grant(name: str) -> None:
    """Give a role what it needs in the tables that there are now; again after each migration. Safe to repeat."""
    role = sql.Identifier(name)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(RIGHTS).format(role=role))
        kept = list(APPEND_ONLY)
        for table in APPEND_ONLY:
            cursor.execute(PIECES, [table])
            kept += [piece for (piece,) in cursor.fetchall()]
        for table in kept:
            _revoke(cursor, "UPDATE, DELETE, TRUNCATE", table, role)
        for table in READ_ONLY:
            _revoke(cursor, "INSERT, UPDATE, DELETE, TRUNCATE", table, role)


def _revoke(cursor: object, what: str, table: str, role: sql.Identifier) -> None:
    words = sql.SQL("REVOKE {} ON {} FROM {}").format(sql.SQL(what), sql.Identifier(table), role)
    cursor.execute(words)  # type: ignore[attr-defined]
