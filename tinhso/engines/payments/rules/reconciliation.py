"""Two lists of one day's payments, side by side: nothing may be on one of them only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One payment as one side knows it; amounts in đồng."""

    transaction_id: str
    amount_vnd: int


@dataclass(frozen=True)
class Reconciliation:
    """What agrees, what only we know, what only they know; a differing amount is on both last lists."""

    matched: tuple[Row, ...]
    ours_only: tuple[Row, ...]
    theirs_only: tuple[Row, ...]


def reconcile(ours: Iterable[Row], theirs: Iterable[Row]) -> Reconciliation:
    """The three lists, each in order of transaction id. Repeated rows of one side count once."""
    mine, other = set(ours), set(theirs)
    return Reconciliation(_sorted(mine & other), _sorted(mine - other), _sorted(other - mine))


def _sorted(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda row: (row.transaction_id, row.amount_vnd)))
