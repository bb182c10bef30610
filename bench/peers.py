"""Figures of peers, measured apart on the same kind of machine in November 2026; each named with its version."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Peer:
    """A peer's best rate at 4 clients and its CPU (application and database) for one unit of the same kind."""

    name: str
    per_second: float
    cpu_ms: float


FILE = Peer("Open Zaak 1.30, create a case, 10k cases", 13.9, 145.0)
TRANSITION = Peer("Open Zaak 1.30, set a status, 100k cases", 5.2, 290.0)
LIST = Peer("Open Zaak 1.30, list of 20, 100k cases", 7.3, 260.0)
LAST_PAGE = Peer("Open Zaak 1.30, last page, 100k cases", 2.4, 760.0)
CODE = Peer("Open Zaak 1.30, find by identification, 100k cases", 20.0, 86.0)
CITIZEN = Peer("Open Zaak 1.30, a citizen's cases, 100k cases", 10.9, 146.0)
DUE = Peer("Open Zaak 1.30, due before a date, 100k cases", 5.0, 352.0)
