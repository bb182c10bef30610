"""./manage.py add_substitute: who signs for the head of an agency, by which instrument, in which days."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import format_date
from tinhso.ground.people import queries
from tinhso.ground.people.actions import enter_substitution
from tinhso.ground.people.models import SignsFor


class Command(BaseCommand):
    """Enters one substitution (Nghị định 30/2020, Điều 13)."""

    help = "Nhập việc giao ký thay (KT), thừa lệnh (TL), thừa ủy quyền (TUQ) hoặc quyền (Q) người đứng đầu cơ quan."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who for whom, how, by what, from when until when."""
        parser.add_argument("staff_number", help="số hiệu cán bộ của người ký, ví dụ CB0006")
        parser.add_argument("--agency", required=True, help="mã cơ quan, ví dụ NB.C13669")
        parser.add_argument("--signs-for", required=True, choices=[one.value for one in SignsFor])
        parser.add_argument("--head", required=True, help="chức vụ được ký thay, ví dụ Chủ tịch")
        parser.add_argument("--head-name", default="", help="họ tên người giữ chức vụ đó")
        parser.add_argument(
            "--title", required=True, help="chức vụ của người ký như in trên văn bản, ví dụ Phó Chủ tịch"
        )
        parser.add_argument("--instrument", required=True, help="văn bản giao ký: số, ký hiệu, ngày")
        parser.add_argument("--from", dest="first", required=True, help="ngày đầu, dd/mm/yyyy")
        parser.add_argument("--to", dest="last", default="", help="ngày cuối, dd/mm/yyyy; bắt buộc với TUQ")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it down and say how he will sign."""
        try:
            first, last = (
                datetime.strptime(text, "%d/%m/%Y").date() if text else None  # noqa: DTZ007 - a day, not a moment
                for text in (options["first"], options["last"])
            )
        except ValueError as wrong:
            raise CommandError("Ngày viết dd/mm/yyyy, ví dụ 01/12/2026") from wrong
        try:
            entered = enter_substitution(
                System("add_substitute"),
                queries.official_by_number(options["staff_number"]),
                queries.agency(options["agency"]),
                signs_for=SignsFor(options["signs_for"]),
                head=options["head"],
                head_name=options["head_name"],
                title=options["title"],
                instrument=options["instrument"],
                valid_from=first or timezone.localdate(),
                valid_to=last,
                now=timezone.now(),
            )
        except Refused as refused:
            raise CommandError(refused.sentence) from refused
        until = f" đến {format_date(entered.valid_to)}" if entered.valid_to else ""
        who = entered.official.full_name
        self.stdout.write(f"{who} ký “{' / '.join(entered.lines)}” từ {format_date(entered.valid_from)}{until}")
