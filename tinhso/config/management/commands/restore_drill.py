"""./manage.py restore_drill: prove today that the backups bring the province back."""

from __future__ import annotations

import signal
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tinhso.config.backup.drilling import drill
from tinhso.config.backup.saying import megabytes, seconds, steps
from tinhso.config.backup.taking import own_store
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import Refused


class Command(BaseCommand):
    """Ends with 1 at any fault; leaves nothing running, and its result in the journal."""

    help = "Diễn tập: sao lưu bản đang sống, khôi phục về một vạch bên cạnh nó, đối chiếu trước và sau vạch."

    def handle(self, *args: Any, **options: Any) -> None:
        """One drill."""
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is stopped
        try:
            report = drill(System("backup"), own_store(), say=self.stdout.write, now=timezone.now())
        except Refused as refused:
            raise CommandError(refused.sentence) from refused
        spent, files = report.seconds, report.restored.proof.get("files", 0)
        for line in (
            f"Sao lưu: {seconds(spent['backup'])}, {megabytes(report.backup_bytes)}.",
            f"Giao dịch cuối đã nằm trong kho sau {seconds(spent['last_wal'])}.",
            f"Khôi phục: {seconds(spent['restore'])} ({steps(report.restored.took.seconds)}).",
            f"Bản khôi phục: {megabytes(report.restored.bytes)}, {files} tệp.",
        ):
            self.stdout.write(line)
        if report.faults:
            raise CommandError("Diễn tập KHÔNG đạt: " + " ".join(report.faults))
        self.stdout.write("Diễn tập đạt: mọi thứ trước vạch có đủ, sau vạch không có gì; đã ghi vào nhật ký.")
