"""./manage.py cut_pieces: the next pieces of the tables that only grow, as the nightly job makes them."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from tinhso.config.jobs import GROWING
from tinhso.ground.acts.pieces import cut_ahead, pieces_of


class Command(BaseCommand):
    """Cuts ahead where less than half a piece is free, and says which pieces stand."""

    help = "Tạo trước phần tiếp theo của các bảng chỉ ghi thêm (nhật ký, nhật ký trao đổi)."

    def handle(self, *args: Any, **options: Any) -> None:
        """One line a table."""
        for kept in GROWING:
            made = cut_ahead(kept)
            ends = max((piece.ends for piece in pieces_of(kept) if piece.ends), default=0)
            self.stdout.write(f"{kept.table}: thêm {len(made)} phần; đủ chỗ đến dòng {ends:,}.".replace(",", "."))
