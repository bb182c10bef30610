"""./manage.py rotate_secret_key: a fresh key of the site; what the old one closed stays open until all is resealed."""

from __future__ import annotations

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tinhso.config.launch import state
from tinhso.ground.people.actions import reseal_factors

NAME = "django"
BY_HAND = (
    "Khoá được đặt bằng biến môi trường: hãy đặt khoá mới vào TINHSO_SECRET_DJANGO, khoá cũ vào"
    " TINHSO_SECRET_DJANGO_BEFORE, khởi động lại rồi chạy --reseal."
)


class Command(BaseCommand):
    """Three steps: change, (restart everything) reseal, (a day later) forget."""

    help = "Đổi khoá của hệ thống theo ba bước: không tham số; khởi động lại rồi --reseal; hôm sau --forget."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which step."""
        step = parser.add_mutually_exclusive_group()
        step.add_argument("--reseal", action="store_true", help="niêm phong lại bí mật của ứng dụng xác thực")
        step.add_argument("--forget", action="store_true", help="khoá cũ không mở được gì nữa")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say what comes next."""
        if options["reseal"]:
            self.stdout.write(f"Đã niêm phong lại {reseal_factors()} bí mật. Hôm sau hãy chạy --forget.")
            return
        if "TINHSO_SECRET_DJANGO" in os.environ:
            raise CommandError(BY_HAND)
        if options["forget"]:
            reseal_factors()
            state.forgotten(NAME)
            self.stdout.write("Khoá cũ đã bỏ. Hãy khởi động lại mọi tiến trình.")
        else:
            state.changed(NAME)
            self.stdout.write("Đã có khoá mới. Hãy khởi động lại mọi tiến trình rồi chạy --reseal.")
