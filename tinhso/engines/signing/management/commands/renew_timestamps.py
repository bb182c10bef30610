"""./manage.py renew_timestamps: a new document time-stamp before the certificate of the last one ends."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from tinhso.engines.signing import proving, queries
from tinhso.ground.base.actors import System


class Command(BaseCommand):
    """Does at once what the worker does each night."""

    help = "Gắn dấu thời gian mới cho văn bản lưu trữ lâu dài trước khi chứng thư của dấu cũ hết hạn."

    def handle(self, *args: Any, **options: Any) -> None:
        """Renew what is due; say how many, and what kept the rest."""
        done = 0
        for paper_id in queries.papers_to_renew(timezone.now()):
            gain = proving.renew(System("renew_timestamps"), paper_id, now=timezone.now())
            if gain.silent:
                self.stderr.write(gain.problem)
                break
            done += 1
        self.stdout.write(f"Đã gia hạn dấu thời gian của {done} văn bản.")
