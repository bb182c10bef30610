"""./manage.py revoke_certificate: take back a certificate of the development CA."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tinhso.engines.signing.revocation import REASONS, revoke
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import Refused


class Command(BaseCommand):
    """Its list at /xac-minh/thu-hoi/issuing.crl says so from this moment."""

    help = "Thu hồi một chứng thư do CA thử nghiệm cấp."

    def add_arguments(self, parser: CommandParser) -> None:
        """The certificate, and why."""
        parser.add_argument("serial", help="số chứng thư, hệ 16")
        parser.add_argument("--reason", choices=sorted(REASONS), default="unspecified")

    def handle(self, *args: Any, **options: Any) -> None:
        """Revoke, and say whose it was."""
        try:
            actor = System("revoke_certificate")
            row = revoke(actor, options["serial"], reason=options["reason"], now=timezone.now())
        except Refused as refused:
            raise CommandError(refused.sentence) from refused
        self.stdout.write(f"{row.subject}: đã thu hồi")
