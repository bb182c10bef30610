"""Series and shades as drawings: a line that needs no script, the same as JSON for the chart that enhances it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal

from tinhso.insight.ioc.queries import Panel, Place

WIDTH, HEIGHT, EDGE = 240, 64, 4
SHADES = 5


def points(panel: Panel) -> str:
    """The known values of a series as points of an SVG polyline; shares are drawn against a hundred or their own."""
    known = [(place, value) for place, (_, value) in enumerate(panel.series) if value is not None]
    if len(known) < 2:
        return ""
    low, high = min(value for _, value in known), max(value for _, value in known)
    spread = (high - low) or Decimal(1)
    step = Decimal(WIDTH - 2 * EDGE) / (len(panel.series) - 1)
    return " ".join(
        f"{EDGE + place * step:.0f},{HEIGHT - EDGE - (value - low) / spread * (HEIGHT - 2 * EDGE):.0f}"
        for place, value in known
    )


def chart(panel: Panel) -> str:
    """The same for the chart: labels, values (null where unknown), unit, and the bounds that judge."""
    judge = panel.bounds
    told = {
        "labels": [label_of(code) for code, _ in panel.series],
        "values": [None if value is None else float(value) for _, value in panel.series],
        "unit": panel.indicator.unit,
        "green": float(judge.green) if judge else None,
        "red": float(judge.red) if judge else None,
    }
    return json.dumps(told, ensure_ascii=False)


def label_of(code: str) -> str:
    """A period on an axis: 11/26, Q4/26, 2026."""
    year, _, part = code.partition("-")
    return year if not part else f"{part if part.startswith('Q') else int(part)}/{year[2:]}"


def shades(places: Sequence[Place]) -> dict[str, int]:
    """By code in which fifth of all known values a place lies, 0 to 4: how a map without thresholds is shaded."""
    known = sorted({place.value for place in places if place.value is not None})
    return {place.code: known.index(place.value) * SHADES // len(known) for place in places if place.value is not None}
