"""Rows of a model written without the ORM's machinery: the same columns, the same preparation of values.

Django builds each INSERT and UPDATE anew, which costs more than running it. The words of a statement depend on the
model alone, so they are built once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models import Field, Model
from django.db.models.expressions import DatabaseDefault

from tinhso.ground.acts.act import send

Fields = tuple["Field[Any, Any]", ...]
# What Django hands to the driver as it is: a value of this very type for a field of this very kind. Whole numbers
# are not among them: it tells the driver their size, so that a prepared statement stays the same.
AS_IT_IS: dict[type, type] = {
    models.CharField: str,
    models.TextField: str,
    models.BooleanField: bool,
    models.BigAutoField: int,
    models.ForeignKey: int,
    models.OneToOneField: int,
    models.DateField: date,
    models.DateTimeField: datetime,
    models.UUIDField: UUID,
}


def add_now(row: Model) -> None:
    """Insert one row at once and give it its primary key: for rows that others will name."""
    statement, values = inserting([row])
    with connection.cursor() as cursor:
        cursor.execute(f'{statement} RETURNING "{row._meta.pk.column}"', values)
        (row.pk,) = cursor.fetchone()
    row._state.adding, row._state.db = False, connection.alias


def insert_unless_there(row: Model) -> bool:
    """Insert one row and give it its primary key, unless one stands that a unique rule takes for the same."""
    statement, values = inserting([row])
    with connection.cursor() as cursor:
        cursor.execute(f'{statement} ON CONFLICT DO NOTHING RETURNING "{row._meta.pk.column}"', values)
        made = cursor.fetchone()
    if made:
        (row.pk,) = made
        row._state.adding, row._state.db = False, connection.alias
    return made is not None


def add(rows: Sequence[Model]) -> None:
    """Insert new rows of one model, in order; goes with the act (`send`), so no id is read back.

    Either all rows have a primary key or none has. Columns that the database fills are left out.
    """
    if not rows:
        return
    send(*inserting(rows))
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def inserting(rows: Sequence[Model]) -> tuple[str, list[Any]]:
    """The INSERT of these rows and its values, for statements that say more about it (ON CONFLICT, RETURNING)."""
    fields = _own_fields(type(rows[0]), _filled_by_database(rows[0]))
    values = [value for row in rows for value in _values(row, fields)]
    return _opening(type(rows[0]), fields) + ", ".join([_places(fields)] * len(rows)), values


def change(row: Model, names: Sequence[str]) -> None:
    """Write these fields of a row that the act has locked; goes with the act (`send`)."""
    fields = _named(type(row), tuple(names))
    send(_update(type(row), fields), [*_values(row, fields), row.pk])


def _values(row: Model, fields: Fields) -> list[Any]:
    held, real = row.__dict__, connections[DEFAULT_DB_ALIAS]
    values = []
    for field in fields:
        value = held[field.attname] if field.attname in held else getattr(row, field.attname)
        native = AS_IT_IS.get(type(field))
        if native is None or (value is not None and type(value) is not native):
            value = field.get_db_prep_save(value, real)
        values.append(value)
    return values


def _filled_by_database(row: Model) -> frozenset[str]:
    return frozenset(name for name, value in row.__dict__.items() if isinstance(value, DatabaseDefault)) | (
        frozenset() if row.pk else frozenset({row._meta.pk.attname})
    )


@lru_cache(maxsize=500)
def _own_fields(model: type[Model], left_out: frozenset[str]) -> Fields:
    return tuple(f for f in model._meta.concrete_fields if not f.generated and f.attname not in left_out)


@lru_cache(maxsize=500)
def _opening(model: type[Model], fields: Fields) -> str:
    columns = ", ".join(f'"{field.column}"' for field in fields)
    return f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES '  # noqa: S608 - names of the model


def _places(fields: Fields) -> str:
    return f"({', '.join(['%s'] * len(fields))})"


@lru_cache(maxsize=500)
def _named(model: type[Model], names: tuple[str, ...]) -> Fields:
    own = {field.name: field for field in model._meta.concrete_fields}
    return tuple(own[name] for name in names)


@lru_cache(maxsize=500)
def _update(model: type[Model], fields: Fields) -> str:
    changes = ", ".join(f'"{field.column}" = %s' for field in fields)
    return f'UPDATE "{model._meta.db_table}" SET {changes} WHERE "{model._meta.pk.column}" = %s'  # noqa: S608 - names of the model
