"""What an instrument would do: read before anything is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tinhso.government.dossiers.actions import Succession, open_by_agency
from tinhso.ground.base.refused import Refused
from tinhso.ground.people.queries import ended_without_successor, successions_by


@dataclass(frozen=True)
class Plan:
    """Who follows whom, and what lies there now.

    orphans: agencies that end on that day without a successor, with their open dossiers; they stop a run while any
    is left. open_before: open dossiers of everyone concerned, old and new, by agency.
    """

    succession: Succession
    effective_date: date
    orphans: dict[str, int]
    open_before: dict[int, int]

    @property
    def to_move(self) -> int:
        """How many open dossiers are received by agencies that end."""
        return sum(n for agency, n in self.open_before.items() if agency in self.succession.successors)

    @property
    def total(self) -> int:
        """Open dossiers of all parties: the same before and after."""
        return sum(self.open_before.values())


def plan(instrument: str, *, on: date) -> Plan:
    """The plan of an instrument (the beginning of its title will do) on its day. Refused: unknown, split.

    A split body has several successors and no rule here says which dossier goes where, so it is refused by name.
    """
    rows = successions_by(instrument, on=on)
    if not rows:
        raise Refused("instrument-unknown", "Không có việc kế thừa cơ quan nào theo văn bản này vào ngày đó.")
    successors: dict[int, int] = {}
    for row in rows:
        if successors.setdefault(row.old_id, row.new_id) != row.new_id:
            raise Refused("split", f"{row.old.name} có nhiều cơ quan kế thừa; hãy chia hồ sơ trước khi chạy.")
    # An agency may be followed by one that itself ends on the same day: go to the last.
    last = {old: _last(new, successors) for old, new in successors.items()}
    names = {row.old_id: row.old.name for row in rows} | {row.new_id: row.new.name for row in rows}
    succession = Succession(last, names, rows[0].instrument)
    everyone = sorted({*last, *last.values()})
    return Plan(succession, on, _orphans(on), open_by_agency(everyone))


def _last(agency: int, successors: dict[int, int]) -> int:
    seen = {agency}
    while agency in successors and successors[agency] not in seen:
        agency = successors[agency]
        seen.add(agency)
    return agency


def _orphans(on: date) -> dict[str, int]:
    """Agencies that stand no more on the day and have no successor at all, with what lies open there."""
    names = {agency.pk: agency.name for agency in ended_without_successor(on)}
    return {names[agency]: n for agency, n in open_by_agency(list(names)).items()}
