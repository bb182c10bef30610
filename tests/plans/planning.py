"""What PostgreSQL would do with a question, as text that says the same on every machine."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from psycopg import ClientCursor

PROVINCE = Path(__file__).parent / "province.json"
# As the embedded server is set (config/launch/postgres.py) and PostgreSQL comes: plans must not hang on the machine.
SETTINGS = {
    "random_page_cost": "1.1", "seq_page_cost": "1", "cpu_tuple_cost": "0.01", "work_mem": "4MB", "jit": "off",
    "effective_cache_size": "4GB", "max_parallel_workers_per_gather": "0", "plan_cache_mode": "auto",
}  # fmt: skip
RELATION = """
SELECT pg_restore_relation_stats('schemaname', 'public', 'relname', relname::text,
    'relpages', pages, 'reltuples', %s::real, 'relallvisible', pages)
FROM (SELECT relname, greatest(1, pg_relation_size(oid) / 8192)::int AS pages FROM pg_class
      WHERE oid = to_regclass(%s)) AS here
"""
LITERAL = re.compile(r"'(?:[^']|'')*'(?:::[a-z ]+(?:\([0-9,]+\))?(?:\[\])?)?|(?<=[=<>(,\[ ])-?\d+(?:\.\d+)?\b")


def pretend_province() -> None:
    """Tell the planner of this transaction that the tables are those of ten years (province.json)."""
    known = json.loads(PROVINCE.read_text())
    with connection.cursor() as cursor:
        for name, value in SETTINGS.items():
            cursor.execute(f"SET LOCAL {name} = '{value}'")
        for relation, rows in known["rows"].items():
            cursor.execute(RELATION, [rows, relation])
        for column, facts in known["columns"].items():
            table, _, name = column.rpartition(".")
            cursor.execute(*_restored(table, name, facts))


def _restored(table: str, column: str, facts: dict[str, Any]) -> tuple[str, list[Any]]:
    types = {"avg_width": "integer", "most_common_vals": "text", "most_common_freqs": "real[]"}
    pairs = "".join(f", '{name}', %s::{types.get(name, 'real')}" for name in facts)
    words = f"SELECT pg_restore_attribute_stats('schemaname', 'public', 'relname', %s::text, 'attname', %s::text, 'inherited', false{pairs})"  # noqa: E501
    return words, [table, column, *facts.values()]


def plans_of(ask: Callable[[], object]) -> str:
    """The plan of every statement that a question sends about the province's growing tables."""
    asked: list[tuple[str, Any]] = []

    def listen(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        ask()
    growing = json.loads(PROVINCE.read_text())["growing"]
    about = [one for one in asked if any(table in one[0] for table in growing) and "pg_get_functiondef" not in one[0]]
    return "\n".join(_plan(sql, params) for sql, params in about)


def _plan(sql: str, params: Any) -> str:
    with transaction.atomic():  # a cursor that writes values into the statement: the plan of these very values
        words = ClientCursor(connection.connection).mogrify(sql, params) if params else sql
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN (COSTS OFF) " + words.replace("%", "%%"), [])
            return "\n".join(LITERAL.sub("?", line) for line in _of_our_tables([line for (line,) in cursor])) + "\n"


def _of_our_tables(lines: list[str]) -> list[str]:
    """Without what hangs on who is connected to the server: the journal's reader asks for open transactions."""
    kept, below = [], None
    for line in lines:
        depth = len(line) - len(line.lstrip())
        if below is not None and depth > below:
            continue
        below = depth if line.strip() == "CTE open_here" else None
        kept.append(line)
    return kept
