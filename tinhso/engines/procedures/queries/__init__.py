"""Reading the catalogue."""

from tinhso.engines.procedures.queries.browsing import FieldShelf, all_fields, by_audience, by_field, fields_on
from tinhso.engines.procedures.queries.catalogue import (
    aliases_of,
    catalogue_rows,
    codes_with_drafts,
    counts_by_state,
    draft_of,
    facts_of,
    history_of,
    in_force,
    known_fingerprints,
    locked,
    open_version,
    shorts,
    version_for,
    version_ids,
    version_numbered,
    with_components,
)
from tinhso.engines.procedures.queries.competence import departments_on, resolving_agencies, resolving_agency
from tinhso.engines.procedures.queries.prices import FeeChoices, Price, count_rules, counted_in, price_of
from tinhso.engines.procedures.queries.promises import (
    PriceLine,
    cutoff_label,
    fee_lines,
    limit_of,
    limit_words,
    price_lines,
)
from tinhso.engines.procedures.queries.readiness import missing_in, missing_in_each
from tinhso.engines.procedures.queries.searching import search

__all__ = [
    "FeeChoices",
    "FieldShelf",
    "Price",
    "PriceLine",
    "aliases_of",
    "all_fields",
    "by_audience",
    "by_field",
    "catalogue_rows",
    "codes_with_drafts",
    "count_rules",
    "counted_in",
    "counts_by_state",
    "cutoff_label",
    "departments_on",
    "draft_of",
    "facts_of",
    "fee_lines",
    "fields_on",
    "history_of",
    "in_force",
    "known_fingerprints",
    "limit_of",
    "limit_words",
    "locked",
    "missing_in",
    "missing_in_each",
    "open_version",
    "price_lines",
    "price_of",
    "resolving_agencies",
    "resolving_agency",
    "search",
    "shorts",
    "version_for",
    "version_ids",
    "version_numbered",
    "with_components",
]
