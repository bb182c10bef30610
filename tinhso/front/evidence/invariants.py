"""What must always be true of what was published of the journal."""

from __future__ import annotations

from django.conf import settings

from tinhso.front.evidence.queries import verdict_of_heads
from tinhso.ground.invariants.verdicts import Invariant, Verdict


def published() -> Verdict:
    """Every head that we ever published is still a row of the journal. Nothing published: nothing to compare."""
    path = settings.JOURNAL_HEADS
    if not path.is_file():
        return Verdict(0, note="Chưa công bố đầu chuỗi nào.")
    found = verdict_of_heads(path)
    return Verdict(found.heads, 1, (found.problem,)) if found.problem else Verdict(found.heads)


INVARIANTS = (Invariant("evidence.heads", "Nhật ký khớp mọi bản đầu chuỗi đã công bố", published),)
