"""When a step of a playbook is due, and what a step must say: plain values."""

from __future__ import annotations

from datetime import datetime, timedelta

from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import nfc

LONGEST_H = 30 * 24
OLDEST = timedelta(days=3)


def due_at(began_at: datetime, hours: int) -> datetime:
    """The moment by which a step is to be done: so many hours by the clock, day and night, after the beginning."""
    return began_at + timedelta(hours=hours)


def check_hours(hours: int) -> None:
    """Refused beside its field: from 0 hours to 30 days."""
    if not 0 <= hours <= LONGEST_H:
        raise Refused("hours-wrong", f"Số giờ từ 0 đến {LONGEST_H}.", field="hours")


def check_beginning(began_at: datetime, now: datetime) -> None:
    """Refused beside its field: a run begins now or began in the last three days, when nobody could write it down."""
    if began_at > now:
        raise Refused("not-yet", "Giờ bắt đầu chưa đến; hãy kích hoạt khi tình huống bắt đầu.", field="began_at")
    if now - began_at > OLDEST:
        raise Refused("too-long-ago", "Giờ bắt đầu không được trước quá 3 ngày.", field="began_at")


def said(words: str, field: str, sentence: str, longest: int) -> str:
    """What was typed, trimmed. Refused beside its field where nothing was, or too much."""
    kept = nfc(words).strip()
    if not kept:
        raise Refused(f"{field}-missing", sentence, field=field)
    if len(kept) > longest:
        raise Refused(f"{field}-too-long", f"Viết gọn hơn, tối đa {longest} ký tự.", field=field)
    return kept
