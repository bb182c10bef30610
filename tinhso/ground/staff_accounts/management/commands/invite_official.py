"""./manage.py invite_official NAME: the link for the first administrator, who has nobody above him."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import timezone

from tinhso.ground.base.actors import System
from tinhso.ground.staff_accounts import actions, queries


class Command(BaseCommand):
    """Prints a link by which an official sets his password."""

    help = "In liên kết đặt mật khẩu cho một tài khoản cán bộ; dùng một lần, có thời hạn."

    def add_arguments(self, parser: CommandParser) -> None:
        """The name under which he signs in."""
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the link as the system and print it, once."""
        now, us = timezone.now(), System("operator")
        account = queries.visible_to(us, now=now).filter(username=options["username"].strip().lower()).first()
        if account is None:
            raise CommandError(f"Không có tài khoản cán bộ {options['username']}.")
        invitation, token = actions.invite(us, account, now=now)
        self.stdout.write(f"{settings.PUBLIC_ORIGIN}{reverse('staff_accounts:follow', args=[token])}")
        self.stdout.write(f"Dùng một lần, đến {timezone.localtime(invitation.valid_to):%H:%M ngày %d/%m/%Y}.")
