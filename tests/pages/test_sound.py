"""Every page on a narrow telephone: nothing sticks out; every piece of the site against the rules of WCAG 2.2 AA."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page as Screen

from tests.journeys.looks import anew, chromium, photograph, sideways, violations
from tests.pages.album import Album, Page
from tests.pages.shelf import shown
from tests.pages.structures import covering

pytestmark = pytest.mark.journey
PHONE = {"width": 320, "height": 640}
SCRIPT = re.compile(r"<script[^>]* src=\"([^\"]+)\"")
# Puts another page's body and style sheets into the open one: laid out as if loaded, in a tenth of the time.
CHANGE = """async html => {
  const next = new DOMParser().parseFromString(html, "text/html");
  document.title = next.title;
  document.documentElement.lang = next.documentElement.lang;
  const wanted = [...next.querySelectorAll("link[rel=stylesheet]")].map(link => link.href);
  const here = [...document.querySelectorAll("link[rel=stylesheet]")];
  here.forEach(link => { link.disabled = !wanted.includes(link.href); });
  const missing = wanted.filter(href => !here.some(link => link.href === href));
  await Promise.all(missing.map(href => new Promise((onload, onerror) => {
    const link = document.createElement("link");
    document.head.append(Object.assign(link, {rel: "stylesheet", href, onload, onerror}));
  })));
  document.body.replaceWith(next.body);
}"""


def test_every_page_is_accessible_and_fits_a_telephone(album: Album) -> None:
    pages, wrong = album.in_language(os.environ.get("TINHSO_LOOK_IN", "vi")), []
    judged = covering(pages)
    with shown(pages) as address, chromium() as browser:
        screen = browser.new_page(viewport=PHONE, reduced_motion="reduce", locale="vi-VN")
        screen.on("pageerror", lambda error: wrong.append(f"{screen.url}: {error}"))
        ran: set[str] = set()
        for number in sorted(judged):
            scripts = set(SCRIPT.findall(pages[number].html))
            if scripts <= ran:
                screen.evaluate(CHANGE, pages[number].html)
            else:  # loaded as people load it, so that its scripts run
                screen.goto(f"{address}/{number}")
                ran |= scripts
            anew(pages[number].html)  # the journeys need not judge it again
            wrong += [f"{pages[number].title}: {said}" for said in violations(screen)]
            wrong += looked_at(screen, pages[number])
        for number in sorted(set(range(len(pages))) - judged):
            screen.evaluate(CHANGE, pages[number].html)
            wrong += looked_at(screen, pages[number])

    assert len(pages) > 100
    assert {pages[number].route for number in judged} == {page.route for page in pages}
    assert wrong == []


def looked_at(screen: Screen, page: Page) -> list[str]:
    """A complaint when the page is too wide; a picture when TINHSO_LOOK asks for it."""
    if "TINHSO_LOOK" in os.environ:
        photograph(screen, page.title, Path(os.environ["TINHSO_LOOK"]))
    pixels = sideways(screen)
    return [f"{page.title}: {pixels} px too wide"] if pixels > 0 else []
