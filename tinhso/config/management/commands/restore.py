"""./manage.py restore: the province of a moment, in a new state folder, and the proof that it is whole."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tinhso.config.backup.places import Store, only_store
from tinhso.config.backup.restoring import Restored, restore
from tinhso.config.backup.saying import megabytes, steps
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import VIETNAM, format_moment


class Command(BaseCommand):
    """Needs no living database (manage.py starts none for it): the machine may be new."""

    help = "Khôi phục vào một thư mục mới, về một thời điểm, rồi kiểm chứng. Không bao giờ đè lên bản đang sống."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """--to is needed; without --at all that was received comes back."""
        parser.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="thư mục mới")
        parser.add_argument("--at", metavar="2026-11-27T10:15", help="thời điểm, giờ Việt Nam nếu không ghi múi giờ")
        parser.add_argument("--from", dest="source", type=Path, default=settings.BACKUP_DIR, metavar="FOLDER")
        parser.add_argument("--cluster", help="mã cụm, khi kho có bản sao lưu của nhiều cụm")

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore, say what came back, fail when it does not prove itself."""
        at = _moment(options["at"])
        try:
            source, cluster = options["source"], options["cluster"]
            store = Store(source / cluster) if cluster else only_store(source)
            back = restore(store, options["to"].absolute(), at=at, say=self.stdout.write)
        except Refused as refused:
            raise CommandError(refused.sentence) from refused
        self._tell(back)
        if back.faults:
            raise CommandError("Bản khôi phục KHÔNG đạt kiểm chứng: " + " ".join(back.faults))

    def _tell(self, back: Restored) -> None:
        proof = back.proof
        self.stdout.write(f"Mất: {steps(back.took.seconds)}; {megabytes(back.bytes)}.")
        if "counts" in proof:
            rows = sum(proof["counts"].values())
            newest = proof["newest_dossier"]
            until = format_moment(datetime.fromisoformat(newest)) if newest else "chưa có hồ sơ"
            tables, files = len(proof["counts"]), proof["files"]
            self.stdout.write(f"{rows} dòng trong {tables} bảng, {files} tệp; hồ sơ mới nhất: {until}.")
        if not back.faults:
            checks = "nhật ký và các bản công bố, mọi tệp" + (", các bất biến của tỉnh" if proof["invariants"] else "")
            self.stdout.write(f"Đạt kiểm chứng: {checks}.")
        self.stdout.write(f"Hỏi bản này: DATABASE_URL= TINHSO_STATE={back.folder} ./manage.py verify_journal --against")
        self.stdout.write("Đừng chạy worker của nó khi bản cũ còn sống: những gì đang chờ gửi sẽ được gửi hai lần.")
        if back.chosen.database != "tinhso":
            self.stdout.write(f"Cơ sở dữ liệu tên là {back.chosen.database}: đặt DATABASE_URL cho đúng tên.")


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError as wrong:
        raise CommandError(f"“{text}” không phải thời điểm; ví dụ: 2026-11-27T10:15.") from wrong
    return at if at.tzinfo else at.replace(tzinfo=VIETNAM)
