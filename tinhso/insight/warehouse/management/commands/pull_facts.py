"""./manage.py pull_facts: the warehouse takes what happened since the last time; --anew takes all."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from tinhso.insight.warehouse.actions import pull_facts


class Command(BaseCommand):
    """Takes and tells."""

    help = "Take the facts of all rooms into the warehouse."

    def add_arguments(self, parser: CommandParser) -> None:
        """One switch."""
        parser.add_argument("--anew", action="store_true", help="write every month again")

    def handle(self, *args: Any, anew: bool, **options: Any) -> None:
        """Take, month by month."""
        count = pull_facts(now=timezone.now(), anew=anew, say=self.stdout.write)
        self.stdout.write(f"{count} tệp.")
