"""Merger day: open dossiers go from agencies that end to their successors; codes, papers and promises stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from tinhso.government.dossiers.events import AgencySucceeded
from tinhso.government.dossiers.models import CounterEntry, HandOver
from tinhso.government.dossiers.queries.stretches import OPEN_ONLY
from tinhso.ground.acts import act, add
from tinhso.ground.base.actors import Actor
from tinhso.ground.journal.actions import record_all

# The oldest ids first, so that a run that was interrupted goes on where it stopped.
BATCH = f"""
SELECT id, receiving_agency_id, resolving_agency_id, desk_agency_id, desk, step_name, step_due_at FROM dossiers_dossier
WHERE id > %s AND {OPEN_ONLY} AND (receiving_agency_id = ANY(%s) OR resolving_agency_id = ANY(%s)
    OR support_agency_id = ANY(%s))
ORDER BY id LIMIT %s FOR UPDATE
"""  # noqa: S608 - our own words
MOVE = """
WITH heirs AS (SELECT * FROM unnest(%s::bigint[], %s::bigint[]) AS s(old, new))
UPDATE dossiers_dossier d SET
    receiving_agency_id = coalesce((SELECT new FROM heirs WHERE old = receiving_agency_id), receiving_agency_id),
    resolving_agency_id = coalesce((SELECT new FROM heirs WHERE old = resolving_agency_id), resolving_agency_id),
    support_agency_id = coalesce((SELECT new FROM heirs WHERE old = support_agency_id), support_agency_id),
    desk_agency_id = coalesce((SELECT new FROM heirs WHERE old = desk_agency_id), desk_agency_id),
    version = version + 1
WHERE d.id = ANY(%s)
"""


@dataclass(frozen=True)
class Succession:
    """Whose work goes to whom. successors: id -> id; names: id -> full name, of old and new ones."""

    successors: Mapping[int, int]
    names: Mapping[int, str]
    instrument: str


@act()
def move_to_successors(
    actor: Actor, succession: Succession, *, after: int, limit: int, now: datetime
) -> tuple[int, int]:
    """Move the next open dossiers; (the last id, how many were moved); 0 moved means that none is left.

    Each gets a line on its control slip and an entry of the journal with the names of then and now.
    """
    olds = list(succession.successors)
    with connection.cursor() as cursor:
        cursor.execute(BATCH, [after, olds, olds, olds, limit])
        found = cursor.fetchall()
        if not found:
            return after, 0
        news = list(succession.successors.values())
        cursor.execute(MOVE, [olds, news, [row[0] for row in found]])
    lines, events = [], []
    for dossier_id, receiving, resolving, desk_agency, desk, step_name, step_due_at in found:
        parties = (desk_agency, resolving, receiving)
        old = next((one for one in parties if one in succession.successors), receiving)
        new = succession.successors.get(old, old)
        was, now_called = succession.names[old], succession.names[new]
        lines.append(
            HandOver(
                dossier_id=dossier_id, at=now, from_name=was[:300], to_name=now_called[:300], to_desk=desk,
                to_agency_id=succession.successors.get(desk_agency, desk_agency), step_name=step_name,
                step_due_at=step_due_at, note=f"Chuyển giao theo {succession.instrument}"[:500],
            )
        )  # fmt: skip
        events.append(AgencySucceeded(dossier_id, was, now_called, succession.instrument))
    add(lines)
    record_all(actor, events, at=now)
    return found[-1][0], len(found)


def move_counter_entries(succession: Succession) -> int:
    """What officers were entering goes on at the successor; how many entries."""
    return sum(
        CounterEntry.objects.filter(agency=old, dossier__isnull=True).update(agency=new)
        for old, new in succession.successors.items()
    )


def open_by_agency(agency_ids: list[int]) -> dict[int, int]:
    """How many open dossiers each of these agencies receives, for proving that none was lost."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT receiving_agency_id, count(*) FROM dossiers_dossier WHERE {OPEN_ONLY} "  # noqa: S608 - our own words
            "AND receiving_agency_id = ANY(%s) GROUP BY 1",
            [agency_ids],
        )
        return dict(cursor.fetchall())
