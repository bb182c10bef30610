"""`axis_agency list|register|delete`: for which agencies our system speaks at the axis of document exchange."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tinhso.ground.base.refused import Refused
from tinhso.ground.gateway import actions
from tinhso.ground.gateway.errors import PartnerError


class Command(BaseCommand):
    """The command."""

    help = "For which agencies our system speaks at the axis of document exchange."

    def add_arguments(self, parser: CommandParser) -> None:
        """List [--all]; register CODE NAME [--mail]; delete CODE."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("list").add_argument("--all", action="store_true", help="all agencies that the axis knows")
        register = verbs.add_parser("register")
        register.add_argument("code")
        register.add_argument("name")
        register.add_argument("--mail", default="")
        verbs.add_parser("delete").add_argument("code")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask the axis; its refusals are said in one line."""
        now = timezone.now()
        try:
            match options["verb"]:
                case "list":
                    for row in actions.agencies_of_axis(ours=not options["all"], now=now):
                        self.stdout.write(f"{row.code}\t{row.name}\t{row.mail}")
                case "register":
                    actions.speak_for(options["code"], name=options["name"], mail=options["mail"], now=now)
                case "delete":
                    actions.speak_no_longer_for(options["code"], now=now)
        except (PartnerError, Refused) as error:
            raise CommandError(str(error)) from error
