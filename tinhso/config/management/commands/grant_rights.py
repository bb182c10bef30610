"""./manage.py grant_rights ROLE: as the owner, after each migration: what the role of web and worker may do."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tinhso.config.database.rights import grant


class Command(BaseCommand):
    """Gives a role that exists its rights in the tables that there are now."""

    help = "Cấp quyền cho vai trò của web và tiến trình nền; chạy bằng chủ sở hữu, sau mỗi lần migrate."

    def add_arguments(self, parser: CommandParser) -> None:
        """The role's name in PostgreSQL."""
        parser.add_argument("role")

    def handle(self, *args: Any, **options: Any) -> None:
        """Grant; say so."""
        grant(options["role"])
        self.stdout.write(f"{options['role']}: đọc, ghi các dòng; không tạo bảng, không sửa, không xoá nhật ký.")
