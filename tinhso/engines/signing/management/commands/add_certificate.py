"""./manage.py add_certificate: a real certificate with its key, for an official or an agency."""

from __future__ import annotations

import getpass
import re
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from tinhso.engines.signing.certificates import bring
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import Refused


class Command(BaseCommand):
    """Reads a PKCS #12 bundle; the password is asked for, never an argument."""

    help = "Nạp chứng thư chữ ký số (PKCS #12) của cán bộ hoặc cơ quan."

    def add_arguments(self, parser: CommandParser) -> None:
        """The bundle, its owner, and where the password is when nobody sits at the keyboard."""
        parser.add_argument("bundle", type=Path, help="tệp .p12")
        parser.add_argument("--owner", required=True, help="official:<id>, agency:<id> hoặc platform:journal")
        parser.add_argument("--password-file", type=Path)

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Take the certificate in and say whose it is."""
        if not re.fullmatch(r"(official|agency):\d+|platform:journal", options["owner"]):
            raise CommandError("--owner phải là official:<id>, agency:<id> hoặc platform:journal")
        given = options["password_file"]
        password = given.read_text().strip() if given else getpass.getpass("Mật khẩu: ")
        try:
            row = bring(
                System("add_certificate"),
                options["bundle"].read_bytes(),
                password.encode(),
                options["owner"],
                now=timezone.now(),
            )
        except Refused as refused:
            raise CommandError(refused.sentence) from refused
        self.stdout.write(f"{row.subject}: có hiệu lực đến {timezone.localtime(row.valid_to):%d/%m/%Y}")
