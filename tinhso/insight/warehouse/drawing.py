"""A series as a drawing: bars whose heights are computed here, so that the page needs no script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tinhso.insight.warehouse.queries import Figure

WIDTH, HEIGHT, GAP = 640, 160, 6
MILLION = 1_000_000


@dataclass(frozen=True)
class Bar:
    """One period of a chart, in units of the drawing; figure.value None is drawn as a gap. is_last: the current one."""

    figure: Figure
    x: int
    y: int
    width: int
    height: int
    label: str
    is_last: bool

    @property
    def value_label(self) -> str:
        """The value as there is room for it: whole numbers, millions where it has many digits."""
        value = self.figure.value
        if value is None:
            return ""
        return f"{value / MILLION:.0f} tr" if value >= 10 * MILLION else f"{value:,.0f}".replace(",", ".")

    @property
    def middle(self) -> int:
        """Where its label stands."""
        return self.x + self.width // 2


def bars(series: Sequence[Figure]) -> list[Bar]:
    """One bar a figure, the highest as high as the drawing; shares are drawn against a hundred, so they compare."""
    values = [figure.value or Decimal(0) for figure in series]
    top = Decimal(100) if series and series[0].metric.is_share else max([*values, Decimal(1)])
    width = (WIDTH - GAP * (len(series) - 1)) // max(1, len(series))
    drawn = []
    for place, (figure, value) in enumerate(zip(series, values, strict=True)):
        height = int(HEIGHT * min(value, top) / top)
        year, _, month = figure.period.code.partition("-")
        label = f"{int(month)}/{year[2:]}"
        drawn.append(
            Bar(figure, place * (width + GAP), HEIGHT - height, width, height, label, place == len(series) - 1)
        )
    return drawn
