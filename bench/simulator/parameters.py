"""The figures of the simulated year, each with its source (parameters.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

PATH = Path(__file__).with_name("parameters.toml")
ROOT = PATH.parents[2]


@cache
def parameters() -> Mapping[str, Any]:
    """The file as it is written."""
    return tomllib.loads(PATH.read_text())


def value(section: str, name: str) -> Any:
    """One figure."""
    return parameters()[section][name]["value"]


def assumptions() -> Iterator[tuple[str, str, str]]:
    """(name, confidence, source) of every figure, for the words at the beginning of a run."""
    for section, rows in parameters().items():
        if "source" in rows:
            yield section, rows["confidence"], rows["source"]
            continue
        for name, row in rows.items():
            yield f"{section}.{name}", row["confidence"], row["source"]
