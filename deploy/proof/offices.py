"""Run on a web machine: programs at some communes; the first subscribes to its dossiers. Prints JSON for the clients.

python -m deploy.proof.offices COUNT ADDRESS-OF-THE-SUBSCRIBER
"""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")
django.setup()

# Models need Django set up first.
from bench.items.file import filing  # noqa: E402
from bench.people import ROLES  # noqa: E402
from tinhso.government.webhooks.actions import activate, subscribe  # noqa: E402
from tinhso.government.webhooks.rules import EventKind  # noqa: E402
from tinhso.ground.base.actors import System  # noqa: E402
from tinhso.ground.people.actions import make_api_client  # noqa: E402
from tinhso.ground.people.models import Agency  # noqa: E402


def main(count: int, address: str) -> None:
    """Make them and tell what a client needs."""
    actor, now = System("proof"), datetime.now(UTC)
    communes = Agency.objects.filter(kind="COMMUNE", valid_to=None, valid_from__lte=now.date()).order_by("pk")[:count]
    made = [make_api_client(actor, name="Chứng minh", agency=one, roles=ROLES, now=now) for one in communes]
    subscription, _ = subscribe(actor, made[0][0], address=address, kinds=[EventKind.STATUS], agencies=[], now=now)
    activate(actor, subscription, now=now)
    headers = [{"Authorization": f"Bearer {token}", "Content-Type": "application/json"} for _, token in made]
    json.dump({"offices": headers, "filing": filing(0, {})}, sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
