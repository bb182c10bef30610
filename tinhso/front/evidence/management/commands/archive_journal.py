"""./manage.py archive_journal FOLDER: the oldest piece of the journal goes into a proven file, out of the database."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import format_moment
from tinhso.ground.journal.actions import archive_oldest

OPERATOR = System("manage")
YEARS = 10


class Command(BaseCommand):
    """One piece a call; says what the file holds. The dossiers of those years stay, their time-lines grow shorter."""

    help = "Đưa phần cũ nhất của nhật ký ra tệp nén đã kiểm chứng; verify_journal --archives kiểm tra lại."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder must be kept as long as the journal: it is the only place of those rows afterwards."""
        parser.add_argument("folder", type=Path, help="thư mục lưu trữ lâu dài")
        parser.add_argument("--years", type=int, default=YEARS, help=f"chỉ lưu trữ dòng cũ hơn (mặc định {YEARS} năm)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Archive the oldest piece, or say why not."""
        folder, now = options["folder"], timezone.now()
        if not folder.is_dir():
            raise CommandError(f"Không có thư mục {folder}.")
        try:
            kept = archive_oldest(OPERATOR, folder, older_than=now - timedelta(days=365.25 * options["years"]), now=now)
        except Refused as refused:
            raise CommandError(refused.sentence) from refused
        name, digest = kept.files[-1]
        entries = f"{kept.entries:,}".replace(",", ".")
        self.stdout.write(f"Đã lưu trữ {entries} dòng vào {folder / name}, SHA-256 {digest}, {format_moment(now)}.")
