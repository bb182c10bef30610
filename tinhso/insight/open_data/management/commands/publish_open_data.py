"""./manage.py publish_open_data: datasets whose rows changed come out anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from tinhso.insight.open_data.actions import publish_all


class Command(BaseCommand):
    """Publishes and tells."""

    help = "Publish new versions of the open datasets."

    def handle(self, *args: Any, **options: Any) -> None:
        """Look at each dataset once."""
        count = publish_all(now=timezone.now(), say=self.stdout.write)
        self.stdout.write(f"{count} phiên bản mới.")
