"""`register_at_axis`: every body of the province that exists today can send and get documents over the axis."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tinhso.government.documents.actions import speak_for_all
from tinhso.ground.gateway.errors import PartnerError


class Command(BaseCommand):
    """The command."""

    help = "Register at the axis of document exchange every body of the province that exists today."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many are new; name those that the axis has and that exist no more."""
        try:
            fresh, gone = speak_for_all(now=timezone.now())
        except PartnerError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Đã khai báo thêm {len(fresh)} cơ quan.")
        if gone:
            self.stdout.write(f"Trục còn giữ {len(gone)} cơ quan nay không còn: {', '.join(gone)}.")
