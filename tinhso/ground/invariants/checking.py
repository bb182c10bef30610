"""Checks of stored rows that the database does alone: nothing is brought here but the broken ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from tinhso.ground.invariants.verdicts import NAMED, Verdict


def checked(rows: str, broken: str, values: Sequence[Any] = ()) -> Verdict:
    """The verdict of two queries of the caller's own words, one answer column each.

    rows: a FROM clause, counted whole. broken: a SELECT of one text a broken row, in the order of naming.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {rows}")  # noqa: S608 - words of the callers
        (looked_at,) = cursor.fetchone()
        cursor.execute(f"SELECT count(*) OVER (), what FROM ({broken}) AS found (what) LIMIT {NAMED}", values)  # noqa: S608
        found = cursor.fetchall()
    return Verdict(looked_at, found[0][0] if found else 0, tuple(what for _, what in found))
