"""Papers for the tests of this room and of those above: stored through the action."""

from __future__ import annotations

from datetime import date

from tinhso.engines.store.actions import PaperIn, store_paper
from tinhso.engines.store.models import Source, StoredPaper
from tinhso.engines.store.rules import Owner
from tinhso.ground.base.actors import System
from tinhso.ground.files.actions import store_bytes
from tinhso.ground.files.models import StoredFile
from tinhso.ground.people.models import Citizen
from tinhso.ground.people.tests.factories import NOON

DEATH_EXTRACT, MARITAL_STATUS = "KQ.G15.000034", "KQ.G15.000038"
HOUSE = System("thử nghiệm")


def make_file(content: bytes = b"%PDF-1.7 trich luc") -> StoredFile:
    """A file of the house; equal contents are equal files."""
    return store_bytes(HOUSE, content, name="trich-luc.pdf", mime="application/pdf", now=NOON)


def make_paper(citizen: Citizen, **facts: object) -> StoredPaper:
    """A death extract of this citizen, issued by the ward on the first of November."""
    given = {
        "type_code": DEATH_EXTRACT, "title": "Trích lục khai tử", "number": "12/TLKT", "issuer": "UBND phường Nam Định",
        "issued_on": date(2026, 11, 1), "source": Source.BORN_DIGITAL, "dossier_code": "H42.134-261101-0001",
    }  # fmt: skip
    file = facts.pop("file", None) or make_file()
    return store_paper(HOUSE, Owner(citizen_id=citizen.pk), PaperIn(**given | facts | {"file": file}), now=NOON)
