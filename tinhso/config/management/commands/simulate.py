"""./manage.py simulate: a province in motion, in a database and a folder of its own beside the product's."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from django.core.management.base import BaseCommand

NAME = "simulation"


class Command(BaseCommand):
    """Starts the simulator (bench/simulator) in a process of its own; every other word is passed on to it."""

    help = "Mô phỏng một tỉnh trong cả năm: hồ sơ, cán bộ, lịch làm việc (dữ liệu giả, cơ sở dữ liệu riêng)."

    def run_from_argv(self, argv: list[str]) -> None:
        """Pass everything on: Django's own options are none of the simulator's."""
        self.handle(*argv[2:])

    def handle(self, *words: str, **options: Any) -> None:
        """Begin or go on; --fresh throws the simulation of before away first."""
        if settings.SECURE or not settings.DEMO:
            sys.exit("Máy chủ thật (https hoặc TINHSO_DEMO=0): không mô phỏng ở đây.")
        if "http" in words or "--gear=http" in words:
            sys.exit(_through_http(words))
        folder = Path(settings.STATE_DIR) / NAME
        surroundings = {**os.environ, "TINHSO_STATE": str(folder), "PYTHONPATH": str(settings.ROOT)}
        told = [word for word in words if word not in {"--fresh", "--"}]
        launch = [sys.executable, "-m", "tinhso.config.launch", "exec", "--"]
        if _is_embedded():  # a server of its own, in its own folder: TINHSO_STATE=… make run serves what it left
            del surroundings["DATABASE_URL"]
        else:
            surroundings["DATABASE_URL"] = _beside(fresh="--fresh" in words)
        if "--fresh" in words and folder.exists():
            shutil.rmtree(folder)
        done = subprocess.run(
            [*launch, sys.executable, "-m", "bench.simulator", *told], cwd=settings.ROOT, env=surroundings, check=False
        )
        sys.exit(done.returncode)


def _through_http(words: Sequence[str]) -> int:
    """The gear of real doors plays in the product itself, which must run (`make run`), and in its time."""
    told = [word for word in words if word not in {"--gear", "http", "--gear=http"}]
    walk = [sys.executable, "-m", "bench.simulator.walk", *told]
    return subprocess.run(walk, cwd=settings.ROOT, check=False).returncode


def _is_embedded() -> bool:
    """Whether the database is the one that the launcher keeps in the state folder."""
    return str(settings.DATABASES["default"]["HOST"]).startswith(str(settings.STATE_DIR))


def _beside(*, fresh: bool) -> str:
    """The address of a database beside the product's, made if it is not there."""
    home = urlsplit(os.environ["DATABASE_URL"])
    name = f"{home.path.lstrip('/')}_{NAME}"
    with psycopg.connect(urlunsplit(home), autocommit=True) as connection:
        if fresh:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f'CREATE DATABASE "{name}"')
    return urlunsplit(home._replace(path=f"/{name}"))
