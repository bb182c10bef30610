"""./manage.py verify_journal: prove that no journal row was altered, removed or slipped in."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tinhso.ground.journal import queries

WHY = {
    "altered": "nội dung đã bị sửa (altered)",
    "missing": "thiếu dòng (missing)",
    "unlinked": "không nối với dòng trước (unlinked)",
}


class Command(BaseCommand):
    """Names the first broken row and fails, or says that the journal is whole."""

    help = "Kiểm tra chuỗi băm của nhật ký; nêu dòng hỏng đầu tiên."

    def handle(self, *args: Any, **options: Any) -> None:
        """Walk every chain in the database; exit 1 at the first break."""
        found = queries.first_break()
        if found:
            raise CommandError(
                f"Nhật ký hỏng ở chuỗi {found.chain}, dòng {found.seq} (id {found.entry_id}): {WHY[found.why]}"
            )
        self.stdout.write("Nhật ký nguyên vẹn: mọi chuỗi đều khớp.")
