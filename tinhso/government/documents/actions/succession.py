"""Merger day: what is not settled goes to the successor; what was released keeps its issuer and its number."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import F, Q

from tinhso.government.documents.lifecycle import OPEN_IN, DocumentState
from tinhso.government.documents.models import Document, Recipient

S = DocumentState
OPEN = [str(state) for state in (S.DRAFT, S.SUBMITTED, S.RETURNED, S.SIGNED, *sorted(OPEN_IN))]
NEW_LETTERHEAD = "Cơ quan ban hành đã đổi theo sắp xếp tổ chức; hãy trình ký lại dưới tên cơ quan mới."


def succeed_agencies(successors: Mapping[int, int]) -> int:
    """Move open documents of agencies that end, within the caller's transaction; how many. Safe to repeat.

    What was signed under the old name and not released is sent back: its letterhead is no longer true. Drafts that
    name an ended agency among their recipients name its successor. Lines of papers of dossiers stay with their book.
    """
    moved = 0
    for old, new in successors.items():
        mine = Document.objects.filter(agency=old, state__in=OPEN, origin="")
        mine.filter(state__in=[str(S.SUBMITTED), str(S.SIGNED)]).update(
            state=str(S.RETURNED), paper_code="", signed_at=None, signer_name="", reason=NEW_LETTERHEAD
        )
        moved += mine.update(agency=new, version=F("version") + 1)
        named = Recipient.objects.filter(agency=old, document__released_at__isnull=True)
        both = Recipient.objects.filter(agency=new).values("document")
        named.filter(Q(document__in=both) | Q(document__agency=new)).delete()
        named.update(agency=new)
    return moved
