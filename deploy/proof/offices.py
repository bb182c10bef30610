"""Run on a web machine: gives programs at some communes their tokens, and prints them with one filing, as JSON."""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")
django.setup()

from bench.items.file import filing  # noqa: E402 - models need Django set up
from bench.people import program_at  # noqa: E402 - models need Django set up
from tinhso.ground.people.models import Agency  # noqa: E402

if __name__ == "__main__":
    now = datetime.now(UTC)
    communes = Agency.objects.filter(kind="COMMUNE", valid_to=None, valid_from__lte=now.date())[: int(sys.argv[1])]
    json.dump({"offices": [program_at(one, now=now) for one in communes], "filing": filing(0, {})}, sys.stdout)
