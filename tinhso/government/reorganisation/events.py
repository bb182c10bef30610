"""What merger day leaves in the journal besides the line of each dossier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

ABOUT = "reorganisation:{reorganisation_id}"


@dataclass(frozen=True)
class ReorganisationBegun:
    """An instrument began to be carried out (bắt đầu sắp xếp). agencies: how many end."""

    kind: ClassVar[str] = "reorganisation.begun"
    about: ClassVar[str] = ABOUT
    reorganisation_id: int
    instrument: str
    effective_date: date
    agencies: int
    dossiers: int


@dataclass(frozen=True)
class ReorganisationFinished:
    """All was moved, and the totals of before and after are equal (hoàn thành sắp xếp)."""

    kind: ClassVar[str] = "reorganisation.finished"
    about: ClassVar[str] = ABOUT
    reorganisation_id: int
    dossiers: int
    posts: int
    clients: int
    seals: int
