"""./manage.py make_api_client: a token for a program that acts for an agency, printed once."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from tinhso.ground.base.actors import System
from tinhso.ground.people import actions, queries
from tinhso.ground.people.models import Role


class Command(BaseCommand):
    """Makes one API client."""

    help = "Cấp mã truy cập cho một ứng dụng kết nối; mã chỉ hiện một lần."

    def add_arguments(self, parser: CommandParser) -> None:
        """--role may be repeated."""
        parser.add_argument("--name", required=True, help="tên ứng dụng")
        parser.add_argument("--agency", required=True, help="cơ quan, ví dụ NB.SYT")
        parser.add_argument("--role", required=True, action="append", choices=[role.value for role in Role])

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the token and nothing else, so that a script can keep it."""
        _client, token = actions.make_api_client(
            System("manage"),
            name=options["name"],
            agency=queries.agency(options["agency"]),
            roles=[Role(role) for role in options["role"]],
            now=timezone.now(),
        )
        self.stdout.write(token)
