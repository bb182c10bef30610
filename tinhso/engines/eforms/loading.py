"""Forms from seed/."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tinhso.engines.eforms import actions, rules
from tinhso.ground.base.actors import System


def load(seed: Path, now: datetime) -> str:
    """Publish each form of seed/forms/ whose schema is new or changed. Returns one line that says what now stands."""
    loader = System("loading")
    count = 0
    for form in read_forms(seed / "forms"):
        actions.publish_form(
            loader,
            form["code"],
            form["schema"],
            source=form["source"],
            valid_from=date.fromisoformat(form["valid_from"]),
            now=now,
        )
        count += 1
    return f"Biểu mẫu điện tử: {count} biểu mẫu."


def read_forms(folder: Path) -> Iterator[dict[str, Any]]:
    """Every form of the folder with its lists written out and its English beside it, by file name."""
    lists = {path.stem: json.loads(path.read_text()) for path in sorted((folder / "lists").glob("*.json"))}
    english = json.loads((folder / "words" / "english.json").read_text())
    written = {path.stem: json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))}
    for form in written.values():
        if "includes" in form:
            form["schema"] = _joined(written[form["includes"]]["schema"], form["schema"])
        known = {text: english[text] for text in rules.texts(form["schema"]) if text in english}
        yield form | {"schema": rules.expanded(form["schema"], lists) | {"x-en": known}}


def _joined(first: dict[str, Any], then: dict[str, Any]) -> dict[str, Any]:
    """A form that asks all that another asks and more: what is more begins the last step, where one also promises."""
    *steps, last = first["x-steps"]
    (more,) = then["x-steps"]
    return then | {
        "x-steps": [*steps, more | {"sections": [*more["sections"], *last["sections"]]}],
        "properties": first["properties"] | then["properties"],
        "required": [*first.get("required", ()), *then.get("required", ())],
        "x-checks": [*first.get("x-checks", ()), *then.get("x-checks", ())],
    }
