"""The checklist names what is there: each test exists, each line has its status, what is open says why."""

from __future__ import annotations

import re

from tests.security.asvs import MET, NOT_APPLICABLE, OPEN, PAGE, page, requirements
from tests.security.parts import ROOT

LINES = requirements()
FILES = re.compile(r"(?:docs|tinhso|tests)/[\w./-]+\.\w+")


def test_every_requirement_of_levels_1_and_2_has_its_line() -> None:
    """The standard has 70 requirements of level 1 and 183 more of level 2."""
    assert len({line.id for line in LINES}) == len(LINES) == 253
    assert sum(line.level == 1 for line in LINES) == 70


def test_every_line_has_a_status_and_says_why() -> None:
    assert {line.status for line in LINES} == {MET, OPEN, NOT_APPLICABLE}
    assert [line.id for line in LINES if len(line.says) < 5 or len(line.evidence) < 7] == []


def test_every_test_that_a_met_line_names_exists() -> None:
    missing = []
    for line in LINES:
        if line.status != MET or line.evidence.startswith("review: "):
            continue
        path, _, name = line.evidence.partition("::")
        text = (ROOT / path).read_text() if (ROOT / path).is_file() else ""
        if "/test_" not in path or "def test_" not in text or (name and f"def {name}(" not in text):
            missing.append(f"{line.id}: {line.evidence}")
    assert missing == []


def test_every_file_that_a_review_names_exists() -> None:
    named = {(line.id, path) for line in LINES for path in FILES.findall(line.evidence)}

    assert len(named) > 60
    assert sorted((number, path) for number, path in named if not (ROOT / path).exists()) == []


def test_the_page_is_what_the_list_says() -> None:
    assert PAGE.read_text() == page(LINES), "python -m tests.security.asvs"
