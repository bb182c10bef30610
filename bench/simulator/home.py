"""Where a simulation lives: a database and a folder of its own beside the product's, and how far it has come."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings

from tinhso.config.database.migrating import migrate
from tinhso.config.loading import LOADERS
from tinhso.config.management.commands.load_province import seed_fingerprint
from tinhso.government.dossiers.models import Dossier
from tinhso.ground.base.vietnamese import VIETNAM


@dataclass
class Run:
    """What a run was begun with, and the last day that is finished ('' = none)."""

    seed: int
    year: int
    scale: float
    processes: int
    gear: str
    last_day: str = ""

    @staticmethod
    def path() -> Path:
        """The file beside the simulation's papers and keys."""
        return Path(settings.STATE_DIR) / "run.json"

    @classmethod
    def read(cls) -> Run | None:
        """The run that was begun here, if any."""
        return cls(**json.loads(cls.path().read_text())) if cls.path().exists() else None

    def write(self) -> None:
        """Keep it; whole or not at all."""
        fresh = self.path().with_suffix(".new")
        fresh.write_text(json.dumps(asdict(self), indent=1))
        fresh.replace(self.path())

    def same_as(self, other: Run) -> bool:
        """Whether it is the same run, however far."""
        return asdict(self) | {"last_day": ""} == asdict(other) | {"last_day": ""}


@contextmanager
def alone() -> Iterator[bool]:
    """Hold the folder for this sitting; False when another holds it: two would play the same day twice."""
    with (Path(settings.STATE_DIR) / "run.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def prepare(year: int) -> None:
    """The tables and the province of the seed, loaded as if a fortnight before the year; safe to repeat.

    The loaders are the product's own. They get a moment before the year, because routes and certificates count from
    the moment at which they are published.
    """
    migrate()
    marker = Path(settings.STATE_DIR) / f"loaded-{settings.DATABASES['default']['NAME']}"
    fingerprint = seed_fingerprint(settings.ROOT / "seed")
    if marker.exists() and marker.read_text() == fingerprint:
        return
    for load in LOADERS:
        load(settings.ROOT / "seed", datetime(year - 1, 12, 18, 8, 0, tzinfo=VIETNAM))
    marker.write_text(fingerprint)


def real_dossiers() -> int:
    """How many dossiers the database holds that no simulation filed."""
    return Dossier.objects.exclude(idempotency_key__startswith="sim-").count()


def refusal(*, accepts: bool) -> str:
    """Why nothing may be simulated here, in words; '' when it may. accepts: other people's dossiers do not matter."""
    if settings.SECURE or not settings.DEMO:
        return "This is a real site (https, or TINHSO_DEMO=0): nothing is simulated here."
    if not accepts and (real := real_dossiers()):
        return f"The database holds {real} dossiers that no simulation filed; --yes if that does not matter."
    return ""


def first_day(run: Run) -> date:
    """The day on which to go on."""
    return date.fromordinal(date.fromisoformat(run.last_day).toordinal() + 1) if run.last_day else date(run.year, 1, 1)
