"""Rows of a model read without the ORM's machinery: the same instances, from a statement whose plan is made once.

Django finds out anew at each raw query which column is which field, which costs more than the asking. What a
statement of ours brings depends on the model alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model

Row = TypeVar("Row", bound=Model)
Convert = Callable[..., Any]


def read(
    model: type[Row],
    rest: str,
    values: Sequence[Any],
    *,
    without: Sequence[str] = (),
    also: Mapping[str, str] | None = None,
) -> list[Row]:
    """Instances from `SELECT columns <rest>`; rest begins with FROM and names the model's own table without an alias.

    without: fields left out, read when they are first asked for. also: attribute -> SQL, set on each instance.
    """
    others = also or {}
    words, names, converters = _plan(model, rest, tuple(without), tuple(others.items()))
    connection = connections[DEFAULT_DB_ALIAS]
    with connection.cursor() as cursor:
        cursor.execute(words, values)
        rows = cursor.fetchall()
    found = []
    for row in rows:
        own = list(row[: len(names)])
        for place, convert in converters:
            own[place] = convert(own[place], None, connection)
        instance = model.from_db(DEFAULT_DB_ALIAS, names, own)
        for name, value in zip(others, row[len(names) :], strict=True):
            setattr(instance, name, value)
        found.append(instance)
    return found


@lru_cache(maxsize=200)
def _plan(
    model: type[Model], rest: str, without: tuple[str, ...], also: tuple[tuple[str, str], ...]
) -> tuple[str, list[str], list[tuple[int, Convert]]]:
    """The statement, the attributes that it brings in order, and what must be converted at which place."""
    fields = [field for field in model._meta.concrete_fields if field.name not in without]
    table, connection = model._meta.db_table, connections[DEFAULT_DB_ALIAS]
    chosen = [f'"{table}"."{field.column}"' for field in fields] + [f"{sql} AS {name}" for name, sql in also]
    converters = [
        (place, convert) for place, field in enumerate(fields) for convert in field.get_db_converters(connection)
    ]
    return f"SELECT {', '.join(chosen)} {rest}", [field.attname for field in fields], converters
