"""What the portal was told of a dossier, and which front takes filings."""

from tinhso.government.portal_sync.queries.fronts import Front, front_at, front_ruling, last_mode, modes
from tinhso.government.portal_sync.queries.told import facts_of, file_told, letters_about, subject_of

__all__ = [
    "Front",
    "facts_of",
    "file_told",
    "front_at",
    "front_ruling",
    "last_mode",
    "letters_about",
    "modes",
    "subject_of",
]
