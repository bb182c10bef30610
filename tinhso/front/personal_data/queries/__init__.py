"""Reading personal data: what is kept about whom, requests, consents, the processing register."""

from tinhso.front.personal_data.queries.consents import Consent, consents_of
from tinhso.front.personal_data.queries.register import (
    Line,
    breach_for,
    breaches,
    limit_of,
    processing_register,
    term_of,
    terms,
)
from tinhso.front.personal_data.queries.requests import (
    Row,
    inbox,
    locked,
    of_citizen,
    past_their_term,
    request_by_id,
    request_for,
    roles_on,
    verbs_for,
    visible_to,
)
from tinhso.front.personal_data.queries.subjects import About, about, has_open_dossiers, rows_of, subject_of

__all__ = [
    "About",
    "Consent",
    "Line",
    "Row",
    "about",
    "breach_for",
    "breaches",
    "consents_of",
    "has_open_dossiers",
    "inbox",
    "limit_of",
    "locked",
    "of_citizen",
    "past_their_term",
    "processing_register",
    "request_by_id",
    "request_for",
    "roles_on",
    "rows_of",
    "subject_of",
    "term_of",
    "terms",
    "verbs_for",
    "visible_to",
]
