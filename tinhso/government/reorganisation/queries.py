"""What an instrument would do: read before anything is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from tinhso.engines.procedures.queries import field_slugs
from tinhso.government.dossiers.actions import open_by_agency, open_by_kind
from tinhso.government.dossiers.rules import Heir, Succession
from tinhso.government.reorganisation.rules import Line, bodyless
from tinhso.ground.base.refused import Refused
from tinhso.ground.people.models import Agency, AgencySuccession
from tinhso.ground.people.queries import (
    agencies_called,
    ended_without_successor,
    staff_ids,
    stands_on,
    successions_by,
)


@dataclass(frozen=True)
class Plan:
    """Who follows whom, and what lies there now.

    orphans: agencies that end on that day without a successor, with their open dossiers. missing: open dossiers of
    split bodies for which no line says where they go, in words, with their number. heirless: bodies of the table
    whose posts and registers no line takes. Any of these stops a run. open_before: open dossiers of everyone
    concerned, old and new, by agency. lines: of the reviewed table, with how many open dossiers each takes (from the
    body that receives them).
    """

    succession: Succession
    effective_date: date
    orphans: dict[str, int]
    open_before: dict[int, int]
    missing: dict[str, int] = field(default_factory=dict)
    heirless: tuple[str, ...] = ()
    lines: tuple[tuple[Line, int], ...] = ()

    @property
    def everyone(self) -> set[int]:
        """Agencies whose open dossiers are counted before and after."""
        return _everyone(self.succession)

    @property
    def to_move(self) -> int:
        """How many open dossiers are received by agencies that end."""
        return sum(n for agency, n in self.open_before.items() if agency in self.succession.successors)

    @property
    def total(self) -> int:
        """Open dossiers of all parties: the same before and after."""
        return sum(self.open_before.values())


def plan(instrument: str, *, on: date, table: Sequence[Line] = ()) -> Plan:
    """The plan of an instrument (the beginning of its title will do) on its day, with the reviewed table if any.

    A body of the table goes by the table alone, any other by the succession that is loaded. Refused: unknown, split
    (several successors and no line of the table), table-unknown (an agency, sector or official that is not there).
    """
    rows = successions_by(instrument, on=on)
    if not rows and not table:
        raise Refused("instrument-unknown", "Không có việc kế thừa cơ quan nào theo văn bản này vào ngày đó.")
    known = _resolved(table, on)
    split = frozenset(known[line.old].pk for line in table)
    successors = _single(rows, split)
    # An agency may be followed by one that itself ends on the same day: go to the last.
    last = {old: _last(new, successors) for old, new in successors.items()}
    if into := [row.old.name for row in rows if last.get(row.old_id) in split]:
        raise Refused("split", f"Cơ quan kế thừa cũng bị chia; bảng kế thừa cần có dòng riêng: {', '.join(into)}.")
    if ends := [line for line in table if known[line.new].pk in successors or known[line.new].pk in split]:
        raise Refused("table-unknown", f"Dòng {ends[0].number}: cơ quan kế thừa cũng kết thúc vào ngày này.")
    officials = staff_ids({line.staff for line in table if line.staff})
    succession = Succession(
        last | _heads(table, known),
        {row.old_id: row.old.name for row in rows} | {row.new_id: row.new.name for row in rows}
        | {agency.pk: agency.name for agency in known.values()},
        rows[0].instrument if rows else instrument,
        split,
        tuple(
            Heir(known[line.old].pk, known[line.new].pk, line.commune, line.sector, line.level)
            for line in table if line.takes_dossiers
        ),
        {known[line.old].pk: line.instrument for line in table},
        {(known[line.old].pk, officials[line.staff]): known[line.new].pk for line in table if line.staff},
    )  # fmt: skip
    counts, missing = _counted(succession)
    lines = tuple((line, counts[_key(line, known)] if line.takes_dossiers else 0) for line in table)
    heirless = tuple(known[old].name for old in bodyless(table))
    before = open_by_agency(sorted(_everyone(succession)))
    return Plan(succession, on, _orphans(on, split), before, missing, heirless, lines)


def _everyone(succession: Succession) -> set[int]:
    return {*succession.successors, *succession.successors.values(), *(heir.new for heir in succession.heirs)}


def _heads(table: Sequence[Line], known: dict[str, Agency]) -> dict[int, int]:
    """Who takes the body's own things; a body without such a line stops the run, and is only shown."""
    ordered = sorted(table, key=lambda line: (line.takes_body, line.part))
    return {known[line.old].pk: known[line.new].pk for line in ordered}


def _single(rows: list[AgencySuccession], split: frozenset[int]) -> dict[int, int]:
    successors: dict[int, int] = {}
    for row in rows:
        if row.old_id not in split and successors.setdefault(row.old_id, row.new_id) != row.new_id:
            raise Refused("split", f"{row.old.name} có nhiều cơ quan kế thừa; hãy ghi rõ trong bảng kế thừa.")
    return successors


def _last(agency: int, successors: dict[int, int]) -> int:
    seen = {agency}
    while agency in successors and successors[agency] not in seen:
        agency = successors[agency]
        seen.add(agency)
    return agency


def _resolved(table: Sequence[Line], on: date) -> dict[str, Agency]:
    """Agencies by the word of the table, a slug or a code that one alone carries. Refused: all that is unknown."""
    words = sorted({line.old for line in table} | {line.new for line in table})
    found = {word: agencies_called(word, on=on) for word in words}
    faults = [f"dòng {line.number}: {word}" for line in table for word in (line.old, line.new) if len(found[word]) != 1]
    sectors, officials = field_slugs(), staff_ids({line.staff for line in table if line.staff})
    faults += [f"dòng {line.number}: {line.sector}" for line in table if line.sector and line.sector not in sectors]
    faults += [f"dòng {line.number}: {line.staff}" for line in table if line.staff and line.staff not in officials]
    faults += [
        f"dòng {line.number}: {line.new} chưa hoạt động"
        for line in table
        if len(found[line.new]) == 1 and not stands_on(found[line.new][0], on)
    ]
    if faults:
        raise Refused("table-unknown", f"Bảng kế thừa có điều không tìm thấy: {'; '.join(faults)}.")
    return {word: agencies[0] for word, agencies in found.items()}


def _key(line: Line, known: dict[str, Agency]) -> tuple[int, str, str, str]:
    return known[line.old].pk, line.sector, line.level, line.commune


def _counted(succession: Succession) -> tuple[Counter[tuple[int, str, str, str]], dict[str, int]]:
    """What each line takes, and what none takes."""
    taken: Counter[tuple[int, str, str, str]] = Counter()
    missing: dict[str, int] = {}
    for kind in open_by_kind(sorted(succession.split)) if succession.split else ():
        key = succession.line_for(kind.agency, commune=kind.commune, sector=kind.sector, level=kind.level)
        if key:
            taken[key] += kind.received
        else:
            words = f"{succession.names[kind.agency]}, xã {kind.commune or '(trống)'}, {kind.sector}, {kind.level}"
            missing[words] = kind.concerned
    return taken, missing


def _orphans(on: date, split: frozenset[int]) -> dict[str, int]:
    """Agencies that stand no more on the day and have no successor at all, with what lies open there."""
    names = {agency.pk: agency.name for agency in ended_without_successor(on) if agency.pk not in split}
    return {names[agency]: n for agency, n in open_by_agency(list(names)).items()}
