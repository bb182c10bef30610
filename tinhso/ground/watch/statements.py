"""Statements to the database: a slow one is named with who sent it; whoever watches sees each as a part.

Values never leave: a statement carries its parameters apart, and what an act writes into one text is blanked out.
"""

from __future__ import annotations

import logging
import re
import sys
import time
from collections import deque
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from tinhso.ground.watch import parts

LOGGER = logging.getLogger("tinhso.slow")
HOUSE = str(Path(__file__).resolve().parents[2]) + "/"
# Between who asks and the database; he is the first who is none of these.
BETWEEN = ("ground/watch/", "ground/acts/", "config/database/")
LITERAL = re.compile(r"[eE]?'(?:[^']|'')*'")
NUMBER = re.compile(r"(?<![\w$\"])-?\d+(?:\.\d+)?(?![\w\"])")
EXPLAINABLE = re.compile(r"(?i)[\s(]*(select|with|update|delete|insert)\b")
SPACE = re.compile(r"\s+")
TARGET = re.compile(r"(?i)\b(?:from|into|update|join)\s+\"?(\w+)")
LONGEST = 1500
EXPLAINED_EVERY_S = 600
GENERIC_PLAN = 160000  # the first PostgreSQL that explains a statement without its parameters

_slow: deque[str] = deque(maxlen=20)
_explained: dict[str, float] = {}


def watched(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:  # noqa: FBT001 - Django's words
    """Django's wrapper of each statement."""
    text = sql if isinstance(sql, str) else "(composed)"
    began = time.perf_counter()
    try:
        if not parts.is_watched():
            return execute(sql, params, many, context)
        with parts.part("sql", group_of(text if params else text[:400])) as part:
            part.tell(statement=sanitised(text, has_values=not params))
            return execute(sql, params, many, context)
    finally:
        took = time.perf_counter() - began
        if took * 1000 >= settings.SLOW_MS > 0:
            _tell(text, took, has_values=not params)


def sanitised(sql: str, *, has_values: bool) -> str:
    """A statement without values, on one line; has_values: some may stand in its text."""
    return _blanked(sql) if has_values else _short(sql)


@lru_cache(maxsize=1000)
def _short(sql: str) -> str:
    return _blanked(sql)


def _blanked(sql: str) -> str:
    return SPACE.sub(" ", NUMBER.sub("?", LITERAL.sub("?", sql))).strip()[:LONGEST]


@lru_cache(maxsize=2000)
def group_of(sql: str) -> str:
    """The verb of a statement and the table that it is about: SELECT dossiers_dossier."""
    verb = sql.lstrip(" (\n").partition(" ")[0].strip().upper()[:20]
    found = TARGET.search(sql)
    return f"{verb} {found[1]}" if found else verb


def senders(frame: FrameType | None, most: int = 3) -> str:
    """The functions of the house that led to a statement, the nearest first: dossiers.queries.lists.page < ….

    Looked up only for slow ones: walking the stack costs more than a quick statement.
    """
    found: list[str] = []
    while frame is not None and len(found) < most:
        file = frame.f_code.co_filename
        if file.startswith(HOUSE) and not file.removeprefix(HOUSE).startswith(BETWEEN):
            words = file.removeprefix(HOUSE).removesuffix(".py").split("/")
            name = ".".join([*words[1:], frame.f_code.co_name])
            if "middleware" not in name and "__call__" not in name:
                found.append(name)
        frame = frame.f_back
    return " < ".join(dict.fromkeys(found)) or "?"


def _tell(sql: str, took_s: float, *, has_values: bool) -> None:
    facts = {
        "took_ms": round(took_s * 1000),
        "sent_by": senders(sys._getframe(2)),
        "statement": sanitised(sql, has_values=has_values),
    }
    LOGGER.warning("slow statement", extra={"facts": facts})
    if not has_values and EXPLAINABLE.match(sql):
        _slow.append(sql)


def has_slow_ones() -> bool:
    """Whether plans of slow statements are still to be told."""
    return bool(_slow)


def explain_slow_ones() -> None:
    """Log the plan of each slow statement, at most once in ten minutes each; call it when the work is done.

    The plan is the generic one, without parameters and without running anything: no value, no load.
    """
    while _slow:
        sql = _slow.popleft()
        now = time.monotonic()
        if now - _explained.get(sql, -EXPLAINED_EVERY_S) < EXPLAINED_EVERY_S:
            continue
        if len(_explained) > 500:
            _explained.clear()
        _explained[sql] = now
        plan = generic_plan(sql)
        facts: dict[str, Any] = {"statement": sanitised(sql, has_values=False), "plan": plan}
        LOGGER.warning("plan of a slow statement", extra={"facts": facts})


def generic_plan(sql: str) -> str:
    """How the database would do a statement with %s in it, one line a step; why not, where it cannot say."""
    numbers = iter(range(1, 10_000))
    numbered = re.sub(r"%s|%%", lambda found: "%" if found[0] == "%%" else f"${next(numbers)}", sql)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if cursor.connection.info.server_version < GENERIC_PLAN:
                return "PostgreSQL 15 explains no statement without its parameters"
            cursor.execute(f"EXPLAIN (GENERIC_PLAN) {numbered}")
            steps = [row[0] for row in cursor.fetchall()]
    except DatabaseError as error:
        return f"not explained: {type(error).__name__}"
    return "\n".join(LITERAL.sub("?", step) for step in steps)
