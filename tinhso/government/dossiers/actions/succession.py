"""Merger day: open dossiers go from agencies that end to their successors; codes, papers and promises stay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from tinhso.government.documents.actions import void_entered
from tinhso.government.dossiers.events import AgencySucceeded
from tinhso.government.dossiers.models import CounterEntry, HandOver
from tinhso.government.dossiers.queries.stretches import OPEN_ONLY
from tinhso.government.dossiers.rules import Succession
from tinhso.ground.acts import act, add
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import Refused
from tinhso.ground.journal.actions import record_all

# The oldest ids first, so that a run that was interrupted goes on where it stopped.
BATCH = f"""
WITH batch AS MATERIALIZED (
    SELECT id, receiving_agency_id, resolving_agency_id, support_agency_id, desk_agency_id, desk, step_name,
        step_due_at, commune_code, holder_id, procedure_version_id
    FROM dossiers_dossier
    WHERE id > %s AND {OPEN_ONLY} AND (receiving_agency_id = ANY(%s) OR resolving_agency_id = ANY(%s)
        OR support_agency_id = ANY(%s))
    ORDER BY id LIMIT %s FOR UPDATE
)
SELECT b.id, receiving_agency_id, resolving_agency_id, support_agency_id, desk_agency_id, desk, step_name, step_due_at,
    commune_code, v.field_slug, v.level, holder_id
FROM batch b JOIN procedures_procedureversion v ON v.id = b.procedure_version_id ORDER BY b.id
"""  # noqa: S608 - our own words
MOVE = """
UPDATE dossiers_dossier d SET receiving_agency_id = s.receiving, resolving_agency_id = s.resolving,
    support_agency_id = s.support, desk_agency_id = s.desk, holder_id = s.holder, version = version + 1
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[])
    AS s(id, receiving, resolving, support, desk, holder)
WHERE d.id = s.id
"""
# Papers promised but not signed yet: nobody can sign for an agency that has ended, nor number in its series.
UNSIGNED = """
UPDATE dossiers_issuedpaper p SET agency_id = s.new, number = ''
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS s(dossier, old, new)
WHERE p.dossier_id = s.dossier AND p.agency_id = s.old AND p.paper_id IS NULL
"""
# The line of its number is voided below; the successor numbers the result when it seals it.
UNSEALED = """
UPDATE dossiers_result r SET number = ''
FROM unnest(%s::bigint[], %s::bigint[]) AS s(dossier, old)
WHERE r.dossier_id = s.dossier AND r.agency_id = s.old AND r.issued_at IS NULL AND r.number <> ''
"""
NUMBER_OF_ENDED = "Số đã cấp không dùng: cơ quan kết thúc trước khi phát hành."
# The version has a state too.
OPEN_OF_D = OPEN_ONLY.replace("(state ", "(d.state ")
# Open dossiers by what a line may ask of them; each once for every ending body that is a party of it.
KINDS = f"""
SELECT party.agency, d.commune_code, v.field_slug, v.level, count(*),
    count(*) FILTER (WHERE party.agency = d.receiving_agency_id)
FROM dossiers_dossier d JOIN procedures_procedureversion v ON v.id = d.procedure_version_id,
    LATERAL (SELECT DISTINCT unnest(ARRAY[receiving_agency_id, resolving_agency_id, support_agency_id])) party(agency)
WHERE {OPEN_OF_D} AND (receiving_agency_id = ANY(%s)
    OR resolving_agency_id = ANY(%s) OR support_agency_id = ANY(%s)) AND party.agency = ANY(%s)
GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
"""  # noqa: S608 - our own words


@dataclass(frozen=True)
class Moved:
    """What one batch did. last: id to go on from. apart: (old, new) -> ids whose body's own things go elsewhere."""

    last: int
    count: int
    apart: Mapping[tuple[int, int], Sequence[int]]


@act()
def move_to_successors(actor: Actor, succession: Succession, *, after: int, limit: int, now: datetime) -> Moved:
    """Move the next open dossiers; count 0 means that none is left.

    Each gets a line on its control slip and an entry of the journal with the names of then and now.
    Refused: line-missing (filed meanwhile, and no line says where it goes); nothing of this batch was moved.
    """
    olds = sorted(succession.successors)
    with connection.cursor() as cursor:
        cursor.execute(BATCH, [after, olds, olds, olds, limit])
        found = [_Row(*row) for row in cursor.fetchall()]
    if not found:
        return Moved(after, 0, {})
    heirs = [_heirs(succession, row) for row in found]
    with connection.cursor() as cursor:
        cursor.execute(MOVE, [list(column) for column in zip(*_placed(succession, found, heirs), strict=True)])
        parties = [(row.id, old, new) for row, heir in zip(found, heirs, strict=True) for old, new in heir.items()]
        columns = [list(column) for column in zip(*parties, strict=True)]
        cursor.execute(UNSIGNED, columns)
        cursor.execute(UNSEALED, columns[:2])
    moved = [f"dossier:{row.id}" for row in found]
    void_entered(moved, agencies=olds, reason=NUMBER_OF_ENDED, now=now)
    lines, events, apart = [], [], defaultdict(list)
    for row, heir in zip(found, heirs, strict=True):
        old = next(one for one in (row.desk_agency, row.resolving, row.receiving, row.support) if one in heir)
        was, now_called = succession.names[old], succession.names[heir[old]]
        by = succession.instrument_of(old)
        lines.append(
            HandOver(
                dossier_id=row.id, at=now, from_name=was[:300], to_name=now_called[:300], to_desk=row.desk,
                to_agency_id=heir.get(row.desk_agency, row.desk_agency), step_name=row.step_name,
                step_due_at=row.step_due_at, note=f"Chuyển giao theo {by}"[:500],
            )
        )  # fmt: skip
        events.append(AgencySucceeded(row.id, was, now_called, by))
        for party, new in heir.items():
            if new != succession.successors[party]:
                apart[party, new].append(row.id)
    add(lines)
    record_all(actor, events, at=now)
    return Moved(found[-1].id, len(found), apart)


class _Row(NamedTuple):
    """A dossier as BATCH reads it."""

    id: int
    receiving: int
    resolving: int
    support: int | None
    desk_agency: int
    desk: str
    step_name: str
    step_due_at: datetime | None
    commune: str
    sector: str
    level: str
    holder: int | None


def _heirs(succession: Succession, row: _Row) -> dict[int, int]:
    """Who follows each ending party of a dossier."""
    found = {}
    for party in (row.receiving, row.resolving, row.support, row.desk_agency):
        if party is None or party not in succession.successors:
            continue
        new = succession.heir(party, commune=row.commune, sector=row.sector, level=row.level)
        if new is None:
            raise Refused("line-missing", f"Có hồ sơ mới ở {succession.names[party]} mà chưa có dòng nào nhận.")
        found[party] = new
    return found


def _placed(succession: Succession, rows: list[_Row], heirs: list[dict[int, int]]) -> Iterator[tuple[int | None, ...]]:
    """The columns of MOVE. Who does not go where his dossier goes holds it no more: it waits there to be taken."""
    for row, heir in zip(rows, heirs, strict=True):
        support = None if row.support is None else heir.get(row.support, row.support)
        new = heir.get(row.resolving)
        parted = row.holder and new and not succession.keeps(row.holder, row.resolving, new)
        yield (
            row.id, heir.get(row.receiving, row.receiving), heir.get(row.resolving, row.resolving), support,
            heir.get(row.desk_agency, row.desk_agency), None if parted else row.holder,
        )  # fmt: skip


class Kind(NamedTuple):
    """Open dossiers alike for every line. concerned: with this body as any party; received: those that it receives."""

    agency: int
    commune: str
    sector: str
    level: str
    concerned: int
    received: int


def open_by_kind(agency_ids: list[int]) -> list[Kind]:
    """Open dossiers of bodies that end, by what a line of their succession may ask of them."""
    with connection.cursor() as cursor:
        cursor.execute(KINDS, [agency_ids] * 4)
        return [Kind(*row) for row in cursor.fetchall()]


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
