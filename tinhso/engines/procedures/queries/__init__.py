"""Reading the catalogue."""

from tinhso.engines.procedures.queries.browsing import FieldShelf, by_audience, by_field, fields_on
from tinhso.engines.procedures.queries.catalogue import (
    aliases_of,
    catalogue_rows,
    draft_of,
    facts_of,
    history_of,
    in_force,
    known_fingerprints,
    locked,
    open_version,
    shorts,
    version_for,
    version_numbered,
    with_components,
)
from tinhso.engines.procedures.queries.competence import resolving_agencies
from tinhso.engines.procedures.queries.promises import fee_lines, limit_of
from tinhso.engines.procedures.queries.searching import search

__all__ = [
    "FieldShelf",
    "aliases_of",
    "by_audience",
    "by_field",
    "catalogue_rows",
    "draft_of",
    "facts_of",
    "fee_lines",
    "fields_on",
    "history_of",
    "in_force",
    "known_fingerprints",
    "limit_of",
    "locked",
    "open_version",
    "resolving_agencies",
    "search",
    "shorts",
    "version_for",
    "version_numbered",
    "with_components",
]
