"""./manage.py reconcile_payments --day 2026-11-22: our day beside the platform's file."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tinhso.engines.payments import actions
from tinhso.engines.payments.rules import Row
from tinhso.ground.base.vietnamese import format_date, format_vnd
from tinhso.ground.gateway.errors import Unavailable


class Command(BaseCommand):
    """Prints three lists: matched, ours only, theirs only; the last two also wait in the mismatch queue."""

    help = "Đối soát thanh toán trực tuyến của một ngày."

    def add_arguments(self, parser: CommandParser) -> None:
        """--day: a day in Việt Nam; yesterday unless told."""
        parser.add_argument("--day", type=date.fromisoformat)

    def handle(self, *args: Any, **options: Any) -> None:
        """Reconcile and print."""
        now = timezone.localtime()
        day = options["day"] or now.date() - timedelta(days=1)
        try:
            result = actions.reconcile_day(day, now=now)
        except Unavailable as error:
            raise CommandError(f"Nền tảng thanh toán không trả lời ({error.detail}); hãy đối soát lại sau.") from error
        self.stdout.write(f"Đối soát ngày {format_date(day)}")
        self._print("Khớp", result.matched)
        self._print("Chỉ có ở ta", result.ours_only)
        self._print("Chỉ có ở nền tảng", result.theirs_only)

    def _print(self, title: str, rows: tuple[Row, ...]) -> None:
        self.stdout.write(f"{title}: {len(rows)} giao dịch, {format_vnd(sum(row.amount_vnd for row in rows))}")
        for row in rows:
            self.stdout.write(f"  {row.transaction_id}  {format_vnd(row.amount_vnd)}")
