"""Every refusal that the code can say has its English: found in the code itself, so that none is forgotten."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import override

from tests.pages.test_english import VIETNAMESE
from tinhso.ground.web.reading import reading

REFUSALS = frozenset({"Refused", "NotAllowed", "NotVisible"})
FILLED = "7"  # stands in every gap: a figure, which fits gaps for names as well


def sentences() -> Iterator[tuple[str, str]]:
    """(where, sentence) of each refusal whose words stand where it is raised, with gaps filled in."""
    for path in sorted((settings.ROOT / "tinhso").rglob("*.py")):
        # Backups speak to the operator at his terminal, in Vietnamese like all commands.
        if {"tests", "doubles", "backup"} & set(path.parts):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or name_of(node.func) not in REFUSALS or len(node.args) < 2:
                continue
            if said := written(node.args[1]):
                yield f"{path.relative_to(settings.ROOT)}:{node.lineno}", said


def name_of(function: ast.expr) -> str:
    """The last name of what is called."""
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def written(said: ast.expr) -> str:
    """The sentence of a literal or an f-string; '' when it is made elsewhere."""
    if isinstance(said, ast.Constant):
        return str(said.value)
    if isinstance(said, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else FILLED for part in said.values)
    return ""


def test_every_refusal_has_its_english() -> None:
    found = list(sentences())
    with override("en"):
        left = [f"{where}: {said}" for where, said in found if VIETNAMESE.search(reading(said))]

    assert len(found) > 100
    assert left == [], "\n".join(left)
