"""./manage.py add_certificate: a real certificate of an official, an agency or the platform, wherever its key lives."""

from __future__ import annotations

import getpass
import re
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tinhso.engines.signing.bringing import bring_bundle, bring_credential, bring_token, is_trusted
from tinhso.engines.signing.models import Certificate
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import Refused

ACTOR = System("add_certificate")


class Command(BaseCommand):
    """Reads a PKCS #12 bundle, a token or a remote signing service; passwords and PINs are never an argument."""

    help = (
        "Nạp chứng thư chữ ký số của cán bộ hoặc cơ quan: tệp PKCS #12, thiết bị ký số (PKCS #11) hoặc ký từ xa (CSC)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Where the key lives, whose it is, and the certificates that an operator vouches for."""
        parser.add_argument("bundle", type=Path, nargs="?", help="tệp .p12")
        parser.add_argument("--token", metavar="TÊN", help="nhãn của thiết bị ký số")
        parser.add_argument("--label", default="", help="nhãn của khoá trong thiết bị; bỏ trống nếu trùng tên thiết bị")
        parser.add_argument("--credential", metavar="ID", help="credentialID ở dịch vụ ký số từ xa")
        parser.add_argument(
            "--certificate",
            type=Path,
            action="append",
            default=[],
            help="tệp chứng thư (PEM, DER): của khoá, hoặc của tổ chức cấp; chứng thư tự ký trở thành gốc tin cậy",
        )
        parser.add_argument("--owner", required=True, help="official:<id>, agency:<id> hoặc platform:journal")
        parser.add_argument("--password-file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Take the certificate in and say whose it is, and whether its chain is trusted."""
        if not re.fullmatch(r"(official|agency):\d+|platform:journal", options["owner"]):
            raise CommandError("--owner phải là official:<id>, agency:<id> hoặc platform:journal")
        if sum(bool(options[way]) for way in ("bundle", "token", "credential")) != 1:
            raise CommandError("Hãy cho đúng một trong ba: tệp .p12, --token hoặc --credential")
        try:
            row = self._brought(options)
        except Refused as refused:
            raise CommandError(refused.sentence) from refused
        self.stdout.write(
            f"{row.subject}: {row.get_key_place_display()}, có hiệu lực đến {timezone.localtime(row.valid_to):%d/%m/%Y}"
        )
        if not is_trusted(row):
            self.stderr.write(
                "Chưa có chứng thư gốc của tổ chức cấp: chữ ký sẽ bị coi là chưa xác định (--certificate)."
            )

    def _brought(self, options: dict[str, Any]) -> Certificate:
        owner, now = options["owner"], timezone.now()
        vouched = [path.read_bytes() for path in options["certificate"]]
        if options["token"]:
            name, label = options["token"], options["label"] or options["token"]
            return bring_token(ACTOR, name, label, owner, certificates=vouched, now=now)
        if options["credential"]:
            return bring_credential(ACTOR, options["credential"], owner, certificates=vouched, now=now)
        given = options["password_file"]
        password = given.read_text().strip() if given else getpass.getpass("Mật khẩu: ")
        return bring_bundle(ACTOR, options["bundle"].read_bytes(), password.encode(), owner, now=now)
