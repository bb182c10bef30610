"""./manage.py copy_open_data: what the national portal of data does not have yet goes there now."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tinhso.ground.base.refused import Refused
from tinhso.insight.open_data.actions import copy_all


class Command(BaseCommand):
    """Sends and tells."""

    help = "Send open datasets to the national portal of data (CKAN)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Each dataset once, as far as it changed."""
        try:
            count = copy_all(now=timezone.now(), say=self.stdout.write)
        except Refused as refused:
            raise CommandError(refused.sentence) from refused
        self.stdout.write(f"{count} bộ dữ liệu được nhận.")
