"""./manage.py demo_accounts: the address and who can sign in, as `make run` prints it."""

from __future__ import annotations

import json
from base64 import b32decode
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse
from django.utils import timezone

from tinhso.ground.people import factors, queries


class Command(BaseCommand):
    """Prints the address of the site and its demo accounts."""

    help = "In địa chỉ và các tài khoản dùng thử."

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
        say(f"    {'Họ và tên':<20} {'Vai trò':<36} {'Cơ quan':<28} {'Tên đăng nhập':<23} Mã")
        for post in queries.demo_posts():
            say(
                f"    {post.official.full_name:<20} {post.get_role_display():<36} {post.agency.short_name:<28}"
                f" {post.official.account.username:<23} {factors.code_at(secret, now)}"
            )
        say("")
