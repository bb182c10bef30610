"""Every metric by its code, and of each fact table which rows a period can count at all; the rest is not read."""

from __future__ import annotations

from collections.abc import Callable

from tinhso.insight.warehouse.metrics import administrative, cameras, serving, steering
from tinhso.insight.warehouse.metrics.counting import Condition, Counted, Rows
from tinhso.insight.warehouse.periods import Period

COUNTED: dict[str, Counted] = {**administrative.COUNTED, **steering.COUNTED, **serving.COUNTED, **cameras.COUNTED}
CONCERNED: dict[str, Callable[[Rows, Period], Condition]] = {
    "dossiers": administrative.concerned,
    **steering.CONCERNED,
    **serving.CONCERNED,
    **cameras.CONCERNED,
}
