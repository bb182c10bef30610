"""./manage.py load_govstack_fixtures: what GovStack's test suites expect to find, on a test instance."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tinhso.front.govstack import fixtures
from tinhso.ground.base.refused import Refused


class Command(BaseCommand):
    """Loads them and says what is new."""

    help = "Nạp dữ liệu mà bộ kiểm thử GovStack cần, chỉ trên máy thử."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load; CommandError on any other instance."""
        try:
            self.stdout.write(fixtures.load(now=timezone.now()))
        except Refused as refused:
            raise CommandError(refused.sentence) from refused
