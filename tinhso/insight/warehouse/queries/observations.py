"""What is asked for, what was entered, and who may see and enter it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.files.models import StoredFile
from tinhso.ground.people import queries as people
from tinhso.ground.people.models import Agency, AgencyKind
from tinhso.ground.people.persons import Person
from tinhso.ground.reference.kinds import UnitLevel
from tinhso.ground.reference.models import Unit
from tinhso.ground.reference.queries import unit_history, units_as_at
from tinhso.insight.warehouse.lifecycle import ENTERERS, LIFECYCLE, OPEN, ObservationState
from tinhso.insight.warehouse.models import EntryDraft, Observation, Statistic
from tinhso.insight.warehouse.periods import Period, kind_of, period

SEES_ALL = frozenset({"CONTROLLER", "AUDITOR"})


def statistics(on: date) -> list[Statistic]:
    """What is asked for on a day, in its order."""
    standing = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    return list(Statistic.objects.filter(standing, valid_from__lte=on).order_by("place"))


def statistic(code: str, on: date) -> Statistic:
    """The definition of a code in force on a day. NotVisible when there is none."""
    found = next((one for one in statistics(on) if one.code == code), None)
    if found is None:
        raise NotVisible("no-statistic", "Không có chỉ tiêu nhập này.")
    return found


def period_of(one: Statistic, code: str, *, now: datetime) -> Period:
    """A period for which a statistic may be entered. Refused `bad-period`, `wrong-period`, `future-period`."""
    found = period(code)
    if kind_of(code) != one.every:
        raise Refused("wrong-period", "Kỳ này không đúng chu kỳ nhập của chỉ tiêu.", field="period")
    if found.first > timezone.localdate(now):
        raise Refused("future-period", "Kỳ này chưa bắt đầu.", field="period")
    return found


def visible_to(person: Person) -> QuerySet[Observation]:
    """What is locked, for everybody; the rest for who enters it, who asks for it, and overseers."""
    rows = Observation.objects.all()
    if not person.is_staff:
        return rows.filter(state=ObservationState.LOCKED)
    if person.roles & SEES_ALL:
        return rows
    asked_by_us = [people.agency_by_id(agency).slug for agency in person.agency_ids]
    ours = Q(agency__in=person.agency_ids) | Q(statistic__owner__in=asked_by_us)
    return rows.filter(ours | Q(state=ObservationState.LOCKED))


def observation_for(person: Person, number: int) -> Observation:
    """One version of one figure. NotVisible when this person may not see it."""
    found = visible_to(person).filter(pk=number).select_related("statistic", "agency", "evidence").first()
    if found is None:
        raise NotVisible("no-observation", "Không có số liệu này.")
    return found


def evidence_of(person: Person, number: int) -> StoredFile:
    """The paper on which an entered figure rests, for officials who see the figure. NotVisible."""
    found = observation_for(person, number).evidence
    if found is None:
        raise NotVisible("no-evidence", "Số này không kèm tệp.")
    return found


def versions_of(person: Person, one: Observation) -> QuerySet[Observation]:
    """All versions of the same figure that this person may see, newest first, with whose hands they went through."""
    same = visible_to(person).filter(
        statistic__code=one.statistic.code, unit_code=one.unit_code, period=one.period
    )  # fmt: skip
    return same.select_related("evidence").prefetch_related("hands").order_by("-statistic__version", "-revision")


def newest(rows: QuerySet[Observation]) -> QuerySet[Observation]:
    """Of these, the newest version of each figure: also where the statistic was defined anew in between."""
    same = rows.filter(
        statistic__code=OuterRef("statistic__code"), unit_code=OuterRef("unit_code"), period=OuterRef("period")
    )
    return rows.filter(pk=Subquery(same.order_by("-statistic__version", "-revision").values("pk")[:1]))


def locked_values(code: str) -> QuerySet[Observation]:
    """The figures of a statistic as they are published: of each unit and period the newest locked version."""
    locked = Observation.objects.filter(statistic__code=code, state=ObservationState.LOCKED)
    return newest(locked).select_related("statistic").order_by("-last", "unit_code")


def locked_parts(codes: Collection[str], periods: Collection[str]) -> QuerySet[Observation]:
    """The same of several statistics in some periods."""
    locked = Observation.objects.filter(
        statistic__code__in=codes, period__in=periods, state=ObservationState.LOCKED
    )  # fmt: skip
    return newest(locked).select_related("statistic")


def sheet_of(person: Person, one: Statistic, of: Period) -> QuerySet[Observation]:
    """The newest versions of one statistic and period that this person may see, by unit."""
    rows = visible_to(person).filter(statistic=one, period=of.code)
    return newest(rows).select_related("agency", "statistic").prefetch_related("hands").order_by("unit_code")


def entering_agency(person: Person, one: Statistic) -> Agency | None:
    """For which agency a person may enter a statistic: the one that answers for it, or the commune itself."""
    held = [people.agency_by_id(agency) for agency in sorted(person.agency_ids)]
    fit = [agency for agency in held if person.roles_at(agency.pk) & ENTERERS]
    owners = [agency for agency in fit if agency.slug == one.owner]
    communes = [agency for agency in fit if agency.kind == AgencyKind.COMMUNE and one.level == UnitLevel.COMMUNE]
    return next(iter([*owners, *communes]), None)


def units_to_enter(one: Statistic, agency: Agency, of: Period) -> list[Unit]:
    """The units of which an agency enters a statistic: its own, or all of the province for the one that answers."""
    province = people.agency(one.owner).slug.partition(".")[0]
    code = people.agency(province).unit_code
    if agency.slug != one.owner:
        if agency.valid_from and of.last < agency.valid_from:
            return []  # before a merger its code was another commune's
        return list(units_as_at(UnitLevel.COMMUNE, of.last).filter(code=agency.unit_code))
    if one.level == UnitLevel.PROVINCE:
        return list(units_as_at(UnitLevel.PROVINCE, of.last).filter(code=code))
    return list(units_as_at(UnitLevel.COMMUNE, of.last, within=code))


def versions_by_code(codes: Sequence[str]) -> dict[str, list[Unit]]:
    """Every unit that ever carried one of these codes."""
    found: dict[str, list[Unit]] = {code: [] for code in codes}
    for unit in unit_history().filter(code__in=codes):
        found[unit.code].append(unit)
    return found


def draft_of(person: Person, one: Statistic, of: Period) -> EntryDraft | None:
    """What this person typed and did not send yet."""
    return (
        EntryDraft.objects.filter(actor_ref=person.ref, statistic=one, period=of.code)
        .select_related("evidence")
        .first()
    )


@dataclass(frozen=True)
class Waiting:
    """A sheet at which something is to be done: how many figures of a statistic and period are in a state."""

    code: str
    name: str
    period: str
    state: str
    many: int

    @property
    def state_label(self) -> str:
        """The state in Vietnamese."""
        return ObservationState(self.state).label


def waiting_for(person: Person) -> list[Waiting]:
    """Sheets whose next step this person may take, oldest period first."""
    asked = ("statistic__code", "statistic__name", "period", "state", "agency")
    told = visible_to(person).filter(state__in=OPEN).values_list(*asked).annotate(many=Count("id"))
    return [
        Waiting(code, name, of, state, many)
        for code, name, of, state, agency, many in told.order_by("period", "statistic__code", "state")
        if any(one.verb not in ("send_back", "replace") for one in LIFECYCLE.verbs(state, roles_for(person, agency)))
    ]


def roles_for(person: Person, agency: int) -> frozenset[str]:
    """The roles that count for the figures of an agency: those held there, and that of the province's controller."""
    return person.roles_at(agency) | (person.roles & {"CONTROLLER"})
