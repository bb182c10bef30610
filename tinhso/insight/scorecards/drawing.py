"""Ranks over years as a drawing computed here, so that the page needs no script."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tinhso.insight.scorecards.models import PublishedScore
from tinhso.insight.scorecards.queries import YearLine

WIDTH, HEIGHT = 640, 220
ABOVE, BELOW, NEAR = -7, 20, 30  # where a rank is written beside its dot, and how close two dots of a year collide
COLOURS = 4


@dataclass(frozen=True)
class Dot:
    """One rank. The higher, the better; the depth is its part of the units ranked, so that 34 and 63 compare."""

    x: int
    y: int
    score: PublishedScore
    is_below: bool = False

    @property
    def label_y(self) -> int:
        """Where its rank is written: below where another dot is close above."""
        return self.y + (BELOW if self.is_below else ABOVE)


@dataclass(frozen=True)
class Track:
    """One unit's ranks. joins: lines between neighbouring years of one version; never across a break."""

    unit: str
    colour: int
    dots: tuple[Dot, ...]
    joins: tuple[tuple[int, int, int, int], ...]


@dataclass(frozen=True)
class Chart:
    """Tracks, the years below, and where a version ends."""

    tracks: tuple[Track, ...]
    years: tuple[tuple[int, int], ...]
    breaks: tuple[int, ...]


def chart(units: Sequence[tuple[str, Sequence[YearLine]]]) -> Chart:
    """The ranks of some units: name and lines of each."""
    lines = [line for _name, of in units for line in of if _rank(line)]
    years = sorted({line.year for line in lines})
    if not years:
        return Chart((), (), ())
    first, span = years[0], max(1, years[-1] - years[0])
    margin = 40

    def x_of(year: int) -> int:
        return margin + (year - first) * (WIDTH - 2 * margin) // span

    tracks = tuple(_track(name, place % COLOURS, of, x_of) for place, (name, of) in enumerate(units))
    step = (WIDTH - 2 * margin) // span
    breaks = sorted({x_of(line.year) - step // 2 for _name, of in units for line in of if line.breaks})
    every = range(years[0], years[-1] + 1)
    places = [(dot.x, dot.y) for track in tracks for dot in track.dots]
    tracks = tuple(replace(track, dots=tuple(_clear(dot, places) for dot in track.dots)) for track in tracks)
    return Chart(tracks, tuple((x_of(year), year) for year in every), tuple(breaks))


def _track(name: str, colour: int, lines: Sequence[YearLine], x_of: Callable[[int], int]) -> Track:
    dots: list[Dot] = []
    joins = []
    before: tuple[int, Dot] | None = None
    for line in lines:
        score = _rank(line)
        if score is None or score.rank is None:
            before = None
            continue
        whole = score.rank_of or 63
        dot = Dot(x_of(line.year), (score.rank - 1) * HEIGHT // max(1, whole - 1), score)
        if before and not line.breaks and before[0] == line.year - 1:
            joins.append((before[1].x, before[1].y, dot.x, dot.y))
        dots.append(dot)
        before = (line.year, dot)
    return Track(name, colour, tuple(dots), tuple(joins))


def _clear(dot: Dot, places: Sequence[tuple[int, int]]) -> Dot:
    """The same, its rank written where it does not cover that of a dot close above."""
    return replace(dot, is_below=any(x == dot.x and 0 < dot.y - y < NEAR for x, y in places))


def _rank(line: YearLine) -> PublishedScore | None:
    """The official rank; else a derived one. What interested parties claim is listed, not drawn."""
    known = [line.official, *(one for one in line.others if one.kind == "DERIVED")]
    return next((one for one in known if one is not None and one.rank), None)
