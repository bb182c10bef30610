"""Answers in HTML: fragments for htmx, and lists whose pages are reached by key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class Keyed(Protocol):
    """A row that a page can begin after."""

    @property
    def pk(self) -> Any:
        """Its primary key."""


Row = TypeVar("Row", bound=Keyed)
Stored = TypeVar("Stored", bound=Model)


def fragment(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A piece of page for htmx to swap in; its template's name begins with `_`."""
    return render(request, template, context, status=status)


@dataclass(frozen=True)
class KeysetPage(Generic[Row]):
    """One page of a list: its rows and the key of the next page ('' when there is none)."""

    rows: Sequence[Row]
    next_key: str


def edge_of(after: str) -> tuple[datetime, int] | None:
    """The (moment, pk) after which a page begins; None for '' or a key that makes no sense: from the start."""
    value, _, pk = after.rpartition("~")
    if not value or not pk.isdecimal():
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return (moment, int(pk)) if moment.tzinfo else None  # without a zone it is no moment, and no key of ours


def page_from(found: Sequence[Row], *, by: str, size: int) -> KeysetPage[Row]:
    """A page of rows already found in order (by, pk): one more than `size` shows that another page follows."""
    if len(found) <= size:
        return KeysetPage(found, "")
    last = found[size - 1]
    edge: datetime = getattr(last, by.lstrip("-"))
    return KeysetPage(found[:size], f"{edge.isoformat()}~{last.pk}")


def keyset_page(rows: QuerySet[Stored], *, by: str, after: str, size: int = 20) -> KeysetPage[Stored]:
    """The page of `rows` that follows the key `after`, ordered by (by, pk); no OFFSET, no COUNT.

    by: a never-null column of moments, `-` in front for newest first. after: '' or a key that
    an earlier page gave; a key that makes no sense begins at the start.
    """
    column, down = by.lstrip("-"), by.startswith("-")
    past, sign = ("lt", "-") if down else ("gt", "")
    if edge := edge_of(after):
        value, pk = edge
        # The first condition alone lets the index seek; the second settles equal values.
        rows = rows.filter(**{f"{column}__{past}e": value}).exclude(Q(**{column: value}) & ~Q(**{f"pk__{past}": pk}))
    return page_from(list(rows.order_by(f"{sign}{column}", f"{sign}pk")[: size + 1]), by=by, size=size)
