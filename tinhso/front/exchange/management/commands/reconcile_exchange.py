"""./manage.py reconcile_exchange --days 30: our outbox beside the books of each partner."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tinhso.ground.base.vietnamese import format_moment
from tinhso.ground.gateway import actions, queries
from tinhso.ground.gateway.errors import PartnerError
from tinhso.ground.gateway.rules import partner_name


class Command(BaseCommand):
    """Prints how the messages to each partner stand, and those that it took and does not know."""

    help = "Đối soát thư đã gửi với từng đối tác."

    def add_arguments(self, parser: CommandParser) -> None:
        """--days: how far back; 30 unless told."""
        parser.add_argument("--days", type=int, default=30)

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask and print; CommandError when a partner did not answer or does not know something."""
        now, wrong = timezone.now(), 0
        for count in queries.partner_counts():
            oldest = f", chờ lâu nhất từ {format_moment(count.oldest_at)}" if count.oldest_at else ""
            self.stdout.write(
                f"{partner_name(count.partner)}: chờ {count.queued}, đã tới {count.delivered}, "
                f"không gửi được {count.dead}{oldest}"
            )
            wrong += self._reconcile(count.partner, days=options["days"], now=now)
        if wrong:
            raise CommandError(f"Có {wrong} điểm không khớp hoặc chưa hỏi được.")
        self.stdout.write("Mọi thư đã tới đều có ở đối tác.")

    def _reconcile(self, partner: str, *, days: int, now: Any) -> int:
        try:
            unknown = actions.unknown_to_partner(partner, since=now - timedelta(days=days), now=now)
        except PartnerError as error:
            self.stdout.write(f"  không hỏi được: {error.detail}")
            return 1
        for message in unknown:
            self.stdout.write(
                f"  đối tác không có thư {message.pk} ({message.operation}, {message.subject}), "
                f"viết lúc {format_moment(message.created_at)}"
            )
        return len(unknown)
