"""./manage.py publish_journal_heads: sign and publish now where every chain of the journal stands."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tinhso.front.evidence import actions
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import Refused


class Command(BaseCommand):
    """Does at once what the worker does by the clock."""

    help = "Ký và công bố đầu các chuỗi nhật ký ngay bây giờ."

    def handle(self, *args: Any, **options: Any) -> None:
        """Append one statement and say where."""
        try:
            statement = actions.publish_heads(System("manage"), now=timezone.now())
        except Refused as refused:
            raise CommandError(refused.sentence) from refused
        self.stdout.write(
            f"Bản công bố số {statement.number}: {len(statement.heads)} chuỗi, ghi vào {settings.JOURNAL_HEADS}"
        )
