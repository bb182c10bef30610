"""./manage.py load_province: the province of Nam Định from seed/, safe to repeat."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from tinhso.config.loading import LOADERS


def seed_fingerprint(seed: Path) -> str:
    """A short hash over every file of seed/: changes when any of them does."""
    digest = hashlib.sha256()
    for path in sorted(p for p in seed.rglob("*") if p.is_file()):
        digest.update(str(path.relative_to(seed)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


class Command(BaseCommand):
    """Runs every loader once per state of seed/; `--again` runs them all the same."""

    help = "Nạp dữ liệu của tỉnh Nam Định từ thư mục seed/."

    def add_arguments(self, parser: CommandParser) -> None:
        """--again loads even if seed/ has not changed since the last load."""
        parser.add_argument("--again", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load in order and say what stands."""
        seed = settings.ROOT / "seed"
        marker = settings.STATE_DIR / f"loaded-{settings.DATABASES['default']['NAME']}"
        fingerprint = seed_fingerprint(seed)
        if not options["again"] and marker.exists() and marker.read_text() == fingerprint:
            return
        now = timezone.now()
        for load in LOADERS:
            self.stdout.write(load(seed, now))
        marker.write_text(fingerprint)
