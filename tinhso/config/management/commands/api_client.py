"""./manage.py api_client issue|list|revoke: the tokens of programs that act for agencies."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import VIETNAM, format_moment
from tinhso.ground.people import actions, queries
from tinhso.ground.people.models import ROLES_OF_PROGRAMS, Role

OPERATOR = System("manage")


class Command(BaseCommand):
    """Issues, lists and revokes; what it does is written in the journal as done by the operator."""

    help = "Cấp, liệt kê, thu hồi mã truy cập của ứng dụng kết nối."

    def add_arguments(self, parser: CommandParser) -> None:
        """One word says what; --role may be repeated, --until is the last day."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        issue = verbs.add_parser("issue", help="cấp một mã; mã chỉ hiện một lần")
        issue.add_argument("--name", required=True, help="tên ứng dụng")
        issue.add_argument("--agency", required=True, help="cơ quan, ví dụ NB.SYT")
        issue.add_argument("--role", required=True, action="append", choices=[role.value for role in ROLES_OF_PROGRAMS])
        issue.add_argument("--until", type=date.fromisoformat, help="ngày cuối cùng còn hiệu lực, ví dụ 2027-06-30")
        verbs.add_parser("list", help="mọi ứng dụng, mới nhất trước")
        revoke = verbs.add_parser("revoke", help="thu hồi một mã ngay")
        revoke.add_argument("number", type=int, help="số của ứng dụng, cột đầu của list")
        revoke.add_argument("--reason", required=True, help="lý do, ghi vào nhật ký")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what the word says; a refusal ends with its sentence."""
        try:
            match options["verb"]:
                case "issue":
                    self._issue(options)
                case "revoke":
                    client = queries.api_client_for(OPERATOR, options["number"])
                    actions.revoke_api_client(OPERATOR, client, reason=options["reason"], now=timezone.now())
                    self.stdout.write(f"Đã thu hồi mã truy cập của {client.name}.")
                case _:
                    self._list()
        except Refused as refused:
            raise CommandError(refused.sentence) from refused

    def _issue(self, options: dict[str, Any]) -> None:
        """Print the token and nothing else, so that a script can keep it."""
        until = options["until"]
        _client, token = actions.make_api_client(
            OPERATOR,
            name=options["name"],
            agency=queries.agency(options["agency"]),
            roles=[Role(role) for role in options["role"]],
            valid_to=datetime.combine(until + timedelta(days=1), time(), VIETNAM) if until else None,
            now=timezone.now(),
        )
        self.stdout.write(token)

    def _list(self) -> None:
        now = timezone.now()
        for client in queries.api_clients_visible_to(OPERATOR):
            ends = f"đến {format_moment(client.valid_to)}" if client.valid_to else "không thời hạn"
            state = "còn hiệu lực" if client.opens_at(now) else "hết hiệu lực"
            roles = ",".join(client.roles)
            self.stdout.write(f"{client.pk}\t{client.name}\t{client.agency.slug}\t{roles}\t{state}, {ends}")
