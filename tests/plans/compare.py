"""`python -m tests.plans.compare`, with DATABASE_URL at a bench database: the kept plans beside those of real size.

Nothing is pretended here: the tables are as large as they are. Says what differs; exit 1 if anything does. It signs
nobody in and changes nothing.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")
django.setup()

import psycopg  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from bench.questions import busiest  # noqa: E402
from tests.plans.planning import FREE, plans_of  # noqa: E402
from tests.plans.questions import Scene, hot  # noqa: E402
from tests.plans.test_plans import KEPT, WORKING, told  # noqa: E402
from tinhso.government.dossiers.models import Dossier  # noqa: E402
from tinhso.ground.people.models import Role  # noqa: E402
from tinhso.ground.people.persons import Person  # noqa: E402


def main() -> int:
    """Ask every hot question of the busiest office and of an ordinary citizen."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as bare:
        agency = busiest(bare).pk
    with transaction.atomic():
        with connection.cursor() as cursor:
            for name, value in FREE.items():
                cursor.execute(f"SET LOCAL {name} = '{value}'")
        dossier = Dossier.objects.filter(desk_agency=agency, state="IN_PROCESS").order_by("due_at", "id")[0]
        scene = Scene(
            officer=Person(name="A", official_id=1, posts={agency: WORKING}),
            desk_only=Person(name="B", official_id=1, posts={agency: frozenset({Role.CASE_OFFICER.value})}),
            auditor=Person(name="C", official_id=1, posts={agency: frozenset({Role.AUDITOR.value})}),
            applicant=Person(name="D", citizen_id=dossier.applicant_citizen_id),
            dossier=dossier,
            now=datetime.now(UTC),
        )
        found = {name: plans_of(ask) for name, ask in hot(scene).items()}
    kept = {path.stem: path.read_text() for path in KEPT.glob("*.txt")}
    changed = [name for name in sorted(found.keys() | kept) if found.get(name) != kept.get(name)]
    lines = [told(name, kept, found) for name in changed]
    sys.stdout.write("\n".join([*lines, f"{len(found) - len(changed)} of {len(found)} are answered as kept.\n"]))
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
