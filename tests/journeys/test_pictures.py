"""Three small pictures for the README: `make pictures` remakes them; without --pictures nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys import acts
from tests.journeys.test_filing import MOTHER, file_birth

pytestmark = pytest.mark.journey
FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"


def test_pictures_of_the_house(visitor, request):
    if not request.config.getoption("--pictures"):
        pytest.skip("pictures are made by `make pictures`")
    FOLDER.mkdir(exist_ok=True)
    phone = visitor.comes(width=390, height=720)
    phone.goto("/")
    phone.screenshot(path=FOLDER / "front.png")
    acts.sign_in_citizen(phone, MOTHER)
    code = file_birth(phone)
    reader = phone
    reader.set_viewport_size({"width": 1200, "height": 760})
    reader.goto(f"/ho-so/{code}/")
    reader.screenshot(path=FOLDER / "dossier.png")
    officer = visitor.comes(width=1200, height=760)
    acts.sign_in_official(officer, "tiepnhan.namdinh")
    officer.screenshot(path=FOLDER / "desk.png")
