"""Writing the journal: one call, in the transaction of the act itself."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar, Protocol
from uuid import UUID

from django.db import transaction

from tinhso.ground.acts import send
from tinhso.ground.base.actors import Actor
from tinhso.ground.journal import queries
from tinhso.ground.journal.models import Cursor, Entry


class Event(Protocol):
    """A frozen dataclass: its `kind`, and `about`, a pattern over its own fields."""

    kind: ClassVar[str]
    about: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Any]]


APPEND = "SELECT journal_append(%s, %s, %s, %s, %s, %s)"


def record(actor: Actor, event: Event, *, at: datetime) -> None:
    """Append one event in the current transaction; it commits or vanishes with its cause."""
    send(APPEND, (event.kind, at, actor.ref, actor.name[:200], subject_of(event), facts_of(event)))


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
    return json.dumps(dataclasses.asdict(event), default=_plain, ensure_ascii=False)


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} does not belong in the journal")
