"""python -m tinhso.config.launch run | exec -- COMMAND | test -- COMMAND: what the Makefile calls."""

from __future__ import annotations

import subprocess
import sys

from tinhso.config.launch.database import database
from tinhso.config.launch.run import run


def main() -> int:
    """`run` serves the province; `exec -- CMD` gives a command the same database, `test -- CMD` that of the tests."""
    match sys.argv[1:]:
        case ["run"]:
            return run()
        case ["exec" | "test" as verb, "--", *command] if command:
            with database(for_tests=verb == "test"):
                return subprocess.run(command, check=False).returncode
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
