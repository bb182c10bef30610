"""One template of a message in one language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """One template in one language: title and body for e-mail, `short` for a telephone."""

    title: str
    body: str
    short: str
