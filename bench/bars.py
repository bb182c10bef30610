"""What each item is judged by: red lines are the least, moonshots the aim; docs/how-to/benchmark.md explains each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """Ratios (more is better): below `red` is a miss, from `moon` on the aim is reached; None where none was set."""

    red: float | None = None
    moon: float | None = None

    def verdict(self, ratio: float) -> str:
        """MISSED below the red line, else met; moonshot from the aim on; "below aim" where only that was set."""
        if self.red is not None and ratio < self.red:
            return "MISSED"
        if self.moon is not None and ratio >= self.moon:
            return "moonshot"
        if self.red is not None:
            return "met"
        return "no bar" if self.moon is None else "below aim"


@dataclass(frozen=True)
class WaitBar:
    """A wait that must not be longer: the median or the p95, in ms; `must`: a red line, otherwise an aim."""

    which: str
    ms: float
    name: str
    must: bool = True

    @property
    def bar(self) -> Bar:
        """The same as ratios of the bar over the wait."""
        return Bar(red=1.0) if self.must else Bar(moon=1.0)


GROWTH = 1.2  # times: costs may grow by so much from the smallest to the largest size
FLAT = Bar(red=1.0)  # of GROWTH over the slope

BARS: dict[str, Bar] = {
    "1 file": Bar(red=15, moon=45),
    "1 file, of the limit": Bar(moon=0.25),
    "1 file, bulk door": Bar(red=15, moon=45),
    "1 file, bulk door, of the limit": Bar(moon=0.5),
    "1 citizen's journey": Bar(),
    "2 transition": Bar(red=30, moon=100),
    "2 transition, of the limit": Bar(moon=0.15),
    "2 engine, beside SpiffWorkflow": Bar(moon=5),
    "2 engine, beside viewflow": Bar(moon=14),
    "3 list, first page": Bar(red=40, moon=100),
    "3 list, a late page": Bar(red=40, moon=200),
    "3 list, late page beside the first": Bar(moon=1 / 1.1),
    "3 list, own desk only": Bar(red=40, moon=100),
    "3 list, 16 users": Bar(red=40, moon=100),
    "4a search, code": Bar(red=12, moon=30),
    "4b search, words, of the limit": Bar(moon=0.4),
    "5 citizen": Bar(red=20, moon=50),
    "5 citizen with 900 dossiers": Bar(red=20, moon=50),
    "5 citizen, found by one with his own desk only": Bar(red=20, moon=50),
    "6 due, the desk with its counts": Bar(red=40, moon=120),
    "6 due, own desk only": Bar(red=40, moon=120),
    "6 due, computed again": Bar(moon=1.0),
    "9a receipt": Bar(red=8, moon=20),
    "9b signing": Bar(red=10, moon=60),
    "9b signing, of the limit": Bar(moon=0.15),
    "10 dashboard, a new filter": Bar(red=8, moon=17),
    "10 dashboard, a new filter, of the limit": Bar(moon=1 / 1.25),
    "10 dashboard at ten million, a new filter": Bar(red=8, moon=17),
    "10 dashboard at ten million, a new filter, of the limit": Bar(moon=1 / 1.25),
    "own: late decree": Bar(red=1.0),
    "own: merger day": Bar(red=1.0),
    "own: procedures": Bar(red=1.0),
    "own: scorecards": Bar(red=1.0),
    "own: wall": Bar(red=1.0),
    "own: viewers": Bar(red=1.0),
    "own: province-year": Bar(moon=1.0),
    "own: province-year, of the limit": Bar(moon=0.5),
}

ISSUE = "the issue's bar"
DESIGN = "the design's aim"
WAITS: dict[str, tuple[WaitBar, ...]] = {
    "3 list, first page": (WaitBar("p95", 20, DESIGN, must=False),),
    "3 list, 16 users": (WaitBar("median", 320, ISSUE),),
    "4a search, code": (WaitBar("median", 60, ISSUE),),
    "4b search, words": (WaitBar("median", 60, ISSUE), WaitBar("p95", 50, DESIGN, must=False)),
    "5 citizen": (WaitBar("p95", 20, DESIGN, must=False),),
    "5 citizen with 900 dossiers": (WaitBar("median", 300, ISSUE),),
    "10 dashboard, front page": (WaitBar("median", 30, DESIGN, must=False),),
}
