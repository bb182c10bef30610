"""./manage.py demo_accounts: the address and who can sign in, as `make run` prints it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Prints the address of the site and its demo accounts."""

    help = "In địa chỉ và các tài khoản dùng thử."

    def handle(self, *args: Any, **options: Any) -> None:
        """Address first, then the accounts."""
        self.stdout.write(f"\n  Tỉnh Số: {settings.PUBLIC_ORIGIN}\n")
