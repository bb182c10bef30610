"""Every page against the rules of WCAG 2.2 AA, and on a narrow telephone: nothing sticks out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.journeys.looks import chromium, photograph, sideways, violations
from tests.pages.album import Album
from tests.pages.shelf import shown

pytestmark = pytest.mark.journey
PHONE = {"width": 320, "height": 640}


def test_every_page_is_accessible_and_fits_a_telephone(album: Album) -> None:
    pages, wrong = album.in_language(os.environ.get("TINHSO_LOOK_IN", "vi")), []
    with shown(pages) as address, chromium() as browser:
        screen = browser.new_page(viewport=PHONE, reduced_motion="reduce", locale="vi-VN")
        screen.on("pageerror", lambda error: wrong.append(f"{screen.url}: {error}"))
        for number, page in enumerate(pages):
            screen.goto(f"{address}/{number}")
            wrong += [f"{page.title}: {said}" for said in violations(screen)]
            if (pixels := sideways(screen)) > 0:
                wrong.append(f"{page.title}: {pixels} px too wide")
            if "TINHSO_LOOK" in os.environ:
                photograph(screen, page.title, Path(os.environ["TINHSO_LOOK"]))

    assert len(pages) > 100
    assert wrong == []
