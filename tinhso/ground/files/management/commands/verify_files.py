"""./manage.py verify_files: does every row have its content, and does the content match its hash?"""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from tinhso.ground.files import queries
from tinhso.ground.files.invariants import WORDS


class Command(BaseCommand):
    """Lists every fault; ends with 1 when a content is missing or altered. Orphans alone are no fault."""

    help = "Kiểm tra kho tệp: mỗi dòng có nội dung đúng mã băm không; liệt kê tệp mồ côi."

    def handle(self, *args: Any, **options: Any) -> None:
        """Walk rows and disk once, and say what was found."""
        bad = orphans = 0
        for fault in queries.faults():
            self.stdout.write(f"{WORDS[fault.what]}: {fault.sha256} {fault.name}".rstrip())
            orphans += fault.what == "orphan"
            bad += fault.what != "orphan"
        self.stdout.write(f"Sai: {bad}. Mồ côi: {orphans}.")
        if bad:
            sys.exit(1)
