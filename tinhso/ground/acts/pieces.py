"""Tables that only grow, kept in pieces by ranges of their key: old pieces are never written again.

PostgreSQL holds a piece's indexes by themselves, so what is written goes into small ones; it freezes an old piece once,
and a piece can be moved to slow storage or be taken out whole, where millions of rows could not be deleted.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, transaction

# What has been cut so far, the newest first; the piece beyond all others has no bounds.
CUT = """
SELECT child.relname,
       (regexp_match(pg_get_expr(child.relpartbound, child.oid), 'TO \\(''?(\\d+)''?\\)'))[1]::bigint AS ends
FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid WHERE inhparent = %s::regclass
ORDER BY ends DESC NULLS LAST
"""


@dataclass(frozen=True)
class Pieces:
    """How a table is cut: `size` keys a piece. own: SQL for what each {piece} needs beside what its table gives it."""

    table: str
    size: int
    own: tuple[str, ...] = ()


@dataclass(frozen=True)
class Piece:
    """One piece: its table, and the key before which it ends (None: it takes what no other piece takes)."""

    table: str
    ends: int | None


def pieces_of(kept: Pieces) -> list[Piece]:
    """The pieces of a table, the newest first, the one beyond all others last."""
    with connection.cursor() as cursor:
        cursor.execute(CUT, [kept.table])
        return [Piece(name, ends) for name, ends in cursor]


def cut_ahead(kept: Pieces) -> list[str]:
    """Make pieces until at least half a piece is free before the last one ends; the tables that were made.

    Where this was forgotten for so long that rows went beyond the last piece, they stay there, and PostgreSQL refuses
    to cut a piece out of them: nothing is lost, but an administrator must move them.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {kept.table}_cut_ahead()")  # noqa: S608 - our own names
        return [piece for (piece,) in cursor]


# The role of web and worker may make no tables (config/database/rights.py). This is the one exception: it takes no
# argument, so it makes the pieces that are due and nothing else, by the right of whoever owns the tables.
CUTTING = """
CREATE OR REPLACE FUNCTION {table}_cut_ahead() RETURNS SETOF text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $cut$
DECLARE
    last bigint;
    ends bigint;
    piece text;
BEGIN
    SELECT last_value INTO last FROM {table}_id_seq;
    SELECT coalesce(max(
        (regexp_match(pg_get_expr(child.relpartbound, child.oid), 'TO \\(''?(\\d+)''?\\)'))[1]::bigint), 0)
        INTO ends FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid WHERE inhparent = '{table}'::regclass;
    WHILE ends - last < {size} / 2 LOOP
        piece := '{table}_' || ends / {size};
        EXECUTE format('CREATE TABLE %I PARTITION OF {table} FOR VALUES FROM (%s) TO (%s)', piece, ends, ends + {size});
        {own}
        RETURN NEXT piece;
        ends := ends + {size};
    END LOOP;
    -- Autovacuum looks at the pieces alone; the planner wants to know the whole, too.
    ANALYZE {table};
END $cut$
"""


def cutting(kept: Pieces) -> str:
    """SQL of the function by which `cut_ahead` makes pieces of a table; a migration carries it out."""
    own = "\n        ".join(f"EXECUTE replace($own${one}$own$, '{{piece}}', piece);" for one in kept.own)
    return CUTTING.format(table=kept.table, size=kept.size, own=own)
