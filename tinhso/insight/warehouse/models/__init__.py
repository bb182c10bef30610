"""What the warehouse knows of its shelves and definitions, what others published, what officials enter."""

from tinhso.insight.warehouse.models.metrics import (
    STALE_AFTER,
    Aggregation,
    Direction,
    FactFile,
    Metric,
    Pull,
    Refresh,
)
from tinhso.insight.warehouse.models.observations import EntryDraft, Hand, Observation, Statistic
from tinhso.insight.warehouse.models.published import LineKind, PublishedFigure, PublishedKind

__all__ = [
    "STALE_AFTER",
    "Aggregation",
    "Direction",
    "EntryDraft",
    "FactFile",
    "Hand",
    "LineKind",
    "Metric",
    "Observation",
    "PublishedFigure",
    "PublishedKind",
    "Pull",
    "Refresh",
    "Statistic",
]
