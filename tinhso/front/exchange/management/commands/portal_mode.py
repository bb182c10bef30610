"""./manage.py portal_mode national --instrument "Quyết định số …" --decided-by "Chủ tịch UBND tỉnh" [--dry-run]"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from tinhso.front.exchange.queries import what_a_change_meets
from tinhso.government.portal_sync.actions import set_mode
from tinhso.government.portal_sync.models import Mode, PortalMode
from tinhso.government.portal_sync.queries import front_at, modes
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import VIETNAM, format_moment

OPERATOR = System("manage")


class Command(BaseCommand):
    """Without a word: what is in force. With one: moves the province there, from now or a moment to come."""

    help = "Chế độ tiếp nhận trực tuyến: cổng của tỉnh (own) hay Cổng Dịch vụ công quốc gia (national)."

    def add_arguments(self, parser: CommandParser) -> None:
        """--from: a moment in Vietnam time, now unless told; --grace-days: for drafts begun here."""
        parser.add_argument("mode", nargs="?", choices=[mode.value.lower() for mode in Mode])
        parser.add_argument("--from", dest="from_at", type=datetime.fromisoformat, help="ví dụ 2027-01-01T00:00")
        parser.add_argument("--instrument", default="", help="văn bản quyết định")
        parser.add_argument("--decided-by", default="", help="người quyết định")
        parser.add_argument("--grace-days", type=int, default=15, help="số ngày còn nộp được hồ sơ soạn dở; 15")
        parser.add_argument("--dry-run", action="store_true", help="chỉ nói điều sẽ xảy ra")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what stands open, then write the decision down; a refusal ends with its sentence."""
        now = timezone.now()
        if options["mode"] is None:
            self._tell(now)
            return
        self._say_what_it_meets()
        from_at = options["from_at"] or now
        from_at = from_at if from_at.tzinfo else from_at.replace(tzinfo=VIETNAM)
        try:
            with transaction.atomic():
                row = set_mode(
                    OPERATOR, mode=options["mode"].upper(), from_at=from_at, instrument=options["instrument"],
                    decided_by=options["decided_by"], grace_days=options["grace_days"], now=now,
                )  # fmt: skip
                transaction.set_rollback(options["dry_run"])
        except Refused as refused:
            raise CommandError(refused.sentence) from refused
        self._say_what_follows(row)
        self.stdout.write("Chạy thử: chưa ghi gì." if options["dry_run"] else "Đã ghi quyết định.")

    def _tell(self, now: datetime) -> None:
        self.stdout.write(f"Đang áp dụng: {front_at(now).mode.label}.")
        for row in modes():
            self.stdout.write(
                f"  từ {format_moment(row.from_at)}: {row.mode_label} ({row.instrument}; {row.decided_by})"
            )

    def _say_what_it_meets(self) -> None:
        met = what_a_change_meets()
        self.stdout.write(
            f"Đang có {met.drafts} hồ sơ soạn dở, {met.dossiers} hồ sơ đang giải quyết, {met.payments} khoản chờ nộp, "
            f"{met.letters} thư chưa tới Cổng quốc gia (không gửi được {met.letters_dead}), "
            f"{met.arrivals_waiting} hồ sơ từ Cổng chờ lập, {met.arrivals_refused} không nhận được."
        )

    def _say_what_follows(self, row: PortalMode) -> None:
        at = format_moment(row.from_at)
        if row.mode == Mode.NATIONAL and row.grace_until:
            self.stdout.write(
                f"Từ {at} người dân nộp tại Cổng Dịch vụ công quốc gia; hồ sơ soạn dở còn nộp được đến "
                f"{format_moment(row.grace_until)}. Hồ sơ đã nộp được giải quyết tiếp tại đây."
            )
        else:
            self.stdout.write(
                f"Từ {at} cổng của tỉnh nhận hồ sơ; hồ sơ nộp tại Cổng quốc gia trước đó vẫn được nhận dù đến muộn."
            )
