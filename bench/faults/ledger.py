"""The client's own books: every write that it tried, and every one that was acknowledged; held against the rows."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

# What the journal must hold of an acknowledged act, and whether a second one would be one too many.
KIND_OF = {
    "receive": ("dossiers.received", True),
    "refuse": ("dossiers.refused", True),
    "request_supplement": ("dossiers.supplement_requested", True),
    "answer_supplement": ("dossiers.supplement_answered", True),
    "close_unanswered": ("dossiers.moved", False),
    "transfer": ("dossiers.moved", False),
    "take": ("dossiers.assigned", True),
    "assign": ("dossiers.assigned", True),
    "reassign": ("dossiers.assigned", False),
    "verify": ("dossiers.moved", False),
    "finish_verification": ("dossiers.verified", False),
    "propose": ("dossiers.result_proposed", True),
    "endorse": ("dossiers.moved", False),
    "send_back": ("dossiers.moved", False),
    "sign": ("dossiers.result_signed", True),
    "issue": ("dossiers.result_issued", True),
    "hand_over": ("dossiers.returned", True),
    "withdraw": ("dossiers.moved", False),
    "approve_withdrawal": ("dossiers.moved", False),
    "extend_with_apology": ("dossiers.apology_sent", True),
    "rate": ("dossiers.rated", True),
    "pay": ("payments.settled", True),
}


@dataclass(frozen=True)
class Row:
    """A filing as the database has it."""

    key: str
    code: str


@dataclass(frozen=True)
class Judgement:
    """What became of the writes. lost: acknowledged, and not there; doubled: there more than once.

    unasked: filings that are there and that nobody tried.
    """

    acknowledged: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    unasked: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        """Nothing lost, nothing doubled, nothing out of nowhere."""
        return not (self.lost or self.doubled or self.unasked)


@dataclass
class Ledger:
    """Safe for many threads. moments: when each acknowledgement came, by the monotonic clock."""

    filed: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    tried_keys: set[str] = field(default_factory=set)
    acts: list[tuple[str, str]] = field(default_factory=list)
    moments: list[tuple[float, str]] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def tried(self, key: str, what: str, code: str = "") -> None:
        """A write is about to be made: whatever becomes of it, it may be there afterwards."""
        if what == "file":
            with self._guard:
                self.tried_keys.add(key)

    def done(self, key: str, what: str, code: str) -> None:
        """A write was acknowledged: from now on it must be there, once."""
        with self._guard:
            self.moments.append((time.monotonic(), what))
            if what == "file":
                self.tried_keys.add(key)
                self.filed[key].add(code)
            else:
                self.acts.append((code, what))

    def refused(self, what: str) -> None:
        """The product said no, in words; none of the harness's moves deserves that."""
        with self._guard:
            self.refusals.append(what)

    def judged(self, rows: Iterable[Row], happened: Mapping[tuple[str, str], int]) -> Judgement:
        """Hold the books against the rows. happened: (dossier code, kind in the journal) -> how often."""
        found: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            found[row.key].append(row.code)
        lost = [f"{key}: {sorted(codes)}, có {found.get(key, [])}" for key, codes in sorted(self.filed.items())
                if not codes <= set(found.get(key, []))]  # fmt: skip
        doubled = [f"{key}: {codes}" for key, codes in sorted(found.items()) if len(codes) > 1]
        for code, what in dict.fromkeys(self.acts):
            kind, is_once = KIND_OF[what]
            times = happened.get((code, kind), 0)
            if not times:
                lost.append(f"{code}: {what}")
            elif is_once and times > 1:
                doubled.append(f"{code}: {what} {times} lần")
        unasked = sorted(set(found) - self.tried_keys)
        return Judgement(len(self.filed) + len(set(self.acts)), tuple(lost), tuple(doubled), tuple(unasked))
