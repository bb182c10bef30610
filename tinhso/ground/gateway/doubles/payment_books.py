"""What the double of the payment platform keeps: transactions and refunds, in a file that outlives its process."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.gateway.partners.payment_platform import PaymentStatus

SCHEMA = """
CREATE TABLE IF NOT EXISTS transactions (
    id TEXT PRIMARY KEY, fields TEXT NOT NULL, status TEXT NOT NULL, bank_ref TEXT NOT NULL DEFAULT '',
    paid_at TEXT, paid_on TEXT, is_told INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS paid_on ON transactions (paid_on);
CREATE TABLE IF NOT EXISTS refunds (
    id TEXT PRIMARY KEY, transaction_id TEXT NOT NULL REFERENCES transactions, amount_vnd INTEGER NOT NULL,
    reason TEXT NOT NULL, status TEXT NOT NULL, bank_ref TEXT NOT NULL DEFAULT '');
"""


@dataclass(frozen=True)
class Transaction:
    """One payment as the platform keeps it. is_told: the merchant has accepted the news of its end."""

    fields: dict[str, Any]
    status: PaymentStatus
    bank_ref: str
    paid_at: datetime | None
    is_told: bool

    @property
    def transaction_id(self) -> str:
        """The merchant's id of it."""
        return str(self.fields["transaction_id"])

    @property
    def amount_vnd(self) -> int:
        """What the payer pays."""
        return int(self.fields["trans_amount"])


@dataclass(frozen=True)
class RefundKept:
    """Money on its way back to a payer; PENDING until the payer's bank has taken it."""

    refund_id: str
    transaction_id: str
    amount_vnd: int
    reason: str
    status: PaymentStatus
    bank_ref: str


class Books:
    """One SQLite file; each write is on disk before the answer goes out, so a kill at any moment loses nothing."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.base = sqlite3.connect(path, isolation_level=None)
        self.base.row_factory = sqlite3.Row
        self.base.executescript(f"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; {SCHEMA}")

    def transaction(self, transaction_id: str) -> Transaction | None:
        """The transaction with this id."""
        return next(iter(self._transactions("SELECT * FROM transactions WHERE id = ?", transaction_id)), None)

    def opened(self, fields: Mapping[str, Any]) -> Transaction:
        """The transaction with these fields; one that is known already stays as it was."""
        row = (str(fields["transaction_id"]), json.dumps(fields), PaymentStatus.PENDING.value)
        self.base.execute("INSERT OR IGNORE INTO transactions (id, fields, status) VALUES (?, ?, ?)", row)
        return self._again(row[0])

    def paid(self, known: Transaction, *, bank_ref: str, at: datetime) -> Transaction:
        """The money was taken from the payer."""
        row = (PaymentStatus.PAID.value, bank_ref, at.astimezone(UTC).isoformat(),
               at.astimezone(VIETNAM).date().isoformat(), known.transaction_id)  # fmt: skip
        self.base.execute(
            "UPDATE transactions SET status = ?, bank_ref = ?, paid_at = ?, paid_on = ? WHERE id = ?", row
        )
        return self._again(known.transaction_id)

    def cancelled(self, known: Transaction) -> Transaction:
        """The payer turned back."""
        row = (PaymentStatus.FAILED.value, known.transaction_id)
        self.base.execute("UPDATE transactions SET status = ? WHERE id = ?", row)
        return self._again(known.transaction_id)

    def told(self, known: Transaction) -> None:
        """The merchant accepted the news, or will never get it."""
        self.base.execute("UPDATE transactions SET is_told = 1 WHERE id = ?", (known.transaction_id,))

    def untold(self) -> list[Transaction]:
        """Ended transactions whose news the merchant has not accepted: a restart goes on telling."""
        return self._transactions(
            "SELECT * FROM transactions WHERE is_told = 0 AND status <> ?", PaymentStatus.PENDING.value
        )

    def paid_on(self, day: date) -> list[Transaction]:
        """Transactions paid on a day in Việt Nam."""
        return self._transactions("SELECT * FROM transactions WHERE paid_on = ? ORDER BY rowid", day.isoformat())

    def newest(self, number: int) -> list[Transaction]:
        """The newest transactions, newest first."""
        return self._transactions("SELECT * FROM transactions ORDER BY rowid DESC LIMIT ?", number)

    def refund(self, refund_id: str) -> RefundKept | None:
        """The refund with this id."""
        return next(iter(self._refunds("SELECT * FROM refunds WHERE id = ?", refund_id)), None)

    def refunds_of(self, transaction_id: str) -> list[RefundKept]:
        """All refunds of a transaction, oldest first."""
        return self._refunds("SELECT * FROM refunds WHERE transaction_id = ? ORDER BY rowid", transaction_id)

    def keep_refund(self, refund: RefundKept) -> RefundKept:
        """The refund as it now stands, new or changed."""
        row = (refund.refund_id, refund.transaction_id, refund.amount_vnd, refund.reason, refund.status.value,
               refund.bank_ref)  # fmt: skip
        self.base.execute(
            "INSERT INTO refunds VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET status = excluded.status, bank_ref = excluded.bank_ref",
            row,
        )
        return refund

    def close(self) -> None:
        """Let go of the file."""
        self.base.close()

    def _again(self, transaction_id: str) -> Transaction:
        return self._transactions("SELECT * FROM transactions WHERE id = ?", transaction_id)[0]

    def _transactions(self, query: str, value: object) -> list[Transaction]:
        return [
            Transaction(
                json.loads(row["fields"]),
                PaymentStatus(row["status"]),
                row["bank_ref"],
                datetime.fromisoformat(row["paid_at"]) if row["paid_at"] else None,
                bool(row["is_told"]),
            )
            for row in self.base.execute(query, (value,))
        ]

    def _refunds(self, query: str, value: object) -> list[RefundKept]:
        return [
            RefundKept(
                row["id"],
                row["transaction_id"],
                row["amount_vnd"],
                row["reason"],
                PaymentStatus(row["status"]),
                row["bank_ref"],
            )
            for row in self.base.execute(query, (value,))
        ]
