"""./manage.py demo_accounts: the address and who can sign in, as `make run` prints it."""

from __future__ import annotations

import json
from base64 import b32decode
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.urls import reverse
from django.utils import timezone

from tinhso.ground.people import factors, queries

SHOWN = ("NB", "NB.C13669", "NB.VP", "NB.TTR", "NB.SKHCN")


class Command(BaseCommand):
    """Prints the address of the site and its demo accounts."""

    help = "In địa chỉ và các tài khoản dùng thử."

    def add_arguments(self, parser: CommandParser) -> None:
        """--all prints every official, not one agency and the three of the province."""
        parser.add_argument("--all", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Address first, then the citizens, then the officials with the code that their app would show now."""
        say = self.stdout.write
        say(f"\n  Tỉnh Số: {settings.PUBLIC_ORIGIN}\n")
        if not settings.DEMO:
            return
        demo = json.loads((settings.ROOT / "seed" / "people" / "demo.json").read_text())
        secret, now = b32decode(demo["totp_secret"]), timezone.now()
        say(f"\n  Công dân: {settings.PUBLIC_ORIGIN}{reverse('people:sign_in')} → VNeID (mô phỏng)")
        for citizen in demo["citizens"]:
            also = f"; {citizen['represents']['name']}" if "represents" in citizen else ""
            say(f"    {citizen['full_name']:<22} {citizen['story']}{also}")
        say(f"\n  Cán bộ: {settings.PUBLIC_ORIGIN}{reverse('people:staff_sign_in')}")
        say(f"    Mật khẩu: {demo['password']}    Khóa ứng dụng xác thực: {demo['totp_secret']}")
        say("    Mã 6 chữ số đổi sau 30 giây: chạy lại `./manage.py demo_accounts` hoặc nhập khóa vào ứng dụng.\n")
        posts = queries.demo_posts()
        shown = posts if options["all"] else [post for post in posts if post.agency.slug in SHOWN]
        say(f"    {'Họ và tên':<20} {'Vai trò':<36} {'Cơ quan':<28} {'Tên đăng nhập':<23} Mã")
        for post in shown:
            say(
                f"    {post.official.full_name:<20} {post.get_role_display():<36} {post.agency.short_name:<28}"
                f" {post.official.account.username:<23} {factors.code_at(secret, now)}"
            )
        if not options["all"]:
            say("    … và như thế ở xã Giao Thủy, các Sở Y tế, Xây dựng, Nông nghiệp và Môi trường, Tài chính:")
            say("      đổi đuôi .namdinh thành .giaothuy, .syt, .sxd, .snnmt, .stc; `demo_accounts --all` in đủ.")
        say("")
