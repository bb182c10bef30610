"""What the catalogue of procedures says of 766: which are whole, online, used online, payable, paid online, linked.

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
from tinhso.insight.service_index.counting import COMMUNES, PROCEDURES, Known
from tinhso.insight.warehouse import lake
from tinhso.insight.warehouse.metrics.administrative import ONLINE_PAYMENT, solved_in, taken_in
from tinhso.insight.warehouse.metrics.counting import before_end, one_if
from tinhso.insight.warehouse.periods import Period
from tinhso.insight.warehouse.queries import PROVINCE

Used = Mapping[int, Collection[str]]


@dataclass(frozen=True)
class Listed:
    """One procedure in force. missing: sentences on parts that it lacks; communes: any of them may resolve it.

    needs_population: the catalogue names the population database in the place of one of its papers: it must be linked.
    """

    code: str
    name: str
    missing: tuple[str, ...]
    is_online: bool
    has_fee: bool
    is_ours: bool
    communes: bool
    departments: tuple[str, ...]
    needs_population: bool = False

    @property
    def is_payable(self) -> bool:
        """Its fees can be paid online: whatever is charged here can, what another system charges is not known here."""
        return self.has_fee and self.is_ours


@dataclass(frozen=True)
class Count:
    """How a leaf is counted over procedures: those that belong to it, and which of them are good.

    used: names the codes with a dossier of a kind, where it needs one; anywhere: of whichever agency. may: those that
    may be good though nothing proves it yet.
    """

    belongs: Callable[[Listed], bool]
    is_good: Callable[[Listed, Collection[str]], bool]
    used: str = ""
    anywhere: bool = False
    may: Callable[[Listed], bool] = lambda _one: False


FILED_ONLINE, PAID_ONLINE, ASKED_POPULATION, CERTIFIED = "filed online", "paid online", "asked population", "certified"
POPULATION = "Cơ sở dữ liệu quốc gia về dân cư"  # as the catalogue writes what replaces a paper
COPIES = "NPSC.5.3"
LEAVES: Mapping[str, Count] = {
    "NPSC.1.3": Count(lambda _one: True, lambda one, _used: not one.missing),
    "NPSC.3.1": Count(lambda _one: True, lambda one, _used: one.is_online),
    "NPSC.3.2": Count(lambda one: one.is_online, lambda one, used: one.code in used, FILED_ONLINE),
    "NPSC.4.1": Count(lambda one: one.has_fee, lambda one, _used: one.is_payable),
    "NPSC.4.2": Count(lambda one: one.is_payable, lambda one, used: one.code in used, PAID_ONLINE),
    # Whatever we handle can ask the population database; that it does is proved by the first dossier that did.
    "NPSC.5.6": Count(
        lambda one: one.needs_population, lambda one, used: one.code in used, ASKED_POPULATION, anywhere=True,
        may=lambda one: one.is_ours,
    ),
}  # fmt: skip


@cached(TTLCache(maxsize=20, ttl=settings.CATALOGUE_SECONDS), lock=Lock())
def in_force(day: date) -> tuple[Listed, ...]:
    """Every procedure in force on a day, in Vietnamese order; remembered for some seconds."""
    rows = procedures.with_components(procedures.in_force(day).order_by("sort_key", "-number"))
    newest: dict[str, ProcedureVersion] = {}
    for row in rows:
        newest.setdefault(row.procedure.code, row)
    return tuple(listed_of(one) for one in newest.values())


def listed_of(version: ProcedureVersion) -> Listed:
    """One version as it is counted here; its components must have been read."""
    return Listed(
        version.procedure.code, version.name,
        tuple(sentence for _field, sentence in missing_parts(procedures.facts_of(version))),
        version.is_online, version.fee_basis == "LISTED", version.processing_system == "PROVINCE",
        version.level in {"COMMUNE", "BOTH"},
        tuple(version.department_slugs.split()) if version.level in {"PROVINCE", "BOTH"} else (),
        any(part.replaced_by == POPULATION for part in version.parts.all()),
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


def used_in(period: Period, *, copies: Collection[str] = ()) -> dict[str, dict[int, set[str]]]:
    """Kind of use -> agency (and PROVINCE) -> codes of procedures with such a dossier, received in the period.

    Of certified copies (codes: copies) those count that were solved in it with an electronic result; whatever asked the
    population database until its end proves that the procedure is linked.
    """
    rows = lake.table("dossiers")
    taken = taken_in(rows, period)
    ways = {
        FILED_ONLINE: taken & (rows.channel == "ONLINE"),
        PAID_ONLINE: taken & (rows.fee_vnd > 0) & rows.paid_by.isin(ONLINE_PAYMENT),
        ASKED_POPULATION: before_end(rows.filed_at, period) & rows.population_asked,
        CERTIFIED: solved_in(rows, period) & rows.has_e_result & rows.procedure.isin(sorted(copies)),
    }
    each = {f"way{place}": one_if(chosen).sum() for place, chosen in enumerate(ways.values())}
    found: dict[str, dict[int, set[str]]] = {way: {PROVINCE: set()} for way in ways}
    for row in rows.group_by("agency", "procedure").aggregate(**each).to_pyarrow().to_pylist():
        for place, way in enumerate(ways):
            if row[f"way{place}"]:
                found[way].setdefault(row["agency"], set()).add(row["procedure"])
                found[way][PROVINCE].add(row["procedure"])
    return found


def counts(
    units: Mapping[int, Agency | None], period: Period, *, today: date, copies: Collection[str] = ()
) -> dict[str, dict[int, Known]]:  # fmt: skip
    """Leaf -> unit -> what is known over its procedures, and over communes. units: by id, PROVINCE for all."""
    day = min(period.last, today)
    listed, used = in_force(day), used_in(period, copies=copies)
    agencies = list(people.agencies_on(day))
    standing = frozenset(one.slug for one in agencies)
    told: dict[str, dict[int, Known]] = {code: {} for code in (*LEAVES, COPIES)}
    for unit, agency in units.items():
        its = of_unit(listed, agency, standing)
        for code, count in LEAVES.items():
            told[code][unit] = known_of(count, its, _seen(count, used, unit))
    communes = {one.pk for one in agencies if one.kind == AgencyKind.COMMUNE}
    active = communes & {unit for unit, codes in used[CERTIFIED].items() if codes}
    told[COPIES][PROVINCE] = Known(len(active), len(communes), COMMUNES)
    told[COPIES] |= {unit: Known(int(unit in active), 1, COMMUNES) for unit in units if unit in communes}
    return told


def known_of(count: Count, its: Iterable[Listed], seen: Collection[str]) -> Known:
    """Good ones, those that may be, and all that belong to a leaf."""
    belonging = [one for one in its if count.belongs(one)]
    others = [one for one in belonging if not count.is_good(one, seen)]
    unsure = sum(count.may(one) for one in others)
    return Known(len(belonging) - len(others), len(belonging), PROCEDURES, unsure)


def _seen(count: Count, used: Mapping[str, Mapping[int, set[str]]], unit: int) -> Collection[str]:
    return used[count.used].get(PROVINCE if count.anywhere else unit, set()) if count.used else ()


def lacking(code: str, agency: Agency | None, period: Period, *, today: date) -> list[Listed]:
    """The procedures that cost a unit points of a leaf."""
    day, count = min(period.last, today), LEAVES[code]
    standing = frozenset(people.agencies_on(day).values_list("slug", flat=True))
    seen = _seen(count, used_in(period), agency.pk if agency else PROVINCE)
    its = of_unit(in_force(day), agency, standing)
    return [one for one in its if count.belongs(one) and not count.is_good(one, seen)]


def idle_communes(period: Period, *, today: date, copies: Collection[str]) -> list[Agency]:
    """The communes that certified no copy electronically, in Vietnamese order."""
    active = [unit for unit, codes in used_in(period, copies=copies)[CERTIFIED].items() if codes]
    communes = people.agencies_on(min(period.last, today)).filter(kind=AgencyKind.COMMUNE)
    return list(communes.exclude(pk__in=active).order_by("sort_key"))
