"""How the national index reads the dates that it is told; nobody should be surprised by a late dossier.

Source: an index-definition file of the national portal (interop A.6.3, [M]); no text of law says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

REFUSED, STOPPED, PROCESSED, RETURNED = 3, 8, 9, 10


class Verdict(Enum):
    """What the index makes of a dossier."""

    NOT_COUNTED = "not counted"
    RUNNING = "running"
    ON_TIME = "on time"
    LATE = "late"


@dataclass(frozen=True)
class NationalReading:
    """The verdict, the moment that counts as the end (None while it runs), and why, in Vietnamese."""

    verdict: Verdict
    ended_at: datetime | None
    why: str


def national_reading(
    *, due_at: datetime | None, ends: Mapping[int, datetime], asked: Sequence[datetime], is_waiting: bool, now: datetime
) -> NationalReading:
    """How the national index reads a dossier: on time means that its end is not after NgayHenTra.

    due_at: NgayHenTra, None before acceptance. ends: when it reached the codes 3, 8, 9, 10, as far as it did; others
    are ignored. asked: the requests to complete it, one a round. is_waiting: the last of them is not answered. The end
    is the first of refused, stopped, processed, returned (9 counts before 10); else the day of a request that waits.
    More than one round counts as late, whatever the dates say. ValueError: it waits although nothing was asked.
    """
    if is_waiting and not asked:
        raise ValueError("waiting for what was not asked")
    if len(asked) > 1:
        return NationalReading(Verdict.LATE, _end(ends) or max(asked), "Yêu cầu bổ sung quá một lần.")
    if due_at is None:
        return NationalReading(Verdict.NOT_COUNTED, _end(ends), "Chưa tiếp nhận nên chưa có ngày hẹn trả.")
    end = _end(ends) or (asked[-1] if is_waiting else None)
    if end is not None:
        if end <= due_at:
            return NationalReading(Verdict.ON_TIME, end, "Kết thúc xử lý không sau ngày hẹn trả.")
        return NationalReading(Verdict.LATE, end, "Kết thúc xử lý sau ngày hẹn trả.")
    if now > due_at:
        return NationalReading(Verdict.LATE, None, "Đã qua ngày hẹn trả mà chưa kết thúc xử lý.")
    return NationalReading(Verdict.RUNNING, None, "Đang xử lý, chưa đến ngày hẹn trả.")


def makes_late(before: NationalReading, after: NationalReading) -> bool:
    """Whether telling what stands now would turn a dossier late that was not: say so before it is told."""
    return after.verdict is Verdict.LATE and before.verdict is not Verdict.LATE


def _end(ends: Mapping[int, datetime]) -> datetime | None:
    counted = {code: at for code, at in ends.items() if code in {REFUSED, STOPPED, PROCESSED, RETURNED}}
    if PROCESSED in counted:
        counted.pop(RETURNED, None)
    return min(counted.values(), default=None)
