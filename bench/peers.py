"""Figures of peers, measured apart on the same kind of machine in November 2026; each named with its version."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Peer:
    """A peer's best rate at 4 clients and its CPU (application and database) for one unit of the same kind.

    cpu_ms is None where it was not measured: then the rate alone judges.
    """

    name: str
    per_second: float
    cpu_ms: float | None = None


@dataclass(frozen=True)
class PeerEngine:
    """A workflow engine as a library: wall and client-side CPU milliseconds for six persisted steps."""

    name: str
    wall_ms: float
    cpu_ms: float


FILE = Peer("Open Zaak 1.30, create a case, 10k cases", 13.9, 145.0)
TRANSITION = Peer("Open Zaak 1.30, set a status, 100k cases", 5.2, 290.0)
LIST = Peer("Open Zaak 1.30, list of 20, 100k cases", 7.3, 260.0)
LIST_16 = Peer("Open Zaak 1.30, list of 20, 100k cases, 16 clients", 5.8)
LAST_PAGE = Peer("Open Zaak 1.30, last page, 100k cases", 2.4, 760.0)
CODE = Peer("Open Zaak 1.30, find by identification, 100k cases", 20.0, 86.0)
CITIZEN = Peer("Open Zaak 1.30, a citizen's cases, 100k cases", 10.9, 146.0)
DUE = Peer("Open Zaak 1.30, due before a date, 100k cases", 5.0, 352.0)
# Five requests: form, create, a step of 20 fields, summary, complete; CPU 256–344 + 31–35 ms, without the PDF.
JOURNEY = Peer("Open Formulieren 4.0, five requests, no PDF", 5.9, 333.0)
SPIFF = PeerEngine("SpiffWorkflow 3.2.0, saved as JSON after each step", 24.6, 16.5)  # CPU 15.6–17.3
VIEWFLOW = PeerEngine("django-viewflow 2.4.0, its own tables", 71.6, 50.5)
RECEIPT_CPU_MS = 322.0  # WeasyPrint 70.0 and pyHanko 0.38 as documented: 3.1 a second and core
