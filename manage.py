#!/usr/bin/env python3
"""Django's command line, with the project's own Python and database; no activation needed."""

import gc
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
WITHOUT_DATABASE = {"restore"}  # on the day when there is none
OWN_PYTHON = ROOT / ".venv" / "bin" / "python"


def main() -> None:
    """Run one command; the embedded database is started for its duration if it is not running."""
    if Path(sys.prefix).resolve() != OWN_PYTHON.parents[1].resolve():
        if not OWN_PYTHON.exists():
            sys.exit("Run `make setup` first: it builds .venv from the lockfile.")
        os.execv(OWN_PYTHON, [str(OWN_PYTHON), str(ROOT / "manage.py"), *sys.argv[1:]])
    gc.set_threshold(20_000, 20, 50)  # loading makes little garbage; to look for it as often costs a tenth of the start
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")
    from django.core.management import execute_from_command_line

    from tinhso.config.launch.database import database

    if sys.argv[1:2] and sys.argv[1] in WITHOUT_DATABASE:
        execute_from_command_line(sys.argv)
        return
    with database():
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
