"""What the pages of bulk signing read from their addresses."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from tinhso.government.bulk_signing.models import SigningItem
from tinhso.ground.base.vietnamese import fold


@dataclass(frozen=True)
class Filter:
    """Which papers of a list are shown: words of name, code and title (marks optional), one procedure; '' shows all."""

    text: str = ""
    procedure: str = ""

    @classmethod
    def of(cls, asked: QueryDict) -> Filter:
        """The filter that an address names."""
        return cls(asked.get("tim", "").strip()[:100], asked.get("thu-tuc", "")[:20])

    def shows(self, item: SigningItem) -> bool:
        """Whether a paper is among them."""
        dossier = item.dossier
        if self.procedure and str(dossier.procedure_version_id) != self.procedure:
            return False
        whole = fold(f"{dossier.applicant_name} {dossier.code} {dossier.title}")
        return all(word in whole for word in fold(self.text).split())
