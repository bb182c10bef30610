"""What the catalogue of procedures says of 766: which are whole, online, used online, payable and paid online.

A procedure counts for every agency that may resolve it; for the province it counts once. What stood at the end of the
period counts, or today where that is not over. Formulas [M], beside the tree in seed/indices/quality766.json.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from threading import Lock

from cachetools import TTLCache, cached
from django.conf import settings

from tinhso.engines.procedures import queries as procedures
from tinhso.engines.procedures.models import ProcedureVersion
from tinhso.engines.procedures.rules.completeness import missing_parts
from tinhso.ground.people import queries as people
from tinhso.ground.people.models import Agency, AgencyKind
from tinhso.insight.warehouse import lake
from tinhso.insight.warehouse.metrics.administrative import ONLINE_PAYMENT, taken_in
from tinhso.insight.warehouse.periods import Period
from tinhso.insight.warehouse.queries import PROVINCE

Used = Mapping[int, Collection[str]]


@dataclass(frozen=True)
class Listed:
    """One procedure in force. missing: sentences on parts that it lacks; communes: any of them may resolve it."""

    code: str
    name: str
    missing: tuple[str, ...]
    is_online: bool
    has_fee: bool
    is_ours: bool
    communes: bool
    departments: tuple[str, ...]

    @property
    def is_payable(self) -> bool:
        """Its fees can be paid online: whatever is charged here can, what another system charges is not known here."""
        return self.has_fee and self.is_ours


@dataclass(frozen=True)
class Count:
    """How a leaf is counted over procedures: those that belong to it, and which of them are good.

    used: names the codes with a dossier of a kind, where it needs one.
    """

    belongs: Callable[[Listed], bool]
    is_good: Callable[[Listed, Collection[str]], bool]
    used: str = ""


FILED_ONLINE, PAID_ONLINE = "filed online", "paid online"
LEAVES: Mapping[str, Count] = {
    "NPSC.1.3": Count(lambda _one: True, lambda one, _used: not one.missing),
    "NPSC.3.1": Count(lambda _one: True, lambda one, _used: one.is_online),
    "NPSC.3.2": Count(lambda one: one.is_online, lambda one, used: one.code in used, FILED_ONLINE),
    "NPSC.4.1": Count(lambda one: one.has_fee, lambda one, _used: one.is_payable),
    "NPSC.4.2": Count(lambda one: one.is_payable, lambda one, used: one.code in used, PAID_ONLINE),
}


@cached(TTLCache(maxsize=20, ttl=settings.CATALOGUE_SECONDS), lock=Lock())
def in_force(day: date) -> tuple[Listed, ...]:
    """Every procedure in force on a day, in Vietnamese order; remembered for some seconds."""
    rows = procedures.with_components(procedures.in_force(day).order_by("sort_key", "-number"))
    newest: dict[str, ProcedureVersion] = {}
    for row in rows:
        newest.setdefault(row.procedure.code, row)
    return tuple(_listed(one) for one in newest.values())


def _listed(version: ProcedureVersion) -> Listed:
    return Listed(
        version.procedure.code, version.name,
        tuple(sentence for _field, sentence in missing_parts(procedures.facts_of(version))),
        version.is_online, version.fee_basis == "LISTED", version.processing_system == "PROVINCE",
        version.level in {"COMMUNE", "BOTH"},
        tuple(version.department_slugs.split()) if version.level in {"PROVINCE", "BOTH"} else (),
    )  # fmt: skip


def of_unit(listed: Iterable[Listed], agency: Agency | None, standing: Collection[str]) -> list[Listed]:
    """Those that an agency may resolve; None: all. standing: slugs of the agencies of the day.

    Where a text names no department that stands, the province's People's Committee answers.
    """
    if agency is None:
        return list(listed)
    if agency.kind == AgencyKind.COMMUNE:
        return [one for one in listed if one.communes]
    if agency.kind == AgencyKind.PROVINCE:
        return [one for one in listed if not one.communes and not set(one.departments) & set(standing)]
    return [one for one in listed if agency.slug in one.departments]


def used_in(period: Period) -> dict[str, dict[int, set[str]]]:
    """Kind of use -> agency (and PROVINCE) -> codes of procedures with such a dossier received in the period."""
    rows = lake.table("dossiers")
    taken = taken_in(rows, period)
    ways = {
        FILED_ONLINE: taken & (rows.channel == "ONLINE"),
        PAID_ONLINE: taken & (rows.fee_vnd > 0) & rows.paid_by.isin(ONLINE_PAYMENT),
    }
    found: dict[str, dict[int, set[str]]] = {}
    for way, chosen in ways.items():
        by_agency = found.setdefault(way, {PROVINCE: set()})
        for row in rows.filter(chosen).select("agency", "procedure").distinct().to_pyarrow().to_pylist():
            by_agency.setdefault(row["agency"], set()).add(row["procedure"])
            by_agency[PROVINCE].add(row["procedure"])
    return found


def counts(
    units: Mapping[int, Agency | None], period: Period, *, today: date
) -> dict[str, dict[int, tuple[int, int]]]:  # fmt: skip
    """Leaf -> unit -> (good, all) over its procedures. units: by id, PROVINCE for all."""
    day = min(period.last, today)
    listed, used = in_force(day), used_in(period)
    standing = frozenset(people.agencies_on(day).values_list("slug", flat=True))
    told: dict[str, dict[int, tuple[int, int]]] = {code: {} for code in LEAVES}
    for unit, agency in units.items():
        its = of_unit(listed, agency, standing)
        for code, count in LEAVES.items():
            seen = used[count.used].get(unit, set()) if count.used else set()
            belonging = [one for one in its if count.belongs(one)]
            told[code][unit] = (sum(count.is_good(one, seen) for one in belonging), len(belonging))
    return told


def lacking(code: str, agency: Agency | None, period: Period, *, today: date) -> list[Listed]:
    """The procedures that cost a unit points of a leaf."""
    day, count = min(period.last, today), LEAVES[code]
    standing = frozenset(people.agencies_on(day).values_list("slug", flat=True))
    seen = used_in(period)[count.used].get(agency.pk if agency else PROVINCE, set()) if count.used else set()
    its = of_unit(in_force(day), agency, standing)
    return [one for one in its if count.belongs(one) and not count.is_good(one, seen)]
