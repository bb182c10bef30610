"""Old pieces of the journal as files: one line a row, with the very text that was hashed, so that anyone can check.

A line is `id hash xact text`; hash = sha256(hash of the row before in its chain, text), text = the JSON array
[chain, seq, kind, moment, actor_ref, actor_name, subject, facts]. No database is needed to prove a file.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection, transaction

ROWS = """
SELECT id, encode(hash, 'hex'), xact, jsonb_build_array(chain, seq, kind, extract(epoch FROM at)::text, actor_ref,
    actor_name, subject, facts)::text FROM {piece} ORDER BY id
"""
Tails = dict[int, tuple[int, str]]  # chain -> its newest place and hash in hex


class Unproven(Exception):
    """A file does not follow from what came before it; the words name the first row that does not fit."""


@dataclass
class Walked:
    """What a file holds once it has been walked from end to end."""

    tails: Tails
    entries: int = 0
    first_id: int = 0
    last_id: int = 0
    seen: set[tuple[int, int, str]] = field(default_factory=set)


def write_piece(piece: str, file: Path) -> None:
    """Write all rows of one piece in the order of their ids."""
    words = ROWS.format(piece=piece)
    with transaction.atomic(), connection.chunked_cursor() as cursor, gzip.open(file, "wt", 6, encoding="utf-8") as out:
        cursor.execute(words)
        for row in cursor:
            out.write("{} {} {} {}\n".format(*row))


def walk(file: Path, before: Mapping[int, tuple[int, str]], *, wanted: Collection[tuple[int, int]] = ()) -> Walked:
    """Follow every chain through a file. before: where the chains stood at its beginning. Unproven at the first fault.

    wanted: (chain, seq) of rows whose hashes somebody stated; they come back in `seen`.
    """
    found, asked = Walked(dict(before)), set(wanted)
    for number, digest, text in _lines(file):
        chain, seq = json.loads(text)[:2]
        place, last = found.tails.get(chain, (0, ""))
        if seq != place + 1:
            raise Unproven(f"{file.name}: chuỗi {chain} thiếu dòng {place + 1}")
        if hashlib.sha256(bytes.fromhex(last) + text.encode()).hexdigest() != digest:
            raise Unproven(f"{file.name}: chuỗi {chain}, dòng {seq} đã bị sửa")
        found.tails[chain] = (seq, digest)
        found.entries, found.first_id, found.last_id = found.entries + 1, found.first_id or number, number
        if (chain, seq) in asked:
            found.seen.add((chain, seq, digest))
    return found


def _lines(file: Path) -> Iterator[tuple[int, str, str]]:
    try:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                number, digest, _xact, text = line.rstrip("\n").split(" ", 3)
                yield int(number), digest, text
    except (OSError, EOFError, ValueError) as broken:
        raise Unproven(f"{file.name}: không đọc được ({broken})") from broken


def digest_of(file: Path) -> str:
    """SHA-256 of a file in hex."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
