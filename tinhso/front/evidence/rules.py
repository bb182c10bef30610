"""A statement about the heads of the journal's chains, as it is written, linked and read; plain values only."""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

Head = tuple[int, int, str]  # chain, place in it, SHA-256 of that row in hex


@dataclass(frozen=True)
class Statement:
    """One line of the ledger: at a moment, these were the newest rows.

    previous: SHA-256 (hex) of the line before, '' for the first; so the newest signature covers all lines.
    text: what was signed, byte for byte; signature: DER of a detached CMS. line: as it stands in the file.
    """

    number: int
    at: datetime
    platform: str
    heads: tuple[Head, ...]
    previous: str
    text: str
    signature: bytes
    line: str

    @property
    def digest(self) -> str:
        """SHA-256 of the line, in hex: what the next statement links to."""
        return digest_of(self.line)


def digest_of(line: str) -> str:
    """SHA-256 of one line without its end, in hex."""
    return hashlib.sha256(line.encode()).hexdigest()


def text_of(number: int, at: datetime, platform: str, heads: Sequence[Head], previous: str) -> str:
    """What is to be signed: canonical JSON."""
    facts = {"at": at.isoformat(), "heads": heads, "number": number, "platform": platform, "previous": previous}
    return json.dumps(facts, sort_keys=True, separators=(",", ":"))


def line_of(text: str, signature: bytes) -> str:
    """The line of the ledger; the text stays a string, so that its bytes are those that were signed."""
    return json.dumps({"signature": b64encode(signature).decode(), "statement": text}, separators=(",", ":"))


def read_line(line: str) -> Statement | None:
    """The statement on a line; None for a line that is none, such as one that a power cut tore off."""
    try:
        outer = json.loads(line)
        facts = json.loads(outer["statement"])
        return Statement(
            number=int(facts["number"]),
            at=datetime.fromisoformat(facts["at"]),
            platform=str(facts["platform"]),
            heads=tuple((int(chain), int(seq), str(digest)) for chain, seq, digest in facts["heads"]),
            previous=str(facts["previous"]),
            text=outer["statement"],
            signature=b64decode(outer["signature"], validate=True),
            line=line,
        )
    except (ValueError, KeyError, TypeError):
        return None


def first_unlinked(statements: Iterable[Statement]) -> Statement | None:
    """The first statement that does not follow the one before it; a copy may begin later than the first."""
    before: Statement | None = None
    for one in statements:
        if before is not None and (one.number != before.number + 1 or one.previous != before.digest):
            return one
        before = one
    return None


def milestones(statements: Iterable[Statement]) -> list[Head]:
    """Every head that was ever stated, each once, in the order of stating."""
    return list(dict.fromkeys(head for one in statements for head in one.heads))
