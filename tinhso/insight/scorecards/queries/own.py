"""Our own assessments: who may say what, and what was said last."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from tinhso.ground.people import queries as people
from tinhso.ground.people.models import Agency, AgencyKind
from tinhso.ground.people.persons import Person
from tinhso.ground.people.succession import heirs_of, line_of
from tinhso.insight.scorecards.models import Assessment, IndexVersion, Node, Score, Stage
from tinhso.insight.scorecards.queries.catalogue import nodes_of

ENTER = frozenset({"LEADER", "DIVISION_HEAD", "CASE_OFFICER", "CLERK", "CONTROLLER"})
APPRAISE = frozenset({"LEADER", "CONTROLLER", "AUDITOR"})
WATCH = frozenset({"CONTROLLER", "AUDITOR"})  # of the province: they may appraise whatever index


def heir_of(agency: Agency, *, today: date) -> Agency:
    """Who does an agency's work today: itself, or the one that took it over. Where several did, the agency that was
    named: its keeper says which of them; until then each may.
    """
    heirs = heirs_of(agency, on=today)
    return heirs[0] if len(heirs) == 1 else agency


def ids_of(slugs: Iterable[str], *, today: date) -> dict[str, int]:
    """Agency slug -> id of the one that does its work today."""
    return {slug: heir_of(people.agency(slug), today=today).pk for slug in slugs}


def agencies_of(person: Person) -> frozenset[int]:
    """The agencies of an official's posts, and those whose work they took over."""
    if person.at is None:
        return person.agency_ids
    on = timezone.localdate(person.at)
    return frozenset().union(*(line_of(one, on=on) for one in person.agency_ids))


def enterable(version: IndexVersion) -> list[Node]:
    """The nodes that take a score now: leaves of a frozen version or of one that passes or fails; else main indices.

    While the signed annex has not been read and frozen, nobody scores leaves of which the points are not known.
    """
    nodes = nodes_of(version)
    inner = {node.parent for node in nodes}
    if version.is_draft and not version.passes:
        return [node for node in nodes if node.is_main and node.max_points]
    return [node for node in nodes if node.code not in inner and node.pattern and node.max_points != 0]


def may_enter(
    person: Person, agency: Agency, *, answers: Agency, ids: dict[str, int], family: str, today: date
) -> bool:  # fmt: skip
    """Whether an official may self-score a leaf: of the agency that answers for it or that is assessed, of the one
    that coordinates the index where the province itself is assessed; the province's controller may for all of them.
    Who took an agency's work over enters in its place.

    answers: the agency that answers for the leaf. ids: as ids_of says. family: slug of the coordinator, which appraises
    communes and departments and so does not score them.
    """
    coordinates = ids.get(family) if agency.kind == AgencyKind.PROVINCE else None
    heirs = [heir.pk for one in (answers, agency) for heir in heirs_of(one, on=today)]
    return bool(person.roles_at(coordinates, answers.pk, agency.pk, *heirs) & ENTER) or "CONTROLLER" in person.roles


def may_appraise(person: Person, version: IndexVersion, ids: dict[str, int]) -> bool:
    """Whether an official may appraise, freeze and close: of the coordinating agency, or who watches the province."""
    return bool(person.roles_at(ids.get(version.family.owner)) & APPRAISE or person.roles & WATCH)


def assessment(version: IndexVersion, agency: Agency, year: int, stage: str) -> Assessment | None:
    """One stage of an assessment; None before anybody entered something."""
    return Assessment.objects.filter(version=version, agency=agency, year=year, stage=stage).first()


def assessment_ids(version: IndexVersion) -> QuerySet[Assessment]:
    """All assessments by a version, youngest first."""
    return version.assessments.select_related("agency").order_by("-year", "agency__sort_key", "stage")


def stages_of(version: IndexVersion, agency: Agency, year: int) -> dict[str, Assessment]:
    """Stage -> its assessment, as far as it was begun."""
    return {one.stage: one for one in Assessment.objects.filter(version=version, agency=agency, year=year)}


def published_results(version: IndexVersion) -> QuerySet[Assessment]:
    """Results of ours that two people published, youngest first."""
    done = version.assessments.filter(stage=Stage.PUBLISHED, closed_at__isnull=False)
    return done.select_related("agency").order_by("-year", "agency__sort_key")


def latest_scores(of: Assessment | None) -> dict[str, Score]:
    """Node code -> its newest revision."""
    if of is None:
        return {}
    rows: Iterable[Score] = (
        of.scores.select_related("node").prefetch_related("files__file").order_by("node_id", "revision")
    )
    return {row.node.code: row for row in rows}


def scored_by(version: IndexVersion, agency: Agency, year: int, node: Node, *, stage: str) -> str:
    """Who scored a leaf last in a stage; '' for nobody."""
    rows = Score.objects.filter(
        assessment__version=version, assessment__agency=agency, assessment__year=year,
        assessment__stage=stage, node=node,
    )  # fmt: skip
    last = rows.order_by("-revision").first()
    return last.entered_by if last else ""
