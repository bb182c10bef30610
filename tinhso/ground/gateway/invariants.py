"""What must always be true of letters to partners: lanes keep their order."""

from __future__ import annotations

from tinhso.ground.invariants.checking import checked
from tinhso.ground.invariants.verdicts import Invariant, Verdict, together

OVERTAKEN = """
SELECT 'thư ' || id || ' (' || partner || ', ' || lane || ') bị thư ' || later || ' vượt qua' FROM (
    SELECT m.id, m.partner, m.lane, (SELECT min(d.id) FROM gateway_outboxmessage d WHERE d.partner = m.partner
        AND d.lane = m.lane AND d.id > m.id AND d.state = 'DELIVERED' AND d.delivered_at >= m.created_at) AS later
    FROM gateway_outboxmessage m WHERE m.state <> 'DELIVERED') waiting
WHERE later IS NOT NULL ORDER BY id
"""
DISORDERED = """
SELECT 'thư ' || id || ' (' || partner || ', ' || lane || ') đến trước thư đứng trước nó' FROM (
    SELECT id, partner, lane, delivered_at, max(delivered_at) OVER (PARTITION BY partner, lane ORDER BY id
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
    FROM gateway_outboxmessage WHERE state = 'DELIVERED') delivered
WHERE delivered_at < before ORDER BY id
"""


def lanes() -> Verdict:
    """No letter was delivered before one that stands before it in its lane."""
    return together(
        checked("gateway_outboxmessage WHERE state <> 'DELIVERED'", OVERTAKEN),
        checked("gateway_outboxmessage WHERE state = 'DELIVERED'", DISORDERED),
    )


INVARIANTS = (Invariant("gateway.lanes", "Thư gửi đối tác không vượt nhau trong làn của mình", lanes),)
