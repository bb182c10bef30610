"""Banks and the accounts in which agencies collect fees, from seed/."""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from tinhso.engines.payments.models import Bank, CollectionAccount
from tinhso.ground.people import queries as people


@transaction.atomic
def load(seed: Path, now: datetime) -> str:
    """Load banks.csv and accounts.csv; safe to repeat. The account numbers are made up: nothing can be paid in."""
    banks = [Bank(**row) for row in _rows(seed / "payments" / "banks.csv")]
    Bank.objects.bulk_create(banks, update_conflicts=True, unique_fields=["bin"], update_fields=["name"])
    accounts = [
        CollectionAccount(
            agency=people.agency(row["agency"]),
            bank_id=row["bank_bin"],
            account_number=row["account_number"],
            account_name=row["account_name"],
            valid_from=date.fromisoformat(row["valid_from"]),
        )
        for row in _rows(seed / "payments" / "accounts.csv")
    ]
    CollectionAccount.objects.bulk_create(
        accounts,
        update_conflicts=True,
        unique_fields=["agency", "valid_from"],
        update_fields=["bank", "account_number", "account_name"],
    )
    return f"payments: {len(banks)} ngân hàng, {len(accounts)} tài khoản thu"


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as text:
        return list(csv.DictReader(text))
