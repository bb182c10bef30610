"""./manage.py import_bank_statement statement.csv: transfers of a collecting account settle what they name."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tinhso.engines.payments import actions
from tinhso.ground.base.actors import System


class Command(BaseCommand):
    """Reads a CSV with the columns bank_ref, amount_vnd, purpose; reading a file again books nothing twice."""

    help = "Nhập sao kê tài khoản thu để ghi nhận các khoản chuyển khoản."

    def add_arguments(self, parser: CommandParser) -> None:
        """The statement."""
        parser.add_argument("statement", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Book the lines and say how many ended how."""
        try:
            with options["statement"].open(newline="", encoding="utf-8-sig") as text:
                lines = [
                    actions.StatementLine(row["bank_ref"], int(row["amount_vnd"]), row["purpose"])
                    for row in csv.DictReader(text)
                ]
        except (OSError, KeyError, ValueError, TypeError, csv.Error) as error:
            raise CommandError(
                f"Không đọc được sao kê ({error}); cần các cột bank_ref, amount_vnd, purpose."
            ) from error
        counts = actions.settle_transfers(System("bank_statement"), lines, now=timezone.now())
        for state, count in counts.items():
            self.stdout.write(f"{state.label if state else 'Không tìm thấy khoản phải nộp'}: {count}")
