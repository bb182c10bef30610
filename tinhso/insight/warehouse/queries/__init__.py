"""Figures and the rows behind them; what others published."""

from tinhso.insight.warehouse.queries.figures import (
    PROVINCE,
    Counts,
    Figure,
    counts,
    figures,
    metric,
    metrics,
    rows_behind,
    series,
    units_of,
)
from tinhso.insight.warehouse.queries.published import (
    Indicator,
    Question,
    published_indicator,
    published_indicators,
    published_questions,
    to_rank,
)

__all__ = [
    "PROVINCE",
    "Counts",
    "Figure",
    "Indicator",
    "Question",
    "counts",
    "figures",
    "metric",
    "metrics",
    "published_indicator",
    "published_indicators",
    "published_questions",
    "rows_behind",
    "series",
    "to_rank",
    "units_of",
]
