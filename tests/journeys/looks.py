"""Looking at a page: with axe's rules, and as a picture at the widths that people have."""

from __future__ import annotations

import atexit
import fcntl
import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys import find_browser
from tests.pages.structures import Builder

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
    "--font-render-hinting=none",  # as telephones draw; hinting every glyph anew costs a seventh of all
]
AXE = Path(__file__).resolve().parents[2] / "tinhso/ground/web/static/vendor/axe-core/axe.min.js"
RULES = {
    "reporter": "no-passes",  # nobody reads what was right, and telling it takes long
    "resultTypes": ["violations"],
    "preload": False,  # only rules of other tags read the style sheets
    "elementRef": False,
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
}
WIDTHS = (320, 768, 1440)
# What axe has met, a line a piece, for all workers of this run.
JUDGED = Path(tempfile.gettempdir()) / f"judged-{os.environ.get('PYTEST_XDIST_TESTRUNUID', os.getpid())}"
atexit.register(JUDGED.unlink, missing_ok=True)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A Chromium of one's own; loud skip where none can be had."""
    path = find_browser.browser()
    if not path:
        said = "NO BROWSER: THIS JOURNEY IS SKIPPED. Run `make browser`."
        sys.stderr.write(f"\n{'=' * 78}\n{said}\n{'=' * 78}\n")
        pytest.skip("no browser could be had")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


def anew(html: str) -> bool:
    """Whether a page holds a piece of the site that axe has not met in this run; another text in one is no news."""
    builder = Builder()
    builder.feed(html)
    pieces = {hashlib.sha256(piece.encode()).hexdigest() for piece in builder.pieces}
    with JUDGED.open("a+") as known:
        fcntl.flock(known, fcntl.LOCK_EX)
        known.seek(0)
        news = pieces.difference(known.read().split())
        known.writelines(f"{piece}\n" for piece in news)
    return bool(news)


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA on this page: one line a rule, with the first place."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(AXE.read_text())  # through the debugger, so the page's strict content policy stays on
    found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
    return [
        f"{page.url} {v['id']}: {v['help']} at {v['nodes'][0]['target']} {v['nodes'][0]['html'][:120]}" for v in found
    ]


def sideways(page: Page) -> int:
    """How many pixels the page can be pushed sideways: 0 when it fits its window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def assert_sound(page: Page, name: str = "") -> None:
    """No violation of WCAG 2.2 AA in what is new, nothing to scroll sideways; a picture if TINHSO_LOOK asks for it."""
    page.wait_for_load_state()  # a page that is on its way out has no root
    if name and "TINHSO_LOOK" in os.environ:
        photograph(page, name, Path(os.environ["TINHSO_LOOK"]))
    if anew(page.content()):
        assert violations(page) == []
    assert sideways(page) <= 0, f"{page.url} is {sideways(page)} px too wide"


def photograph(page: Page, name: str, folder: Path) -> None:
    """A picture of the whole page at 320, 768 and 1440 px."""
    folder.mkdir(parents=True, exist_ok=True)
    before = page.viewport_size
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
    if before:
        page.set_viewport_size(before)
