"""What the journal keeps about people: names and references, never contact details; it is never rewritten."""

from __future__ import annotations

from tinhso.ground.base.personal import Kept
from tinhso.ground.journal.models import ChainHead, Cursor, Entry

KEPT = (
    Kept(
        Entry,
        "Nhật ký: ai đã làm gì với hồ sơ, dữ liệu của tôi",
        "nhat-ky",
        "nhat-ky",
        lambda who: Entry.objects.filter(subject__in=who.subjects).order_by("id"),
        without=("prev_hash", "hash", "xact"),
        masked=("actor_name", "facts"),
    ),
)
OF_DUTY = ()
IMPERSONAL = (ChainHead, Cursor)
