"""What PostgreSQL would do with a question, as text that says the same on every machine."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection
from psycopg import ClientCursor

# Joins, and what only stands between a join and a table.
PASSED_OVER = {
    "Nested Loop", "Hash Join", "Merge Join", "Hash", "Materialize", "Memoize", "Subquery Scan", "Result", "CTE Scan",
    "Function Scan",
}  # fmt: skip
PROVINCE = Path(__file__).parent / "province.json"
# As the embedded server is set (config/launch/postgres.py) and PostgreSQL comes: plans must not hang on the machine.
# Some tables are empty in a test. Of a file without a page the planner believes nothing, so it is told that nobody has
# looked yet (-1), when it supposes ten pages; and a table is read whole only where no index could help. On the large
# database it is free to choose (compare.py).
FREE = {
    "random_page_cost": "1.1", "seq_page_cost": "1", "cpu_tuple_cost": "0.01", "work_mem": "4MB", "jit": "off",
    "effective_cache_size": "4GB", "max_parallel_workers_per_gather": "0", "plan_cache_mode": "auto",
}  # fmt: skip
# Between an index and its bitmap a small table is a toss, which pages left behind by other tests decide; where only a
# bitmap will do (words), it is taken all the same. So is a join of tables that are empty here: loops alone show by
# which index each table would be reached from the other.
SETTINGS = FREE | {
    "enable_seqscan": "off", "enable_bitmapscan": "off", "enable_hashjoin": "off", "enable_mergejoin": "off",
}  # fmt: skip
RELATION = """
SELECT pg_restore_relation_stats('schemaname', 'public', 'relname', relname::text,
    'relpages', pages, 'reltuples', CASE pages WHEN 0 THEN -1 ELSE %s END::real, 'relallvisible', pages)
FROM (SELECT relname, (pg_relation_size(oid) / 8192)::int AS pages FROM pg_class WHERE oid = to_regclass(%s)) AS here
"""
# What autovacuum learned from the rows that other tests left behind.
FORGET = """
SELECT pg_clear_attribute_stats('public', tablename, attname, inherited) FROM pg_stats WHERE tablename = ANY(%s)
"""
LITERAL = re.compile(r"'(?:[^']|'')*'(?:::[a-z ]+(?:\([0-9,]+\))?(?:\[\])?)?|(?<=[=<>(,\[ ])-?\d+(?:\.\d+)?\b")


def pretend_province() -> None:
    """Tell the planner of this transaction that the tables are those of ten years (province.json)."""
    known = json.loads(PROVINCE.read_text())
    with connection.cursor() as cursor:
        for name, value in SETTINGS.items():
            cursor.execute(f"SET LOCAL {name} = '{value}'")
        cursor.execute(FORGET, [known["growing"]])
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
    return "\n".join(_plan(sql, params, growing) for sql, params in about)


def _plan(sql: str, params: Any, growing: list[str]) -> str:
    # A cursor that writes values into the statement: the plan of these very values.
    words = ClientCursor(connection.connection).mogrify(sql, params) if params else sql
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (COSTS OFF, FORMAT JSON) " + words.replace("%", "%%"), [])
        (found,) = cursor.fetchone()
    return "".join(f"{line}\n" for line in _told(found[0]["Plan"], growing)) or "(nothing that grows)\n"


def _told(node: dict[str, Any], growing: list[str], depth: int = 0) -> list[str]:
    """How a plan comes to the rows of growing tables, and what it does with them, indented.

    Left out: in which order tables are joined and by which kind of join, which hangs on the size of small tables, and
    the small tables themselves. A join that came to read a growing table whole shows all the same: as its Seq Scan.
    """
    below, table = node.get("Plans", []), node.get("Relation Name", "")
    is_ours = any(table.startswith(name) for name in growing) or node["Node Type"].startswith("Bitmap")
    if table and not is_ours:
        below = [one for one in below if one["Parent Relationship"] in {"SubPlan", "InitPlan"}]
    if node["Node Type"] in PASSED_OVER or (table and not is_ours):
        return sorted_blocks([_told(one, growing, depth) for one in below])
    inner = [line for one in below for line in _told(one, growing, depth + 1)]
    if below and not inner:
        return []
    if not below and not is_ours:
        return []
    words = " ".join(filter(None, [
        node["Node Type"], "backward" if node.get("Scan Direction") == "Backward" else "",
        f"by {node['Index Name']}" if "Index Name" in node else "", f"of {table}" if table else "",
    ]))  # fmt: skip
    facts = [
        f"{name.lower()}: {LITERAL.sub('?', ', '.join(said) if isinstance(said, list) else said)}"
        for name in ("Index Cond", "Recheck Cond", "Filter", "Sort Key") if (said := node.get(name))
    ]  # fmt: skip
    return ["  " * depth + words, *("  " * depth + "    " + fact for fact in facts), *inner]


def sorted_blocks(blocks: list[list[str]]) -> list[str]:
    """Parts of a join, in an order that says nothing about who was joined to whom first."""
    return [line for block in sorted(blocks) for line in block]
