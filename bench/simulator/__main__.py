"""python -m bench.simulator: what `./manage.py simulate` starts, with the simulation's own database and folder."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import time
from datetime import date

import django
from django.db import connection

PATIENCE_S = 60.0  # nobody waits at a page here: where the disk stands still for a while, the year waits with it


def arguments() -> argparse.Namespace:
    """What a run is told; the command of the product passes it on as it is."""
    parser = argparse.ArgumentParser(prog="./manage.py simulate", description="A province in motion.")
    parser.add_argument("--year", type=int, default=2025)
    parser.add_argument("--scale", type=float, default=1.0, help="1.0 = the whole province")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--gear", default="actions", help="actions: functions; http: the doors of a running house")
    parser.add_argument("--until", type=date.fromisoformat, help="the last day, 2025-03-01; else the year's end")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--keep-papers", type=int, metavar="DAYS", help="take contents of older papers off the disk")
    parser.add_argument("--resume", action="store_true", help="go on with the run that stands in the folder")
    parser.add_argument("--yes", action="store_true", help="even if other people's dossiers are in the database")
    parser.add_argument("--assumptions", action="store_true", help="print every figure with its source, and end")
    return parser.parse_args()


def main() -> int:
    """Prepare, play, tell what happened, and verify the journal."""
    asked = arguments()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")
    django.setup()
    connection.settings_dict["OPTIONS"]["pool"]["timeout"] = PATIENCE_S
    session = importlib.import_module("bench.simulator.session")  # the rooms can be imported only now
    if asked.assumptions:
        session.tell_assumptions()
        return 0
    began = time.monotonic()
    return int(session.play(asked, began=began))


if __name__ == "__main__":
    sys.exit(main())
