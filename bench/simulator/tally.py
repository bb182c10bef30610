"""What happened, counted as it happens, to be compared with what the database says at the end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from bench.simulator.case import Case
from bench.simulator.moves import Verb


@dataclass
class Tally:
    """counts: "group: what" -> how many. Tallies of shards and days add up."""

    counts: Counter[str] = field(default_factory=Counter)

    def done(self, verb: Verb, case: Case, before: str, *, now: datetime) -> None:
        """An act that was carried out."""
        self.counts[f"act: {verb}"] += 1
        filing = case.filing
        match verb:
            case Verb.FILE | Verb.FILE_BUNDLE:
                channel = "ASSISTED" if filing.assisted else filing.channel
                self.counts["filed"] += 1
                self.counts[f"channel: {channel}"] += 1
                self.counts["bundle: filed"] += bool(filing.bundle)
            case Verb.RATE:
                self.counts[f"rating: {filing.fate.rating}"] += 1
        if verb is Verb.ISSUE:
            on_time = case.due_at is not None and now <= case.due_at
            self.counts["result: on time" if on_time else "result: late"] += 1
        if case.has_ended and before != case.state:
            self.counts[f"ended: {case.state}"] += 1

    def problem(self, verb: Verb, code: str) -> None:
        """An act that the product refused."""
        self.counts[f"refused: {verb} {code}"] += 1
