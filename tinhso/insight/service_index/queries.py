"""766 live: the points of every agency from the dossiers themselves, and the dossiers that cost them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone

from tinhso.government.dossiers.models import Dossier
from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.people import queries as people
from tinhso.ground.people.models import Agency, AgencyKind
from tinhso.ground.people.persons import Person
from tinhso.insight.scorecards.models import Node
from tinhso.insight.scorecards.queries import nodes_of, twigs_of, version
from tinhso.insight.scoring.rules import trees
from tinhso.insight.scoring.rules.ranking import ranks
from tinhso.insight.scoring.rules.trees import Scored
from tinhso.insight.service_index import announcing, catalogue, counting, portal, supplied
from tinhso.insight.service_index.catalogue import Listed
from tinhso.insight.service_index.counting import LEAVES, Known, Leaf
from tinhso.insight.warehouse import queries as warehouse
from tinhso.insight.warehouse.periods import Period, until
from tinhso.insight.warehouse.queries import PROVINCE

CODE = "NPSC-766"
TRIED = (counting.DOSSIERS, counting.PROCEDURES, counting.COMMUNES)  # what somebody can make more of


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
    """Every agency of which dossiers tell in a period, and PROVINCE: from facts, catalogue and what was supplied."""
    cut = _cut(period, now)
    today = timezone.localdate(now)
    told: dict[str, Mapping[int, tuple[int, int | None]]] = dict(warehouse.counts_of(LEAVES, cut))
    tree = nodes()
    agencies = {one.pk: one for one in people.agencies_on(today)}
    units = {unit for by_unit in told.values() for unit, (_n, d) in by_unit.items() if d} | {PROVINCE}
    standing = {unit: agencies.get(unit) for unit in units if unit == PROVINCE or unit in agencies}
    dossiers = told | portal.counts(cut)
    others = catalogue.counts(standing, cut, today=today, copies=_copies(tree))
    others |= announcing.counts(standing, cut, today=today)
    sums = supplied.sums(cut, today=today)
    home = next((one.unit_code for one in agencies.values() if one.kind == AgencyKind.PROVINCE), "")
    services = {}
    for unit, agency in standing.items():
        known = {code: Known(n, d or 0) for code, by in dossiers.items() for n, d in [by.get(unit, (0, 0))]}
        known |= {code: by[unit] for code, by in others.items() if unit in by}
        known = supplied.known_with(known, agency, agency.unit_code if agency else home, sums)
        services[unit] = _service(tree, agency, known)
    return services


def _service(tree: Sequence[Node], agency: Agency | None, known: Mapping[str, Known]) -> Service:
    confirmed = known.get(portal.SYNCED)
    synced = portal.share_of((confirmed.good, confirmed.all) if confirmed else None)
    kind = agency.kind if agency else "PROVINCE"
    leaves = counting.leaves_of(tree, known, kind=kind, synced=synced)
    return Service(agency, tuple(leaves), trees.score(twigs_of(tree), counting.earned(leaves)))


def _copies(tree: Sequence[Node]) -> list[str]:
    """The procedures whose results are certified copies, as the tree names them."""
    return [code for node in tree if node.code == catalogue.COPIES for code in node.params.get("procedures", ())]


def ranks_of(told: Iterable[Service], kind: str) -> dict[int, int]:
    """Id of the agency -> its place among agencies of its kind, by points that are reached where known at best."""
    return ranks({one.agency.pk: one.earned for one in told if one.agency and one.agency.kind == kind})


@dataclass(frozen=True)
class Tried:
    """So many more good ones of a leaf: the points that brings, the new sum, and the place among agencies alike."""

    leaf: Leaf
    many: int
    gain: Decimal
    earned: Decimal
    before: int | None
    after: int | None
    of: int


def what_if(told: Mapping[int, Service], unit: int, code: str, many: int) -> Tried:
    """Refused `no-what-if` where the leaf is not counted or the number is none. unit: PROVINCE has no place."""
    here = told[unit]
    leaf = next((leaf for leaf in here.leaves if leaf.node.code == code and leaf.things in TRIED), None)
    if leaf is None or many < 1:
        raise Refused("no-what-if", "Hãy chọn chỉ số tính được và ghi số từ 1 trở lên.", field="value")
    gain = leaf.with_more(many)
    earned = here.earned + gain
    if here.agency is None:
        return Tried(leaf, many, gain, earned, None, None, 0)
    alike = {key: one.earned for key, one in told.items() if one.agency and one.agency.kind == here.agency.kind}
    before, after = ranks(alike)[unit], ranks(alike | {unit: earned})[unit]
    return Tried(leaf, many, gain, earned, before, after, len(alike))


def leaf_node(code: str) -> Node:
    """A leaf that dossiers, procedures or communes tell of. NotVisible otherwise."""
    known = {*LEAVES, *LISTED, *portal.leaves()}
    found = next((node for node in nodes() if node.code == code and code in known), None)
    if found is None:
        raise NotVisible("no-leaf", "Chỉ số này không tính từ hồ sơ hay từ bộ thủ tục.")
    return found


LISTED = frozenset({*catalogue.LEAVES, *announcing.LEAVES, catalogue.COPIES})


def lacking_procedures(code: str, agency: Agency | None, period: Period, *, now: datetime) -> list[Listed]:
    """The procedures that cost a unit points of a leaf, in Vietnamese order."""
    cut, today = _cut(period, now), timezone.localdate(now)
    if code in announcing.LEAVES:
        return announcing.lacking(code, agency, cut, today=today)
    return catalogue.lacking(code, agency, cut, today=today)


def lacking_communes(period: Period, *, now: datetime) -> list[Agency]:
    """The communes that cost the province points, in Vietnamese order."""
    return catalogue.idle_communes(_cut(period, now), today=timezone.localdate(now), copies=_copies(nodes()))


def _cut(period: Period, now: datetime) -> Period:
    return until(period, portal.as_of(now).astimezone(VIETNAM).replace(tzinfo=None))


def lost_dossiers(
    person: Person, code: str, unit: int, period: Period, *, now: datetime, limit: int
) -> QuerySet[Dossier]:
    """The dossiers that cost a unit points of a leaf, as far as this official may see them, newest first."""
    cut = _cut(period, now)
    if code not in LEAVES:
        return portal.lost_dossiers(person, code, unit, cut, limit=limit)
    return warehouse.dossiers_behind(person, LEAVES[code], unit, cut, lost=True, limit=limit)
