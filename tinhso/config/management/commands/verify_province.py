"""./manage.py verify_province: do the rows of the province keep every promise that they must always keep?"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, transaction

from tinhso.config.invariants import INVARIANTS
from tinhso.ground.invariants.verdicts import Invariant, Verdict


class Command(BaseCommand):
    """Says of each promise how many rows were looked at and names the first broken ones; exit code 1 when any is."""

    help = "Kiểm tra những điều luôn phải đúng của dữ liệu toàn tỉnh; nêu các dòng sai đầu tiên."

    def add_arguments(self, parser: CommandParser) -> None:
        """Without options everything is checked that asks nobody outside."""
        parser.add_argument("--quick", action="store_true", help="không đọc lại nội dung từng tệp")
        parser.add_argument("--platform", action="store_true", help="đối chiếu cả với nền tảng thanh toán")
        parser.add_argument(
            "--only", action="append", default=[], metavar="TÊN", help="chỉ kiểm tra mục bắt đầu như vậy"
        )
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Look at one state of the database, however long that takes and whatever is written meanwhile."""
        rows = []
        with transaction.atomic():
            if not connection.savepoint_ids:  # inside another's transaction (a test) it is too late to choose
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            for one in chosen(**{name: options[name] for name in ("quick", "platform", "only")}):
                began = time.perf_counter()
                verdict = one.check()
                rows.append((one, verdict, time.perf_counter() - began))
                if not options["json"]:
                    self._say(*rows[-1])
        broken = sum(verdict.broken for _, verdict, _ in rows)
        if options["json"]:
            self.stdout.write(json.dumps([_as_json(*row) for row in rows], ensure_ascii=False, indent=1))
        else:
            self.stdout.write(f"Sai {broken} dòng." if broken else f"Đã kiểm tra {len(rows)} điều, tất cả đều đúng.")
        if broken:
            sys.exit(1)

    def _say(self, one: Invariant, verdict: Verdict, seconds: float) -> None:
        mark = "SAI " if verdict.broken else "đúng"
        seen = f"{verdict.looked_at:,}".replace(",", ".")
        self.stdout.write(
            f"{mark}  {one.name:<22} {seen:>12} dòng  {seconds:7.1f} s  {one.sentence}. {verdict.note}".rstrip()
        )
        for what in verdict.named:
            self.stdout.write(f"        {what}")
        if verdict.broken > len(verdict.named):
            self.stdout.write(f"        … và {verdict.broken - len(verdict.named)} dòng nữa")


def chosen(*, quick: bool, platform: bool, only: list[str]) -> list[Invariant]:
    """The promises to look at, in order. only: beginnings of their names; named so, a long one is never left out."""
    if only:
        return [one for one in INVARIANTS if one.name.startswith(tuple(only))]
    return [one for one in INVARIANTS if not (quick and one.is_long) and (platform or not one.is_outside)]


def _as_json(one: Invariant, verdict: Verdict, seconds: float) -> dict[str, Any]:
    return {"name": one.name, "looked_at": verdict.looked_at, "broken": verdict.broken,
            "named": verdict.named, "note": verdict.note, "seconds": round(seconds, 2)}  # fmt: skip
