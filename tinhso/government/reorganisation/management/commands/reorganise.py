"""./manage.py reorganise: merger day by a dated instrument; shows its plan first, goes on after an interruption."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tinhso.government.reorganisation import actions, queries, rules
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import Refused

CLERK = System("reorganisation")


class Command(BaseCommand):
    """Moves open dossiers, posts, programs, seals, charges and clocks of agencies that end to their successors."""

    help = "Sắp xếp đơn vị: chuyển hồ sơ đang mở, vị trí công tác, con dấu… sang cơ quan kế thừa."

    def add_arguments(self, parser: CommandParser) -> None:
        """--instrument, --on; --successors for bodies that are split; --dry-run shows the plan and does nothing."""
        parser.add_argument("--instrument", required=True, help="Nghị quyết 1674/NQ-UBTVQH15")
        parser.add_argument("--on", type=date.fromisoformat, required=True, help="2025-07-01")
        parser.add_argument("--successors", type=Path, help="bảng kế thừa đã duyệt: seed/people/successors-2025-07.csv")
        parser.add_argument("--batch", type=int, default=actions.BATCH)
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the plan, then how far it has come, then both totals."""
        try:
            path = options["successors"]
            table = rules.read_lines(path.read_text("utf-8")) if path else []
            plan = queries.plan(options["instrument"], on=options["on"], table=table)
            self._show(plan)
            if not options["dry_run"]:
                self._carry_out(plan, batch=options["batch"])
        except Refused as refused:
            raise CommandError(refused.sentence) from refused

    def _show(self, plan: queries.Plan) -> None:
        said = plan.succession
        self.stdout.write(f"{said.instrument}, từ ngày {plan.effective_date:%d/%m/%Y}:")
        for old, new in sorted(said.successors.items(), key=lambda pair: (pair[1], pair[0])):
            if old not in said.split and (count := plan.open_before.get(old, 0)):
                self.stdout.write(f"  {said.names[old]} → {said.names[new]}: {count} hồ sơ đang mở")
        for line, count in plan.lines:
            words = " ".join(word for word in line.words if word) or "phần còn lại"
            self.stdout.write(f"  dòng {line.number}: {line.old} → {line.new} ({words}): {count} hồ sơ đang mở")
        ended, kept = len(said.successors), len(plan.everyone - said.successors.keys())
        self.stdout.write(f"{ended} cơ quan kết thúc, {kept} cơ quan kế thừa, {plan.to_move} hồ sơ đang mở chuyển đi.")
        for name, count in sorted(plan.orphans.items()):
            self.stdout.write(f"  CHƯA CÓ CƠ QUAN KẾ THỪA: {name}: {count} hồ sơ đang mở")
        for name in plan.heirless:
            self.stdout.write(f"  BẢNG KẾ THỪA THIẾU DÒNG (part = body): {name}")
        for words, count in plan.missing.items():
            self.stdout.write(f"  BẢNG KẾ THỪA THIẾU DÒNG: {words}: {count} hồ sơ đang mở")

    def _carry_out(self, plan: queries.Plan, *, batch: int) -> None:
        for day in actions.reorganise(CLERK, plan, now=timezone.now(), batch=batch):
            if not day.finished_at:
                self.stdout.write(f"  đã chuyển {day.moved} hồ sơ…")
        self.stdout.write(
            f"Xong: {day.moved} hồ sơ, {day.posts} vị trí, {day.clients} ứng dụng, {day.seals} con dấu số. "
            f"Hồ sơ đang mở của các bên: trước {day.open_before}, sau {day.open_after}."
        )
