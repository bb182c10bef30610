"""python -m tinhso.config.backup: receive WAL until stopped; `make run` starts it where TINHSO_BACKUP is set."""

from __future__ import annotations

import sys

from tinhso.config.backup.streaming import keep_receiving

if __name__ == "__main__":
    sys.exit(keep_receiving())
