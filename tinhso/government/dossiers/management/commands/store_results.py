"""./manage.py store_results: results that were issued before there was a store go into it; safe to repeat."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from tinhso.government.dossiers.actions import keep_earlier_results


class Command(BaseCommand):
    """Stores them one by one, so that an interruption costs nothing."""

    help = "Đưa các kết quả đã phát hành trước đây vào kho giấy tờ của người nộp."

    def handle(self, *args: Any, **options: Any) -> None:
        """Store and count."""
        stored = keep_earlier_results(now=timezone.now())
        self.stdout.write(f"Đã đưa {stored} kết quả vào kho.")
