"""What must always be true of the answers kept for repeated writes."""

from __future__ import annotations

from tinhso.ground.invariants.checking import checked
from tinhso.ground.invariants.verdicts import Invariant, Verdict


def answers() -> Verdict:
    """A key is kept with its answer or not at all."""
    return checked(
        "web_idempotentanswer",
        "SELECT 'khoá ' || key || ' của ' || caller || ' chưa có câu trả lời' FROM web_idempotentanswer "
        "WHERE status NOT BETWEEN 200 AND 399 ORDER BY id",
    )


INVARIANTS = (Invariant("web.answers", "Mỗi khoá chống ghi trùng được giữ cùng câu trả lời của nó", answers),)
