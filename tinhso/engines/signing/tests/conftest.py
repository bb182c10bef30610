from __future__ import annotations

import pytest

from tinhso.engines.signing import actions
from tinhso.engines.signing.tests.papers import NOON, a_decision
from tinhso.ground.base.actors import System
from tinhso.ground.files.queries import content
from tinhso.ground.people.queries import leaders_on


@pytest.fixture
def leader():
    """Phạm Mai Anh, deputy chair of Nam Định ward."""
    return next(post for post in leaders_on(NOON.date()) if post.agency.slug == "NB.C13669")


@pytest.fixture
def make_paper(leader):
    """A building permit, signed and sealed."""

    def make(number: str = "15/GP-UBND"):
        clerk = System("văn thư")
        facts = {"official_id": leader.official_id, "title": "Giấy phép xây dựng", "subject": "dossier:17"}
        paper = actions.sign_as_person(clerk, a_decision(), now=NOON, **facts)
        return actions.seal(clerk, paper, agency_id=leader.agency_id, number=number, now=NOON)

    return make


@pytest.fixture
def content_of():
    return lambda paper: content(paper.file)
