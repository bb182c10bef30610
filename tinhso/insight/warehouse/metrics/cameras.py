"""How many of the cameras in use work, as their owners' systems and officials say; what is silent is not known."""

from __future__ import annotations

import ibis

from tinhso.infrastructure.cameras.lifecycle import Health
from tinhso.insight.warehouse.metrics.counting import Condition, Counted, Rows, Two, before_end, not_before, one_if
from tinhso.insight.warehouse.periods import Period

KNOWN = [Health.UP.value, Health.DOWN.value]


def spans(rows: Rows, period: Period) -> Condition:
    """What a period can count: begun before its end, not over before it began."""
    return before_end(rows.began_at, period) & not_before(rows.ended_at, ibis.literal(period.begin))


def cameras_up(rows: Rows, period: Period) -> Two:
    """Camera hoạt động, trên camera có tin, vào cuối kỳ."""
    standing = before_end(rows.began_at, period) & not_before(rows.ended_at, ibis.literal(period.end))
    known = standing & rows.health.isin(KNOWN)
    return one_if(known & (rows.health == Health.UP.value)), one_if(known)


COUNTED = {"TRF.CAM.UP": Counted("camera_spans", cameras_up)}
CONCERNED = {"camera_spans": spans}
