"""Who answers for which leaf, until when, and how far he has come."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet
from django.utils import timezone

from tinhso.ground.people import queries as people
from tinhso.ground.people.models import Agency, AgencyKind
from tinhso.ground.people.persons import Person
from tinhso.ground.people.succession import heirs_of
from tinhso.ground.reference.kinds import UnitKind, UnitLevel
from tinhso.ground.reference.queries import units_as_at
from tinhso.insight.scorecards.models import (
    Assessment,
    Duty,
    EvidenceFile,
    IndexVersion,
    Level,
    Node,
    Reminder,
    Score,
    Stage,
    When,
)
from tinhso.insight.scorecards.queries.own import ENTER, enterable, heir_of
from tinhso.insight.scorecards.rules.duties import is_late, is_soon

RURAL = "NTM"  # new-style countryside is for communes, not for wards
OWN_LEVELS = {Level.COMMUNE: AgencyKind.COMMUNE, Level.DEPARTMENT: AgencyKind.DEPARTMENT}


@dataclass(frozen=True)
class Held:
    """A leaf and who answers for it. agency: None = the unit that is assessed itself. is_assigned: said for the year,
    not in the tree alone.
    """

    node: Node
    agency: Agency | None
    due_date: date | None
    needs_file: bool
    is_assigned: bool

    def answers(self, assessed: Agency) -> Agency:
        """Who fills it when this unit is assessed."""
        return self.agency or assessed


def duties_of(version: IndexVersion, year: int, *, today: date) -> dict[str, Held]:
    """Node code -> who answers in a year, for every node that takes a score now: the newest revision, else the tree.

    An agency that ended since gave its leaves to the one that took its work over.
    """
    newest = Duty.objects.filter(version=version, year=year).order_by("node", "-revision").distinct("node")
    said = {duty.node: duty for duty in newest.select_related("agency")}
    nodes = enterable(version)
    named = _named({node.owner for node in nodes} | {version.family.owner}, today=today)
    return {node.code: _held(version, node, said.get(node.code), named, today=today) for node in nodes}


def _held(version: IndexVersion, node: Node, duty: Duty | None, named: Mapping[str, Agency], *, today: date) -> Held:
    if duty is not None:
        agency = heir_of(duty.agency, today=today) if duty.agency else None
        return Held(node, agency, duty.due_date, duty.needs_file or node.needs_file, is_assigned=True)
    owner = node.owner or ("" if version.level in OWN_LEVELS else version.family.owner)
    return Held(node, named.get(owner), node.due_date, node.needs_file, is_assigned=False)


def _named(slugs: Iterable[str], *, today: date) -> dict[str, Agency]:
    return {slug: heir_of(people.agency(slug), today=today) for slug in slugs if slug}


def history_of(version: IndexVersion, year: int, node: str) -> list[Duty]:
    """Everything that was said of one leaf in a year, newest first."""
    rows = Duty.objects.filter(version=version, year=year, node=node).select_related("agency")
    return list(rows.order_by("-revision"))


@dataclass(frozen=True)
class Task:
    """One leaf to be filled for one unit. score: what was self-scored last; files: of that score."""

    version: IndexVersion
    year: int
    assessed: Agency
    held: Held
    score: Score | None
    files: int
    today: date

    @property
    def answers(self) -> Agency:
        """Who fills it."""
        return self.held.answers(self.assessed)

    @property
    def lacks_file(self) -> bool:
        """A file is wanted and none is there; what the warehouse counted proves itself."""
        return self.held.needs_file and not self.files and not self.is_counted

    @property
    def is_counted(self) -> bool:
        """The warehouse counted it, nobody entered it."""
        return self.score is not None and self.score.entered_by.startswith("system:")

    @property
    def is_done(self) -> bool:
        """Scored, with the evidence that it wants."""
        return self.score is not None and not self.lacks_file

    @property
    def is_late(self) -> bool:
        """Its last day is over and it is not done."""
        return not self.is_done and is_late(self.held.due_date, self.today)

    @property
    def is_soon(self) -> bool:
        """Its last day is near and it is not done."""
        return not self.is_done and is_soon(self.held.due_date, self.today)


def tasks_of(version: IndexVersion, year: int, assessed: Agency, *, today: date) -> list[Task]:
    """Every leaf of one assessment with how far it has come, in the order of the tree."""
    return tasks_of_units(version, year, [assessed], today=today)


def tasks_of_units(version: IndexVersion, year: int, units: Sequence[Agency], *, today: date) -> list[Task]:
    """The same of several units, in one question."""
    return _tasks(version, year, units, duties_of(version, year, today=today), today=today)


def _tasks(
    version: IndexVersion, year: int, assessed: Sequence[Agency], held: Mapping[str, Held], *, today: date
) -> list[Task]:
    stages = Assessment.objects.filter(version=version, year=year, stage=Stage.SELF, agency__in=assessed)
    return tasks_with(
        version, year, assessed, held, scores=said_last(stages, [one.node for one in held.values()]), today=today
    )


def tasks_with(
    version: IndexVersion,
    year: int,
    assessed: Sequence[Agency],
    held: Mapping[str, Held],
    *,
    scores: Mapping[tuple[int, str], Score],
    today: date,
) -> list[Task]:
    """Every leaf of some units. scores: (id of the unit, node code) -> what was self-scored last."""
    rows = EvidenceFile.objects.filter(score__assessment__version=version, score__assessment__year=year)
    files = dict(rows.values_list("score").annotate(many=Count("pk")))
    found = []
    for unit in assessed:
        for code, one in held.items():
            score = scores.get((unit.pk, code))
            found.append(Task(version, year, unit, one, score, files.get(score.pk, 0) if score else 0, today))
    return found


def said_last(stages: Iterable[Assessment], nodes: Iterable[Node]) -> dict[tuple[int, str], Score]:
    """(id of the unit, node code) -> the newest score of these nodes in these assessments, each of another unit.

    The rows come alone: thousands of them need no copy each of their node and version.
    """
    units = {one.pk: one.agency_id for one in stages}
    codes = {node.pk: node.code for node in nodes}
    rows = Score.objects.filter(assessment__in=list(units), node__in=list(codes))
    newest = rows.order_by("assessment_id", "node_id", "-revision").distinct("assessment_id", "node_id")
    return {(units[score.assessment_id], codes[score.node_id]): score for score in newest}


@dataclass(frozen=True)
class Share:
    """How complete one agency's part of an assessment is: leaves, done, with a file, late."""

    agency: Agency
    leaves: int
    scored: int
    with_file: int
    lacking_file: int
    late: int


def shares_of(tasks: Iterable[Task]) -> list[Share]:
    """By who answers, in Vietnamese order."""
    by_agency: dict[Agency, list[Task]] = {}
    for task in tasks:
        by_agency.setdefault(task.answers, []).append(task)
    return [
        Share(
            agency, len(its), sum(task.score is not None for task in its), sum(task.files > 0 for task in its),
            sum(task.lacks_file for task in its), sum(task.is_late for task in its),
        )
        for agency, its in sorted(by_agency.items(), key=lambda item: item[0].sort_key)
    ]  # fmt: skip


def rounds_open(*, today: date) -> list[tuple[IndexVersion, int, dict[str, Held]]]:
    """The assessments that run: a version and a year for which somebody said who answers, or began to score."""
    said = set(Duty.objects.values_list("version_id", "year"))
    said |= set(Assessment.objects.filter(stage=Stage.SELF, closed_at=None).values_list("version_id", "year"))
    versions = {
        one.pk: one for one in IndexVersion.objects.filter(pk__in={pk for pk, _year in said}).select_related("family")
    }
    rounds = sorted(said, key=lambda one: (-one[1], versions[one[0]].code))
    return [
        (versions[pk], year, duties_of(versions[pk], year, today=today))
        for pk, year in rounds
        if year >= today.year - 2
    ]


def assessed_by(version: IndexVersion, year: int, *, today: date) -> list[Agency]:
    """Whom an assessment concerns: every commune or department of a set of its own, else the province.

    Who ended since stays where its result was published: the ranking of that year is what it was.
    """
    kind = OWN_LEVELS.get(Level(version.level))
    standing = people.agencies_on(today)
    begun = version.assessments.filter(year=year).values("agency")
    named = standing.filter(kind=kind or AgencyKind.PROVINCE)
    if version.family.code == RURAL:
        rural = units_as_at(UnitLevel.COMMUNE, today).filter(kind=UnitKind.XA)
        named = named.filter(unit_code__in=rural.values("code"))
    found = {unit.pk: unit for unit in (named | standing.filter(pk__in=begun)).distinct()}
    published = version.assessments.filter(year=year, stage=Stage.PUBLISHED, closed_at__isnull=False)
    found |= {one.agency_id: one.agency for one in published.select_related("agency") if one.agency_id not in found}
    return sorted(found.values(), key=lambda unit: (unit.sort_key, unit.pk))


def _still_open(version: IndexVersion, year: int, units: Sequence[Agency]) -> list[Agency]:
    closed = set(
        version.assessments.filter(year=year, stage=Stage.SELF, closed_at__isnull=False).values_list(
            "agency", flat=True
        )
    )
    return [unit for unit in units if unit.pk not in closed]


def tasks_for(person: Person, *, now: datetime) -> list[Task]:
    """The leaves that this official's agencies answer for and that are still open, the nearest deadline first."""
    mine = {agency for agency, roles in person.posts.items() if roles & ENTER}
    return sorted(
        open_tasks(now=now, answering=mine),
        key=lambda task: (task.held.due_date or date.max, -task.year, task.version.code, task.assessed.sort_key),
    )


def open_tasks(*, now: datetime, answering: Collection[int] | None = None) -> list[Task]:
    """Every leaf of every assessment that runs, of units whose self-scoring is not closed.

    answering: ids of agencies; then only what these answer for.
    """
    today = timezone.localdate(now)
    found: list[Task] = []
    for version, year, held in rounds_open(today=today):
        units = _still_open(version, year, assessed_by(version, year, today=today))
        if answering is None:
            found += _tasks(version, year, units, held, today=today)
            continue
        itself = {code: one for code, one in held.items() if one.agency is None}
        given = {
            code: one
            for code, one in held.items()
            if one.agency is not None and any(heir.pk in answering for heir in heirs_of(one.agency, on=today))
        }
        found += _tasks(version, year, [unit for unit in units if unit.pk in answering], itself, today=today)
        found += _tasks(version, year, units, given, today=today)
    return found


def reminded() -> set[tuple[int, int, str, int, date, str]]:
    """What was said already: version, year, node, agency, deadline, when."""
    return set(Reminder.objects.values_list("version_id", "year", "node", "agency_id", "due_date", "when"))


def due_reminders(*, now: datetime) -> dict[Agency, list[tuple[Task, When]]]:
    """What is to be said now, an agency: each leaf before its deadline and after it, once."""
    said = reminded()
    found: dict[Agency, list[tuple[Task, When]]] = {}
    for task in open_tasks(now=now):
        when = When.LATE if task.is_late else When.SOON if task.is_soon else None
        due = task.held.due_date
        if when is None or due is None:
            continue
        for agency in heirs_of(task.answers, on=task.today) or [task.answers]:
            if (task.version.pk, task.year, task.held.node.code, agency.pk, due, when) not in said:
                found.setdefault(agency, []).append((task, when))
    return found


def reminders_of(version: IndexVersion, year: int, node: str) -> QuerySet[Reminder]:
    """When somebody was reminded of a leaf, newest first."""
    return Reminder.objects.filter(version=version, year=year, node=node).select_related("agency").order_by("-said_at")
