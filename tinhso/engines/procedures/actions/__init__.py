"""Writing the catalogue: draft, edit, publish, retire."""

from tinhso.engines.procedures.actions.drafting import (
    begin_from,
    draft_imported,
    draft_version,
    edit_draft,
    write_versions,
)
from tinhso.engines.procedures.actions.publishing import close_ended, publish, publish_all, retire
from tinhso.engines.procedures.actions.words import refresh_keywords

__all__ = [
    "begin_from",
    "close_ended",
    "draft_imported",
    "draft_version",
    "edit_draft",
    "publish",
    "publish_all",
    "refresh_keywords",
    "retire",
    "write_versions",
]
