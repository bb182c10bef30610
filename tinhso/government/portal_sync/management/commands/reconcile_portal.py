"""./manage.py reconcile_portal --day 2026-11-26: the dossiers of a day beside those of the national portal."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tinhso.government.dossiers.lifecycle import NATIONAL_NAMES
from tinhso.government.portal_sync import actions
from tinhso.ground.base.vietnamese import format_date
from tinhso.ground.gateway.errors import PartnerError


class Command(BaseCommand):
    """Prints each dossier filed on a day that the portal does not know or holds in another state."""

    help = "Đối soát hồ sơ của một ngày với Cổng Dịch vụ công quốc gia."

    def add_arguments(self, parser: CommandParser) -> None:
        """--day: the day of filing; today unless told."""
        parser.add_argument("--day", type=date.fromisoformat, default=None)

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask and print; CommandError when something differs or the portal did not answer."""
        now = timezone.now()
        day, wrong = options["day"] or timezone.localdate(now), 0
        try:
            for one in actions.differences(day, now=now):
                wrong += 1
                theirs = f"cổng ghi {_words(one.theirs)}" if one.theirs else "cổng không có"
                waiting = f"; còn {one.waiting} thư chưa tới" if one.waiting else ""
                self.stdout.write(f"{one.code}: ta ghi {_words(one.ours)}, {theirs}{waiting}")
        except PartnerError as error:
            raise CommandError(f"Không hỏi được cổng: {error.detail}") from error
        if wrong:
            raise CommandError(f"Có {wrong} hồ sơ không khớp.")
        self.stdout.write(f"Mọi hồ sơ nộp ngày {format_date(day)} đều khớp với cổng.")


def _words(code: str) -> str:
    """A national code with its name."""
    return f"{code} ({NATIONAL_NAMES[int(code)]})" if code.isdecimal() and int(code) in NATIONAL_NAMES else code
