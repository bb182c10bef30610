"""Reading the journal: timelines, cursors for reactions, and the proof that it is whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from tinhso.ground.journal.models import ChainHead, Cursor, Entry


@dataclass(frozen=True)
class Break:
    """The first row of a chain that does not fit: where it stands and what is wrong."""

    chain: int
    seq: int
    entry_id: int | None
    why: str


@dataclass(frozen=True)
class Head:
    """The newest row of a chain: its place, and its hash in hex."""

    chain: int
    seq: int
    digest: str


def entries_about(subject: str) -> QuerySet[Entry]:
    """What happened to one thing, oldest first."""
    return Entry.objects.filter(subject=subject).order_by("id")


def entries_of_kind(kind: str, *, about: Iterable[str]) -> list[Entry]:
    """What happened of one kind to several things, oldest first."""
    return list(Entry.objects.filter(subject__in=list(about), kind=kind).order_by("id"))


UNREAD = """
WITH open_here AS MATERIALIZED (
    SELECT open.xact FROM pg_snapshot_xip(pg_current_snapshot()) AS open (xact)
    WHERE NOT EXISTS (SELECT FROM pg_stat_activity elsewhere
                      WHERE elsewhere.backend_xid = open.xact::xid AND elsewhere.datname <> current_database()))
SELECT * FROM journal_entry
WHERE (xact, id) > (%s, %s)
  AND xact < (SELECT coalesce(min(xact), pg_snapshot_xmax(pg_current_snapshot()))::text::bigint FROM open_here)
ORDER BY xact, id LIMIT %s
"""


def unread(cursor: Cursor, *, limit: int = 500) -> list[Entry]:
    """The next entries for a reader, in order.

    Rows younger than the oldest transaction open in this database are left for later, so that an entry which commits
    late is never skipped; a transaction that stays open for long delays all readers. A transaction known to be of
    another database of the same server cannot write here: a neighbour's long work delays nobody.
    """
    return list(Entry.objects.raw(UNREAD, [cursor.xact, cursor.entry_id, limit]))


@dataclass(frozen=True)
class Lag:
    """How far a reader is behind the journal: entries not read yet, and the age of the oldest of them."""

    unread: int
    seconds: int


# Counted no further: whoever is that far behind has other worries than the figure.
LAG = """
SELECT count(*), coalesce(extract(epoch FROM now() - min(at)), 0)
FROM (SELECT at FROM journal_entry WHERE (xact, id) > (%s, %s) ORDER BY xact, id LIMIT 10000) AS unread
"""


def reading_lag(reader: str) -> Lag:
    """How far one reader is behind."""
    at = Cursor.objects.filter(reader=reader).values_list("xact", "entry_id").first() or (0, 0)
    with connection.cursor() as cursor:
        cursor.execute(LAG, list(at))
        unread, seconds = cursor.fetchone()
    return Lag(unread, max(0, round(seconds)))


FIRST_BREAK = """
WITH walked AS (
    SELECT id, chain, seq, hash, prev_hash,
           journal_hash(prev_hash, chain, seq, kind, at, actor_ref, actor_name, subject, facts) AS right_hash,
           lag(seq, 1, 0::bigint) OVER w AS before, lag(hash, 1, ''::bytea) OVER w AS before_hash
    FROM journal_entry WINDOW w AS (PARTITION BY chain ORDER BY seq))
SELECT chain, seq, id, CASE WHEN seq <> before + 1 THEN 'missing'
                            WHEN hash <> right_hash THEN 'altered' ELSE 'unlinked' END
FROM walked WHERE seq <> before + 1 OR hash <> right_hash OR prev_hash <> before_hash
ORDER BY id LIMIT 1
"""
CUT_TAIL = """
SELECT h.chain, h.seq, NULL, 'missing' FROM journal_chainhead h
LEFT JOIN journal_entry e ON e.chain = h.chain AND e.seq = h.seq AND e.hash = h.hash
WHERE e.id IS NULL ORDER BY h.chain LIMIT 1
"""


def first_break() -> Break | None:
    """The first row that breaks its chain (altered, missing, unlinked), or None: all is whole."""
    with connection.cursor() as cursor:
        for question in (FIRST_BREAK, CUT_TAIL):
            cursor.execute(question)
            row = cursor.fetchone()
            if row:
                return Break(*row)
    return None


def heads() -> list[Head]:
    """Where every chain stands now, in one look: what may be published outside the database."""
    rows = ChainHead.objects.filter(seq__gt=0).order_by("chain").values_list("chain", "seq", "hash")
    return [Head(chain, seq, bytes(digest).hex()) for chain, seq, digest in rows]


STATED_OTHERWISE = """
SELECT stated.chain, stated.seq, stated.digest
FROM unnest(%s::smallint[], %s::bigint[], %s::text[]) WITH ORDINALITY AS stated(chain, seq, digest, place)
LEFT JOIN journal_entry e ON e.chain = stated.chain AND e.seq = stated.seq
WHERE e.id IS NULL OR encode(e.hash, 'hex') <> stated.digest
ORDER BY stated.place LIMIT 1
"""


def first_disagreement(stated: Sequence[tuple[int, int, str]]) -> tuple[int, int, str] | None:
    """The first (chain, seq, hash) said earlier that the journal no longer says; None when all still hold.

    A whole chain that was rewritten with its head is caught here and nowhere else: its rows fit each other.
    """
    chains, places, digests = ([row[n] for row in stated] for n in range(3))
    with connection.cursor() as cursor:
        cursor.execute(STATED_OTHERWISE, [chains, places, digests])
        return cursor.fetchone()  # type: ignore[no-any-return]
