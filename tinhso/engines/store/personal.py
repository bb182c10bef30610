"""What the store keeps about people: their papers, kept once."""

from __future__ import annotations

from tinhso.engines.store.models import AcceptedType, DocumentType, StoredPaper
from tinhso.ground.base.personal import Kept

KEPT = (
    Kept(
        StoredPaper,
        "Giấy tờ trong kho của tôi",
        "kho-giay-to",
        "ho-so",
        lambda who: StoredPaper.objects.filter(citizen=who.citizen_id).order_by("pk"),
        without=("identity",),
        files=("file",),
    ),
)
OF_DUTY = ()
IMPERSONAL = (AcceptedType, DocumentType)
