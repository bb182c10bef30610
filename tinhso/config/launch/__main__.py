"""python -m tinhso.config.launch run | exec -- COMMAND: what the Makefile calls."""

from __future__ import annotations

import subprocess
import sys

from tinhso.config.launch.database import database
from tinhso.config.launch.run import run


def main() -> int:
    """`run` serves the province; `exec -- CMD` gives a command the same database."""
    match sys.argv[1:]:
        case ["run"]:
            return run()
        case ["exec", "--", *command] if command:
            with database():
                return subprocess.run(command, check=False).returncode
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
