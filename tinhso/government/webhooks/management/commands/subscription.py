"""./manage.py subscription make|list|activate|suspend|rotate|end: who hears what happens to dossiers."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tinhso.government.webhooks import actions, queries
from tinhso.government.webhooks.rules import EventKind
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import Refused
from tinhso.ground.people.queries import agency, api_client_for

OPERATOR = System("manage")


class Command(BaseCommand):
    """Does what the page does; the journal keeps it as done by the operator."""

    help = "Đăng ký, liệt kê, bắt tay, tạm dừng, đổi khoá, kết thúc việc báo sự kiện hồ sơ."

    def add_arguments(self, parser: CommandParser) -> None:
        """One word says what; make and rotate print the secret and nothing else, so that a script can keep it."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        make = verbs.add_parser("make", help="đăng ký; khoá ký chỉ hiện một lần")
        make.add_argument("--client", type=int, required=True, help="số của ứng dụng (./manage.py api_client list)")
        make.add_argument("--address", default="", help="địa chỉ https nhận sự kiện; bỏ trống: ứng dụng tự lấy về")
        make.add_argument(
            "--kind", action="append", choices=[kind.value for kind in EventKind], help="mặc định: mọi loại"
        )
        make.add_argument("--agency", action="append", default=[], help="chỉ hồ sơ của cơ quan, ví dụ NB.SYT")
        verbs.add_parser("list", help="mọi đăng ký")
        for verb, words in (("activate", "bắt tay, bắt đầu gửi"), ("rotate", "đổi khoá ký")):
            verbs.add_parser(verb, help=words).add_argument("number", type=int)
        for verb, words in (("suspend", "tạm dừng"), ("end", "kết thúc")):
            one = verbs.add_parser(verb, help=words)
            one.add_argument("number", type=int)
            one.add_argument("--reason", required=True, help="lý do, ghi vào nhật ký")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what the word says; a refusal ends with its sentence."""
        now, verb = timezone.now(), options["verb"]
        try:
            if verb == "make":
                kinds = [EventKind(kind) for kind in options["kind"] or [one.value for one in EventKind]]
                client = api_client_for(OPERATOR, options["client"])
                agencies = [agency(slug) for slug in options["agency"]]
                _made, secret = actions.subscribe(
                    OPERATOR, client, address=options["address"], kinds=kinds, agencies=agencies, now=now
                )
                self.stdout.write(secret)
                return
            if verb == "list":
                self._list()
                return
            found = queries.subscription_for(OPERATOR, options["number"])
            match verb:
                case "activate":
                    actions.activate(OPERATOR, found, now=now)
                case "rotate":
                    self.stdout.write(actions.rotate(OPERATOR, found, now=now))
                case "suspend":
                    actions.suspend(OPERATOR, found, reason=options["reason"], now=now)
                case "end":
                    actions.end(OPERATOR, found, reason=options["reason"], now=now)
        except Refused as refused:
            raise CommandError(refused.sentence) from refused

    def _list(self) -> None:
        for one in queries.visible_to(OPERATOR):
            address = one.endpoint.address or "tự lấy về"
            self.stdout.write(f"{one.pk}\t{one.client.name}\t{address}\t{','.join(one.kinds)}\t{one.state_label}")
