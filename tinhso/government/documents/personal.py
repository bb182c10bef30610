"""Documents are the work of officials; whom their text may name stands in no column of its own."""

from __future__ import annotations

from tinhso.government.documents.models import (
    Annex,
    Document,
    DocumentKind,
    DraftVersion,
    NumberBook,
    Recipient,
    Remark,
    Task,
)
from tinhso.ground.base.personal import OfDuty

KEPT = ()
OF_DUTY = (
    OfDuty(Document, "Văn bản điều hành"),
    OfDuty(DraftVersion, "Bản thảo văn bản"),
    OfDuty(Annex, "Văn bản kèm theo"),
    OfDuty(Remark, "Ý kiến góp ý dự thảo"),
    OfDuty(Task, "Nhiệm vụ giao theo văn bản"),
)
IMPERSONAL = (DocumentKind, NumberBook, Recipient)
