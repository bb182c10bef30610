"""What goes with a document."""

from __future__ import annotations

from django.db import models

from tinhso.government.documents.models.documents import Document
from tinhso.government.documents.rules import VERDICTS
from tinhso.ground.files.models import StoredFile


class Annex(models.Model):
    """Văn bản kèm theo: one file that goes with a document, in its order (Nghị định 30/2020/NĐ-CP, Phụ lục I).

    Kept once, at who issued the document: recipients of the province read it there; what came from elsewhere has its
    own. file: as its writer, or the sender elsewhere, brought it; verdict: on its signatures. paper_code: of the paper
    that the agency signed at the release.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="annexes", db_index=False)
    place = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", db_index=False)
    verdict = models.CharField(max_length=10, choices=list(VERDICTS.items()), blank=True)
    paper_code = models.CharField(max_length=19, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "place"], name="documents_annex_once")]

    def __str__(self) -> str:
        return self.file.name

    @property
    def verdict_label(self) -> str:
        """What the signatures of the file were worth when it came."""
        return VERDICTS.get(self.verdict, "")
