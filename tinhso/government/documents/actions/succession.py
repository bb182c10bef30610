"""Merger day: what is not settled goes to the successor; what was released keeps its issuer and its number."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.models import F, Q

from tinhso.government.documents.actions.numbering import leave_number
from tinhso.government.documents.lifecycle import OPEN_IN, DocumentState
from tinhso.government.documents.models import Document, Recipient
from tinhso.ground.acts import act, sent
from tinhso.ground.base.actors import System

SYSTEM = System("documents")
S = DocumentState
OPEN = [str(state) for state in (S.DRAFT, S.SUBMITTED, S.RETURNED, S.SIGNED, S.NUMBERED, *sorted(OPEN_IN))]
NO_COPY = "Cơ quan sao đã kết thúc hoạt động trước khi ký số bản sao."
NEW_LETTERHEAD = "Cơ quan ban hành đã đổi theo sắp xếp tổ chức; hãy trình ký lại dưới tên cơ quan mới."


@act()
def succeed_agencies(successors: Mapping[int, int], *, now: datetime) -> int:
    """Move open documents of agencies that end, within the caller's transaction; how many. Safe to repeat.

    What was signed under the old name and not released is sent back: its letterhead is no longer true, and a number
    that it had goes to nothing in the old agency's book. Drafts that name an ended agency among their recipients name
    its successor. Copies that wait for the old agency's key are made no more. Lines of papers of dossiers stay with
    their book.
    """
    moved = 0
    for old, new in successors.items():
        mine = Document.objects.filter(agency=old, state__in=OPEN, origin="")
        for one in mine.filter(state=S.NUMBERED).select_for_update(of=("self",)):
            leave_number(SYSTEM, one, reason=NEW_LETTERHEAD, now=now)
        waiting = Document.objects.filter(agency=old, state=S.SIGNED, origin__startswith="document:")
        waiting.update(state=str(S.VOIDED), reason=NO_COPY, ended_at=now, moved_at=now, version=F("version") + 1)
        sent()
        mine.filter(state__in=[str(S.SUBMITTED), str(S.SIGNED), str(S.NUMBERED)]).update(
            state=str(S.RETURNED), paper_code="", signed_at=None, signer_name="", reason=NEW_LETTERHEAD
        )
        moved += mine.update(agency=new, version=F("version") + 1)
        named = Recipient.objects.filter(agency=old, document__released_at__isnull=True)
        both = Recipient.objects.filter(agency=new).values("document")
        named.filter(Q(document__in=both) | Q(document__agency=new)).delete()
        named.update(agency=new)
    return moved
