"""Reading the journal: timelines, cursors for reactions, and the proof that it is whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.db.models import QuerySet

from tinhso.ground.journal.archives import Tails, Unproven, digest_of, walk
from tinhso.ground.journal.events import JournalArchived
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


OPEN_HERE = """
open_here AS MATERIALIZED (
    SELECT open.xact FROM pg_snapshot_xip(pg_current_snapshot()) AS open (xact)
    WHERE NOT EXISTS (SELECT FROM pg_stat_activity elsewhere
                      WHERE elsewhere.backend_xid = open.xact::xid AND elsewhere.datname <> current_database()))
"""
SETTLED = "SELECT coalesce(min(xact), pg_snapshot_xmax(pg_current_snapshot()))::text::bigint FROM open_here"
UNREAD = f"""
WITH {OPEN_HERE}
SELECT * FROM journal_entry WHERE (xact, id) > (%s, %s) AND xact < ({SETTLED}) ORDER BY xact, id LIMIT %s
"""  # noqa: S608 - our own words


def unread(cursor: Cursor, *, limit: int = 500) -> list[Entry]:
    """The next entries for a reader, in order.

    Rows younger than the oldest transaction open in this database are left for later, so that an entry which commits
    late is never skipped; a transaction that stays open for long delays all readers. A transaction known to be of
    another database of the same server cannot write here: a neighbour's long work delays nobody.
    """
    return list(Entry.objects.raw(UNREAD, [cursor.xact, cursor.entry_id, limit]))


SUBJECTS = """
SELECT DISTINCT split_part(subject, ':', 2)::bigint FROM journal_entry
WHERE xact >= %s AND xact < %s AND subject LIKE %s LIMIT %s
"""


def settled_up_to() -> int:
    """The transaction before which all have ended: what they wrote can be read, and nothing more will come."""
    with connection.cursor() as cursor:
        # Within a transaction PostgreSQL goes on saying who was at work when it was first asked: a neighbour that came
        # later would be taken for one of ours.
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(f"WITH {OPEN_HERE} {SETTLED}")
        return int(cursor.fetchone()[0])


def subjects_between(first: int, last: int, *, begin: str, most: int) -> list[int] | None:
    """The ids of things of one sort (`dossier:`) about which transactions from `first` to before `last` wrote.

    None when there are more than `most`.
    """
    with connection.cursor() as cursor:
        cursor.execute(SUBJECTS, [first, last, f"{begin}%", most + 1])
        found = [number for (number,) in cursor.fetchall()]
    return found if len(found) <= most else None


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


# Where the rows that stand go on from those that were archived (archives.py): what the newest archive says.
TAILS = """
tail AS MATERIALIZED (
    SELECT (said ->> 0)::smallint AS chain, (said ->> 1)::bigint AS seq, decode(said ->> 2, 'hex') AS hash
    FROM (SELECT facts -> 'tails' AS tails FROM journal_entry
          WHERE subject = 'journal:archive' AND kind = 'journal.archived' ORDER BY id DESC LIMIT 1) AS newest,
        jsonb_array_elements(tails) AS said)
"""
FIRST_BREAK = f"""
WITH {TAILS}, walked AS (
    SELECT id, e.chain, e.seq, e.hash, prev_hash,
           journal_hash(prev_hash, e.chain, e.seq, kind, at, actor_ref, actor_name, subject, facts) AS right_hash,
           lag(e.seq, 1, coalesce(tail.seq, 0)) OVER w AS before,
           lag(e.hash, 1, coalesce(tail.hash, ''::bytea)) OVER w AS before_hash
    FROM journal_entry e LEFT JOIN tail ON tail.chain = e.chain WINDOW w AS (PARTITION BY e.chain ORDER BY e.seq))
SELECT chain, seq, id, CASE WHEN seq <> before + 1 THEN 'missing'
                            WHEN hash <> right_hash THEN 'altered' ELSE 'unlinked' END
FROM walked WHERE seq <> before + 1 OR hash <> right_hash OR prev_hash <> before_hash
ORDER BY id LIMIT 1
"""  # noqa: S608 - our own words
CUT_TAIL = f"""
WITH {TAILS}
SELECT h.chain, h.seq, NULL, 'missing' FROM journal_chainhead h
LEFT JOIN journal_entry e ON e.chain = h.chain AND e.seq = h.seq AND e.hash = h.hash
LEFT JOIN tail ON tail.chain = h.chain AND tail.seq = h.seq AND tail.hash = h.hash
WHERE e.id IS NULL AND tail.chain IS NULL ORDER BY h.chain LIMIT 1
"""  # noqa: S608


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


STATED_OTHERWISE = f"""
WITH {TAILS}
SELECT stated.chain, stated.seq, stated.digest
FROM unnest(%s::smallint[], %s::bigint[], %s::text[]) WITH ORDINALITY AS stated(chain, seq, digest, place)
LEFT JOIN journal_entry e ON e.chain = stated.chain AND e.seq = stated.seq
LEFT JOIN tail ON tail.chain = stated.chain AND tail.seq >= stated.seq
WHERE encode(e.hash, 'hex') <> stated.digest OR (e.id IS NULL AND tail.chain IS NULL)
    OR (tail.seq = stated.seq AND encode(tail.hash, 'hex') <> stated.digest)
ORDER BY stated.place LIMIT 1
"""  # noqa: S608


def first_disagreement(stated: Sequence[tuple[int, int, str]]) -> tuple[int, int, str] | None:
    """The first (chain, seq, hash) said earlier that the journal no longer says; None when all still hold.

    A whole chain that was rewritten with its head is caught here and nowhere else: its rows fit each other. Rows that
    were archived are not among those that can be asked: `broken_archive` looks at them.
    """
    chains, places, digests = ([row[n] for row in stated] for n in range(3))
    with connection.cursor() as cursor:
        cursor.execute(STATED_OTHERWISE, [chains, places, digests])
        return cursor.fetchone()  # type: ignore[no-any-return]


def archived() -> JournalArchived | None:
    """What the newest archive says of all of them; None while nothing was taken out."""
    rows = Entry.objects.filter(subject=JournalArchived.about, kind=JournalArchived.kind).order_by("-id")
    facts = rows.values_list("facts", flat=True).first()
    return JournalArchived(**facts) if facts else None


def broken_archive(folder: Path, stated: Sequence[tuple[int, int, str]] = ()) -> str:
    """What is wrong with the archived files in a folder, in one sentence; '' when all are there and all chains hold.

    stated: (chain, seq, hash) said earlier; those that lie in the files are compared, too.
    """
    said = archived()
    if said is None:
        return ""
    tails: Tails = {}
    told = {(chain, seq): digest for chain, seq, digest in stated}
    try:
        for name, digest in said.files:
            file = folder / name
            if not file.is_file() or digest_of(file) != digest:
                return f"Tệp lưu trữ {name} không có hoặc đã bị thay."
            walked = walk(file, tails, wanted=told)
            tails = walked.tails
            for chain, seq, found in sorted(walked.seen):
                if told[chain, seq] != found:
                    return f"Tệp lưu trữ {name} không khớp bản đã công bố: chuỗi {chain}, dòng {seq}."
    except Unproven as fault:
        return f"Tệp lưu trữ hỏng: {fault}."
    same = tails == {chain: (seq, digest) for chain, seq, digest in said.tails}
    return "" if same else "Các tệp lưu trữ không nối với nhật ký đang giữ."
