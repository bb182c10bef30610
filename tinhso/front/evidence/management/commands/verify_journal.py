"""./manage.py verify_journal: prove that no journal row was altered, removed or slipped in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tinhso.front.evidence import queries


class Command(BaseCommand):
    """Names the first broken row and fails, or says that the journal is whole."""

    help = "Kiểm tra chuỗi băm của nhật ký, cả với bản đã công bố; nêu dòng hỏng đầu tiên."

    def add_arguments(self, parser: CommandParser) -> None:
        """--against alone takes our own file; a copy kept elsewhere proves more."""
        parser.add_argument(
            "--against", type=Path, nargs="?", const=settings.JOURNAL_HEADS, metavar="FILE",
            help="tệp công bố (so-nhat-ky.jsonl), tốt nhất là bản do người ngoài giữ",
        )  # fmt: skip
        parser.add_argument(
            "--archives",
            type=Path,
            metavar="FOLDER",
            help="thư mục của archive_journal: kiểm tra cả phần đã lưu trữ",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Walk every chain in the database, every published head, every archived file; exit 1 at the first fault."""
        path: Path | None = options["against"]
        if path and not path.is_file():
            raise CommandError(f"Không có tệp {path}.")
        verdict = queries.verdict_against(path) if path else queries.journal_verdict()
        problem = verdict.problem or queries.archives_problem(options["archives"], against=path)
        if problem:
            raise CommandError(problem)
        compared = f" Khớp {verdict.statements} bản công bố, {verdict.heads} dấu vân tay." if path else ""
        self.stdout.write(f"Nhật ký nguyên vẹn: mọi chuỗi đều khớp.{compared}")
