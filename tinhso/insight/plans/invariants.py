"""What must always be true of plans: nothing open is left under a replaced paper, every task has its history."""

from __future__ import annotations

from tinhso.ground.invariants.checking import checked
from tinhso.ground.invariants.verdicts import Invariant, Verdict

LEFT = """
SELECT 'nhiệm vụ ' || t.id || ' còn mở dưới văn bản đã thay thế ' || d.code
FROM plans_plantask t JOIN plans_directive d ON d.id = t.directive_id
JOIN plans_directivetie r ON r.upper_id = d.id AND r.tie = 'REPLACES' AND r.undone_at IS NULL
WHERE t.state IN ('GIVEN', 'ACCEPTED', 'RETURNED', 'REPORTED') ORDER BY t.id
"""
STEPS = """
SELECT 'nhiệm vụ ' || t.id || ' không có diễn biến nào' FROM plans_plantask t
WHERE NOT EXISTS (SELECT FROM plans_taskstep s WHERE s.task_id = t.id AND s.verb = 'give') ORDER BY t.id
"""


def left() -> Verdict:
    """No open task stands under a directive that was replaced."""
    return checked("plans_plantask", LEFT)


def steps() -> Verdict:
    """Every task has the step that gave it."""
    return checked("plans_plantask", STEPS)


INVARIANTS = (
    Invariant("plans.carried", "Nhiệm vụ đang mở không bị bỏ lại dưới văn bản đã thay thế", left),
    Invariant("plans.steps", "Mọi nhiệm vụ đều có diễn biến từ lúc giao", steps),
)
