"""Writing the journal: one call, in the transaction of the act itself."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar, Protocol
from uuid import UUID

from django.db import connection, transaction

from tinhso.ground.acts import gather
from tinhso.ground.acts.pieces import pieces_of
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import Refused
from tinhso.ground.journal import queries
from tinhso.ground.journal.archives import Tails, Unproven, digest_of, walk, write_piece
from tinhso.ground.journal.events import JournalArchived
from tinhso.ground.journal.models import PIECES, Cursor, Entry


class Event(Protocol):
    """A frozen dataclass: its `kind`, and `about`, a pattern over its own fields."""

    kind: ClassVar[str]
    about: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Any]]


APPEND = "SELECT journal_append_all(%s::jsonb)"


def record(actor: Actor, event: Event, *, at: datetime) -> None:
    """Append one event in the current transaction; it commits or vanishes with its cause."""
    said = _text([event.kind, at.isoformat(), actor.ref, actor.name[:200], subject_of(event)])
    gather(APPEND, f"{said[:-1]}, {facts_of(event)}]")


def record_all(actor: Actor, events: Iterable[Event], *, at: datetime) -> None:
    """Append several events of one act in order."""
    for event in events:
        record(actor, event, at=at)


def react(reader: str, reactions: Mapping[str, Sequence[Callable[[Entry], None]]], *, limit: int = 500) -> int:
    """Hand unread entries to those who react to their kind; how many entries were read.

    The cursor moves in the same transaction as the reactions: each is carried out once, and a reaction
    that crashes is tried again from the same entry.
    """
    with transaction.atomic():
        cursor, _ = Cursor.objects.select_for_update().get_or_create(reader=reader)
        entries = queries.unread(cursor, limit=limit)
        for entry in entries:
            for reaction in reactions.get(entry.kind, ()):
                reaction(entry)
        if entries:
            cursor.xact, cursor.entry_id = entries[-1].xact, entries[-1].id
            cursor.save(update_fields=["xact", "entry_id"])
    return len(entries)


def subject_of(event: Event) -> str:
    """What the event is about, such as dossier:17; filled from the event's own fields."""
    return event.about.format(**{name: getattr(event, name) for name in event.__dataclass_fields__})


def facts_of(event: Event) -> str:
    """The event's fields as canonical JSON."""
    return _text({field.name: getattr(event, field.name) for field in dataclasses.fields(event)})


def _text(value: object) -> str:
    return _json.encode(value)


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} does not belong in the journal")


_json = json.JSONEncoder(ensure_ascii=False, default=_plain)

OLDEST = """
SELECT max(at), max(xact), count(*) FROM {piece}
"""
READERS_AT = "SELECT min(xact) FROM journal_cursor"


def archive_oldest(actor: Actor, folder: Path, *, older_than: datetime, now: datetime) -> JournalArchived:
    """Take the oldest piece out of the database once a file in the folder proves to hold all of it.

    The file is read back from the disk and every chain is followed through it before anything is removed. Refused:
    nothing-to-archive (the oldest piece is still written to, is not old enough, or a reader has not read it yet),
    archive-unproven. OSError when the file cannot be written.
    """
    piece = _oldest_piece(older_than)
    said = queries.archived()
    before: Tails = {chain: (seq, digest) for chain, seq, digest in said.tails} if said else {}
    file = folder / f"{piece}.jsonl.gz"
    write_piece(piece, file)
    try:
        walked = walk(file, before)
    except Unproven as fault:
        raise Refused("archive-unproven", f"Chưa lưu trữ được phần {piece}: {fault}.") from fault
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '10s'")
        cursor.execute(OLDEST.format(piece=piece))
        until, _, entries = cursor.fetchone()
        if entries != walked.entries:
            raise Refused("archive-unproven", f"Chưa lưu trữ được phần {piece}: tệp thiếu dòng.")
        event = JournalArchived(
            piece=piece,
            entries=entries,
            until=until.isoformat(),
            tails=[[chain, *tail] for chain, tail in sorted(walked.tails.items())],
            files=[*(said.files if said else []), [file.name, digest_of(file)]],
        )
        record(actor, event, at=now)
        cursor.execute(f"ALTER TABLE {PIECES.table} DETACH PARTITION {piece}")
        cursor.execute(f"DROP TABLE {piece}")
    return event


def _oldest_piece(older_than: datetime) -> str:
    """The oldest piece, if it may go."""
    *_, oldest = [one for one in pieces_of(PIECES) if one.ends]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT last_value FROM {PIECES.table}_id_seq")  # noqa: S608 - our own names
        (last,) = cursor.fetchone()
        cursor.execute(OLDEST.format(piece=oldest.table))
        newest_at, newest_xact, _ = cursor.fetchone()
        cursor.execute(READERS_AT)
        (read_to,) = cursor.fetchone()
    if last < (oldest.ends or 0) or newest_at is None or newest_at >= older_than:
        raise Refused("nothing-to-archive", "Phần cũ nhất của nhật ký còn đang ghi hoặc chưa đến hạn lưu trữ.")
    if read_to is not None and read_to <= newest_xact:
        raise Refused("nothing-to-archive", "Tiến trình nền chưa đọc hết phần cũ nhất của nhật ký.")
    return oldest.table
