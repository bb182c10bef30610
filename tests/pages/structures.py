"""What a page is built of, and the fewest pages that together show everything that the site is built of.

axe judges tags, classes, roles and how they stand in each other; it judges the thousandth dossier as it judged the
first. So it reads pages until it has met every piece; another text in a known piece teaches it nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser

from tests.pages.album import Page

EMPTY = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
DRAWN = frozenset({"path", "rect", "circle", "g", "use"})  # the inside of an icon, which is hidden from readers
SPACING = re.compile(r"(bi|[mp][tbsexy]?|col|order|gap|align|text|narrow)(-\S+)?$")  # where it stands, not what it is
THERE = frozenset({"alt", "for", "hidden", "href", "title", "aria-label", "aria-labelledby", "aria-hidden"})
TELLING = frozenset({"type", "role", "lang", "scope", "aria-invalid", "aria-current", "tabindex", "autocomplete"})


class Builder(HTMLParser):
    """Collects the pieces of a page: each element in its parent, as far as rules can tell them apart."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in DRAWN:
            return
        said = {name: value or "" for name, value in attrs}
        classes = " ".join(sorted(name for name in said.get("class", "").split() if not SPACING.match(name)))
        about = sorted(THERE & said.keys()) + [f"{name}={said[name]}" for name in sorted(TELLING & said.keys())]
        within = self.open[-1] if self.open and tag != "svg" else ""
        self.pieces.add(f"{within} > {tag} {classes} {about}")
        if tag not in EMPTY:
            self.open.append(f"{tag} {classes}")

    def handle_endtag(self, tag: str) -> None:
        if any(one.partition(" ")[0] == tag for one in self.open):
            while self.open.pop().partition(" ")[0] != tag:
                continue


def pieces(page: Page) -> frozenset[str]:
    """What this page is built of; its route is a piece as well, so that every address is read at least once."""
    builder = Builder()
    builder.feed(page.html)
    return frozenset(builder.pieces | {f"route {page.route}"})


def covering(pages: Sequence[Page]) -> set[int]:
    """Numbers of pages that together hold every piece of all: each time the page that adds most."""
    left = {number: pieces(page) for number, page in enumerate(pages)}
    seen: set[str] = set()
    chosen: set[int] = set()
    while left:
        left = {number: held - seen for number, held in left.items() if held - seen}
        if left:
            number = max(left, key=lambda n: len(left[n]))
            seen |= left[number]
            chosen.add(number)
    return chosen
