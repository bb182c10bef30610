"""./manage.py xroad grant|list|end: which member may call which service in the name of which program."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tinhso.front.xroad import actions, queries
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import Refused
from tinhso.ground.people.queries import api_client_for

OPERATOR = System("manage")


class Command(BaseCommand):
    """Grants, lists and ends; the journal keeps it as done by the operator."""

    help = "Cấp, liệt kê, thu hồi quyền gọi dịch vụ qua trục theo quy ước X-Road."

    def add_arguments(self, parser: CommandParser) -> None:
        """One word says what."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        grant = verbs.add_parser("grant", help="cấp quyền")
        grant.add_argument("--client", type=int, required=True, help="số của ứng dụng (./manage.py api_client list)")
        grant.add_argument("--member", required=True, help="mã thành viên, ví dụ VN/GOV/G01/ho-so-lien-thong")
        grant.add_argument("--service", required=True, action="append", help="mã dịch vụ, ví dụ dossiers")
        verbs.add_parser("list", help="mọi quyền còn hiệu lực")
        end = verbs.add_parser("end", help="thu hồi một quyền ngay")
        end.add_argument("number", type=int, help="số của quyền, cột đầu của list")
        end.add_argument("--reason", required=True, help="lý do, ghi vào nhật ký")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what the word says; a refusal ends with its sentence."""
        now = timezone.now()
        try:
            match options["verb"]:
                case "grant":
                    client = api_client_for(OPERATOR, options["client"])
                    for service in options["service"]:
                        actions.grant(OPERATOR, client, member=options["member"], service=service, now=now)
                case "end":
                    found = queries.grant_for(OPERATOR, options["number"])
                    actions.end(OPERATOR, found, reason=options["reason"], now=now)
        except Refused as refused:
            raise CommandError(refused.sentence) from refused
        for one in queries.visible_to(OPERATOR):
            self.stdout.write(f"{one.pk}\t{one.member}\t{one.service}\t{one.client.name} ({one.client.agency.slug})")
