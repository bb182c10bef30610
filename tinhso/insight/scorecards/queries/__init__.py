"""Reading indices: what they are, what was published, how we fare."""

from tinhso.insight.scorecards.queries.catalogue import (
    families,
    family,
    home_codes,
    mains_of,
    nodes_of,
    twigs_of,
    version,
    versions_of,
)
from tinhso.insight.scorecards.queries.own import (
    assessment,
    assessment_ids,
    enterable,
    ids_of,
    latest_scores,
    may_appraise,
    may_enter,
    self_scored_by,
)
from tinhso.insight.scorecards.queries.published import (
    League,
    YearLine,
    known_units,
    league,
    newest,
    trend,
    years_of,
)
from tinhso.insight.scorecards.queries.results import Line, Result, passes, result
from tinhso.insight.scorecards.queries.trying import WhatIf, what_if

__all__ = [
    "League",
    "Line",
    "Result",
    "WhatIf",
    "YearLine",
    "assessment",
    "assessment_ids",
    "enterable",
    "families",
    "family",
    "home_codes",
    "ids_of",
    "known_units",
    "latest_scores",
    "league",
    "mains_of",
    "may_appraise",
    "may_enter",
    "newest",
    "nodes_of",
    "passes",
    "result",
    "self_scored_by",
    "trend",
    "twigs_of",
    "version",
    "versions_of",
    "what_if",
    "years_of",
]
