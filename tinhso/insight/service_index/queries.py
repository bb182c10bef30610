"""766 live: the points of every agency from the dossiers themselves, and the dossiers that cost them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone

from tinhso.government.dossiers.models import Dossier
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.people import queries as people
from tinhso.ground.people.models import Agency
from tinhso.ground.people.persons import Person
from tinhso.insight.scorecards.models import Node
from tinhso.insight.scorecards.queries import nodes_of, twigs_of, version
from tinhso.insight.scorecards.rules import trees
from tinhso.insight.scorecards.rules.trees import Scored
from tinhso.insight.service_index import counting
from tinhso.insight.service_index.counting import LEAVES, Leaf
from tinhso.insight.warehouse import lake
from tinhso.insight.warehouse import queries as warehouse
from tinhso.insight.warehouse.periods import Period, until
from tinhso.insight.warehouse.queries import PROVINCE

CODE = "NPSC-766"


@dataclass(frozen=True)
class Service:
    """One unit by 766. agency: None for the province. told: node code -> points between bounds."""

    agency: Agency | None
    leaves: tuple[Leaf, ...]
    told: dict[str, Scored]

    @property
    def total(self) -> Scored:
        """The root."""
        return self.told["NPSC"]

    @property
    def measured(self) -> Decimal:
        """The points of what is measured here, of which `earned` were reached."""
        return sum((leaf.node.max_points or Decimal(0) for leaf in self.leaves), Decimal(0))

    @property
    def earned(self) -> Decimal:
        """Points of the measured leaves, where these are known at best."""
        return sum((leaf.upper for leaf in self.leaves), Decimal(0))

    @property
    def raising(self) -> list[Leaf]:
        """What raises the score most: the measured leaves that lost points, most first."""
        return sorted((leaf for leaf in self.leaves if leaf.lost > 0), key=lambda leaf: -leaf.lost)


def nodes() -> list[Node]:
    """The tree of 766."""
    return nodes_of(version(CODE))


def services(period: Period, *, now: datetime) -> dict[int, Service]:
    """Every agency of which dossiers tell in a period, and PROVINCE, in one walk over the facts."""
    at = lake.as_of("dossiers") or now
    cut = until(period, at.astimezone(VIETNAM).replace(tzinfo=None))
    told = warehouse.counts_of(LEAVES, cut)
    tree = nodes()
    agencies = {one.pk: one for one in people.agencies_on(timezone.localdate(now))}
    units = {unit for by_unit in told.values() for unit, (_n, d) in by_unit.items() if d} | {PROVINCE}
    return {
        unit: _service(tree, agencies.get(unit), {code: told[code].get(unit, (0, 0)) for code in LEAVES})
        for unit in units
        if unit == PROVINCE or unit in agencies
    }


def _service(tree: Sequence[Node], agency: Agency | None, told: dict[str, tuple[int, int | None]]) -> Service:
    counted = {code: (n, d or 0) for code, (n, d) in told.items()}
    leaves = counting.leaves_of(tree, counted, kind=agency.kind if agency else "PROVINCE")
    return Service(agency, tuple(leaves), trees.score(twigs_of(tree), counting.earned(leaves)))


def leaf_node(code: str) -> Node:
    """A leaf that dossiers tell of. NotVisible otherwise."""
    found = next((node for node in nodes() if node.code == code and code in LEAVES), None)
    if found is None:
        raise NotVisible("no-leaf", "Chỉ số này không tính từ hồ sơ.")
    return found


def lost_dossiers(
    person: Person, code: str, unit: int, period: Period, *, now: datetime, limit: int
) -> QuerySet[Dossier]:
    """The dossiers that cost a unit points of a leaf, as far as this official may see them, newest first."""
    at = lake.as_of("dossiers") or now
    cut = until(period, at.astimezone(VIETNAM).replace(tzinfo=None))
    return warehouse.dossiers_behind(person, LEAVES[code], unit, cut, lost=True, limit=limit)
