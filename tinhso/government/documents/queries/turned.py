"""Documents that count no more: recalled, or replaced by a later one. For rooms above whose work hangs on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tinhso.government.documents.lifecycle import DocumentState
from tinhso.government.documents.models import Document
from tinhso.government.documents.queries.drafts import NOT_OUT
from tinhso.government.documents.rules import Mends

# What was never sent, or was given up itself, replaces nothing.
VOID = (*NOT_OUT, *(str(DocumentState[name]) for name in ("VOIDED", "REFUSED", "RECALLED")))


@dataclass(frozen=True)
class Turned:
    """A document that counts no more. by: what replaces it, None where it was recalled. reason: its issuer's."""

    document: Document
    by: Document | None
    reason: str
    at: datetime

    @property
    def is_recalled(self) -> bool:
        """Whether it was recalled, and not replaced."""
        return self.by is None and self.document.state != DocumentState.REPLACED


def turned_among(pks: Iterable[int]) -> list[Turned]:
    """Which of these documents, sent or come in, were recalled or replaced, by number."""
    wanted = list(pks)
    standing = Document.objects.defer("search", "search_text")
    later = standing.filter(mends__in=wanted, mends_how=Mends.REPLACES).exclude(state__in=VOID).order_by("pk")
    by = {one.mends_id: one for one in later}
    ended = standing.filter(pk__in=wanted, state__in=[DocumentState.RECALLED, DocumentState.REPLACED]).order_by("pk")
    found = {one.pk: one for one in (*ended, *standing.filter(pk__in=list(by)))}
    return [_turned(one, by.get(pk)) for pk, one in sorted(found.items())]


def _turned(one: Document, by: Document | None) -> Turned:
    if one.state == DocumentState.RECALLED:
        return Turned(one, None, one.reason, one.ended_at or one.moved_at)
    at = one.ended_at or (by.released_at or by.begun_at if by else one.moved_at)
    return Turned(one, by, f"Thay thế bằng {by}" if by else one.reason, at)
