"""Finds a Chromium for the journeys, or tries to bring one; says loudly when none can be had."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def browser() -> str | None:
    """The path of a browser that can be started: TINHSO_CHROMIUM, the system's, or Playwright's own."""
    named = os.environ.get("TINHSO_CHROMIUM")
    if named:
        return named
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return found
    cache = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", Path.home() / ".cache/ms-playwright"))
    return next(
        (str(p) for p in sorted(cache.glob("chromium*/chrome-linux*/*")) if p.name in ("chrome", "headless_shell")),
        None,
    )


def bring() -> None:
    """Debian's package when we are root and apt is here, else Playwright's own download."""
    attempts = [[sys.executable, "-m", "playwright", "install", "chromium-headless-shell"]]
    if shutil.which("apt-get") and os.geteuid() == 0:
        attempts.insert(
            0, ["sh", "-c", "apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium"]
        )
    for attempt in attempts:
        subprocess.run(attempt, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, timeout=600)
        if browser():
            return


if __name__ == "__main__":
    if not browser():
        print("Looking for a browser for the journeys…")
        bring()
    if not browser():
        print("=" * 78 + "\nNO BROWSER COULD BE HAD: THE BROWSER JOURNEYS WILL BE SKIPPED.\n" + "=" * 78)
