"""./manage.py prove_restored: what `restore` runs inside the copy that it has restored."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from tinhso.config.backup.proving import prove


class Command(BaseCommand):
    """Reads a request from stdin (mirror, moment, heads), writes the proof to stdout, both JSON."""

    help = "Mang tệp về và kiểm chứng bản vừa khôi phục; lệnh restore tự gọi."

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer one request."""
        asked = json.load(sys.stdin)
        moment = datetime.fromisoformat(asked["moment"]) if asked["moment"] else None
        stated = [(chain, seq, digest) for chain, seq, digest in asked["heads"]]
        self.stdout.write(json.dumps(prove(Path(asked["mirror"]), moment, stated), ensure_ascii=False))
