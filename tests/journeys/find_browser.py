"""Finds a Chromium for the journeys, or tries to bring one; says loudly when none can be had."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

# The same engine without windows first: a journey costs half the CPU where nobody draws the frame around its pages.
SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLAYWRIGHTS = ("headless_shell", "chrome-headless-shell", "chrome")
# From what apt already knows, and at once or not at all: who has a browser needs nothing and may be without a network.
SHELL_AT_ONCE = (
    "DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends --no-upgrade"
    " -o Acquire::Retries=0 -o Acquire::http::Timeout=5 -o Acquire::https::Timeout=5 chromium-headless-shell"
)
DEBIANS = (
    "apt-get update -qq; export DEBIAN_FRONTEND=noninteractive;"
    " apt-get install -y -qq chromium-headless-shell || apt-get install -y -qq chromium"
)


def browser() -> str | None:
    """The path of a browser that can be started: TINHSO_CHROMIUM, the system's, or Playwright's own."""
    named = os.environ.get("TINHSO_CHROMIUM")
    if named:
        return named
    found = next(filter(None, map(shutil.which, SHELLS + NAMES)), None)
    if found:
        return found
    cache = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", Path.home() / ".cache/ms-playwright"))
    return next((str(p) for name in PLAYWRIGHTS for p in sorted(cache.glob(f"chromium*/chrome-*linux*/{name}"))), None)


def has_shell() -> bool:
    """The cheaper engine is here, or another was asked for."""
    return bool(os.environ.get("TINHSO_CHROMIUM")) or any(map(shutil.which, SHELLS))


def bring() -> None:
    """Debian's package when we are root and apt is here, else Playwright's own download."""
    attempts = [[sys.executable, "-m", "playwright", "install", "chromium-headless-shell"]]
    if is_ours():
        attempts.insert(0, ["sh", "-c", DEBIANS])
    for attempt in attempts:
        _run(attempt)
        if browser():
            return


def is_ours() -> bool:
    """We may install Debian's packages."""
    return bool(shutil.which("apt-get")) and os.geteuid() == 0


def _run(command: list[str]) -> None:
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, timeout=600)


if __name__ == "__main__":
    if not browser():
        print("Looking for a browser for the journeys…")
        bring()
    elif is_ours() and not has_shell():
        _run(["sh", "-c", SHELL_AT_ONCE])
    if not browser():
        print("=" * 78 + "\nNO BROWSER COULD BE HAD: THE BROWSER JOURNEYS WILL BE SKIPPED.\n" + "=" * 78)
