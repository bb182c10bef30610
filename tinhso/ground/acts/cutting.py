"""A migration step: a table that stands becomes the first piece of itself (pieces.py), and no row is written anew."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

INDEXES = """
SELECT c.relname, pg_get_indexdef(c.oid), k.contype FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
LEFT JOIN pg_constraint k ON k.conindid = c.oid WHERE i.indrelid = %s::regclass ORDER BY c.relname
"""
# tgtype: bit 1 is FOR EACH ROW.
TRIGGERS = """
SELECT tgname, pg_get_triggerdef(oid), tgtype & 1 = 1 FROM pg_trigger
WHERE tgrelid = %s::regclass AND NOT tgisinternal ORDER BY tgname
"""


class CutIntoPieces(Operation):
    """Cut a table by ranges of its `id`, `size` ids a piece; for migrations with atomic = False.

    The rows are read once to prove that they lie within the first piece, while everybody goes on writing; what locks
    the table is the last step, which only changes the catalogue. A unique constraint other than the key stays on the
    first piece and holds within it: each further piece must bring its own (`Pieces.own`), and whoever counts on it
    across pieces needs another guard. No foreign key may point at the table.
    """

    reversible = False

    def __init__(self, table: str, size: int) -> None:
        self.table, self.size = table, size

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Models know nothing of pieces."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Prove without a lock, then cut under one."""
        connection, table = schema_editor.connection, self.table
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT coalesce(max(id), 0) FROM {table}")  # noqa: S608 - our own names
            # A tenth to spare: rows come while the others are read.
            end = self.size * (1 + (cursor.fetchone()[0] + self.size // 10) // self.size)
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {table}_first CHECK (id < {end}) NOT VALID")
            cursor.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT {table}_first")
            with transaction.atomic(using=connection.alias):
                cursor.execute("SET LOCAL lock_timeout = '10s'")
                self._cut(cursor, end)

    def _cut(self, cursor: Any, end: int) -> None:
        """What locks the table: it becomes the first piece of a new one that has its name."""
        table, first, beyond = self.table, f"{self.table}_0", f"{self.table}_beyond"
        cursor.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        cursor.execute(INDEXES, [table])
        indexes = cursor.fetchall()
        cursor.execute(TRIGGERS, [table])
        triggers = cursor.fetchall()
        for name, _, is_row in triggers:
            cursor.execute(f"DROP TRIGGER {name} ON {table}" if is_row else _renamed(table, first, "TRIGGER", name))
        for name, _, _ in indexes:
            cursor.execute(_renamed(table, first, "INDEX", name))
        cursor.execute(f"ALTER TABLE {table} RENAME TO {first}")
        cursor.execute(f"ALTER TABLE {first} ALTER id DROP IDENTITY")
        cursor.execute(f"CREATE TABLE {table} (LIKE {first} INCLUDING DEFAULTS) PARTITION BY RANGE (id)")
        cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {table}_pkey PRIMARY KEY (id)")
        for _, definition, kind in indexes:
            if kind is None:
                cursor.execute(definition)
        cursor.execute(f"ALTER TABLE {table} ATTACH PARTITION {first} FOR VALUES FROM (MINVALUE) TO ({end})")
        cursor.execute(f"ALTER TABLE {first} DROP CONSTRAINT {table}_first")
        # What comes when nobody has cut ahead: writing must go on.
        cursor.execute(f"CREATE TABLE {beyond} PARTITION OF {table} DEFAULT")
        cursor.execute(f"CREATE SEQUENCE {table}_id_seq OWNED BY {table}.id")
        number = f"SELECT setval('{table}_id_seq', coalesce(max(id), 1), max(id) IS NOT NULL) FROM {first}"  # noqa: S608
        cursor.execute(number)
        cursor.execute(f"ALTER TABLE {table} ALTER id SET DEFAULT nextval('{table}_id_seq')")
        for _, definition, _ in triggers:
            cursor.execute(definition)

    def describe(self) -> str:
        """What `migrate --plan` says."""
        return f"Cut {self.table} into pieces of {self.size} rows"


def _renamed(table: str, first: str, what: str, name: str) -> str:
    """A statement that gives a thing of the table the first piece's name, so that its own is free."""
    new = name.replace(table, first, 1) if name.startswith(table) else f"{first}_{name}"
    if what == "TRIGGER":
        return f"ALTER TRIGGER {name} ON {table} RENAME TO {new[:63]}"
    return f"ALTER INDEX {name} RENAME TO {new[:63]}"
