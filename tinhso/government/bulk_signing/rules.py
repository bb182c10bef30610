"""Arithmetic of bulk signing on plain values: what stops everything, how long a confirmation holds, how far we are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from tinhso.government.bulk_signing.lifecycle import ItemState

# Refusals that concern the signer or the house and not one paper: the next paper would hear the same.
STOPS_ALL = frozenset({
    "no-certificate", "certificate-expired", "certificate-revoked", "disk-full", "signer-unavailable",
    "signer-rejected", "unfit-key", "wrong-signature", "substitution-ended",
})  # fmt: skip
MOST_PAPERS = 500  # on one list: what a person can look through, and a page can show
BATCH = 20  # papers in hand at a time: the key is asked once for them, and the bar moves when they are done
MOST_TRIES = 3  # of a paper during which the worker died: the fourth might kill the next worker, too
SILENT = timedelta(seconds=60)  # a paper takes well below a second, so after a minute nobody is at work

SIGNED_OUT = "Phiên đăng nhập đã xác nhận danh sách này không còn; bấm “Tiếp tục” để xác nhận lại."
TOO_LATE = "Đã quá thời gian của lần xác nhận; bấm “Tiếp tục” để xác nhận lại."
NO_POST = "Bạn không còn giữ vị trí đã mở danh sách này nên không làm tiếp được."
STOPPED = "Bạn đã dừng."
BROKEN_OFF = "Ba lần xử lý giấy này đều bị gián đoạn; hãy mở hồ sơ và xử lý riêng."


def still_confirmed(confirmed_at: datetime, *, minutes: int, now: datetime) -> bool:
    """Whether the official's confirmation still holds: for so many minutes (a setting of the province)."""
    return now < confirmed_at + timedelta(minutes=minutes)


def is_silent(moved_at: datetime, *, now: datetime) -> bool:
    """Whether a running session has not moved for so long that nobody can be at work on it."""
    return now - moved_at > SILENT


@dataclass(frozen=True)
class Progress:
    """How far a session is, in papers. total: those that were to be signed, so neither left out nor sent back."""

    waiting: int
    done: int
    refused: int
    left_out: int
    sent_back: int

    @property
    def total(self) -> int:
        """Papers that the bar counts."""
        return self.waiting + self.done + self.refused

    @property
    def settled(self) -> int:
        """Papers of which it is known what became of them."""
        return self.done + self.refused


def progress_of(counts: Mapping[str, int]) -> Progress:
    """The progress from the number of papers in each state."""
    return Progress(**{state.value.lower(): counts.get(state.value, 0) for state in ItemState})
