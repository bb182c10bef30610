"""Scoring the leaves that the warehouse counts, for every unit of an assessment at once."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import connection
from django.utils import timezone

from tinhso.ground.acts import act
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.base.vietnamese import format_moment
from tinhso.ground.journal.actions import record
from tinhso.ground.people.models import Agency
from tinhso.ground.people.persons import Person
from tinhso.insight.scorecards import queries
from tinhso.insight.scorecards.actions.scoring import achieved_by, check_year
from tinhso.insight.scorecards.events import CountsTaken
from tinhso.insight.scorecards.models import Assessment, IndexVersion, Node, Score, Stage
from tinhso.insight.scoring.rules.patterns import Given
from tinhso.insight.warehouse.queries import Figure

SYSTEM = System("scorecards")
# Ten thousand rows as ten lists: as values, one by one, reading them costs the database more than writing them.
ADD = """
INSERT INTO scorecards_score (assessment_id, node_id, revision, achieved, numerator, denominator, evidence, entered_by,
    entered_at, choice, met, note)
SELECT of, node, revision, achieved, above, below, evidence, %s, %s, '', '{}', ''
FROM unnest(%s::bigint[], %s::bigint[], %s::smallint[], %s::numeric[], %s::numeric[], %s::numeric[], %s::text[])
    AS given (of, node, revision, achieved, above, below, evidence)
"""


@act()
def take_counts(actor: Person, version: IndexVersion, year: int, *, now: datetime) -> int:
    """Self-score what the warehouse counts for every unit whose self-scoring is open; how many scores were entered.

    The numbers are the warehouse's, so nobody's name stands beside them and whoever asked may still appraise. What a
    person entered stays; what did not change since is not entered again. Refused: bad-year, nothing-counted;
    NotAllowed.
    """
    version = IndexVersion.objects.select_for_update(of=("self",)).select_related("family").get(pk=version.pk)
    today = timezone.localdate(now)
    if not queries.may_appraise(actor, version, queries.ids_of({version.family.owner}, today=today)):
        raise NotAllowed("wrong-role", "Việc này do cơ quan chủ trì bộ chỉ số hoặc cán bộ kiểm soát của tỉnh làm.")
    check_year(version, year, today=today)
    held = {
        code: one for code, one in queries.duties_of(version, year, today=today).items() if queries.metric_of(one.node)
    }
    units = queries.assessed_by(version, year, today=today)
    told = queries.figures_of([one.node for one in held.values()], units, year, now=now)
    if not told:
        raise Refused("nothing-counted", "Kho dữ liệu không đếm chỉ số nào của phiên bản này.")
    stages = _stages(version, units, year, now=now)
    last = queries.said_last(stages.values(), [one.node for one in held.values()])
    scores = []
    for (unit, code), figure in told.items():
        stage = stages[unit]
        if stage.closed_at is None:
            scores.append(_score(version, stage, held[code].node, figure, last.get((unit, code)), now=now))
    entered = [score for score in scores if score is not None]
    _add(entered, now=now)
    record(actor, CountsTaken(version.code, year, len(units), len(entered)), at=now)
    return len(entered)


def _add(scores: list[Score], *, now: datetime) -> None:
    columns = zip(
        *((one.assessment_id, one.node_id, one.revision, one.achieved, one.numerator, one.denominator, one.evidence)
          for one in scores), strict=True,
    )  # fmt: skip
    if scores:
        with connection.cursor() as cursor:
            cursor.execute(ADD, [SYSTEM.ref, now, *map(list, columns)])


def _stages(version: IndexVersion, units: list[Agency], year: int, *, now: datetime) -> dict[int, Assessment]:
    """Unit -> its self-scoring, begun where it was not, locked."""
    Assessment.objects.bulk_create(
        [
            Assessment(version=version, agency=unit, year=year, stage=Stage.SELF, opened_at=now, opened_by=SYSTEM.ref)
            for unit in units
        ],
        ignore_conflicts=True,
    )
    rows = Assessment.objects.select_for_update().filter(version=version, year=year, stage=Stage.SELF, agency__in=units)
    return {one.agency_id: one for one in rows.order_by("pk")}


def _score(
    version: IndexVersion, stage: Assessment, node: Node, figure: Figure, last: Score | None, *, now: datetime
) -> Score | None:
    """The score that a figure makes; None where it says nothing, nothing new, or a person said something else."""
    above, below = Decimal(figure.numerator), None if figure.denominator is None else Decimal(figure.denominator)
    if last is not None and (last.entered_by != SYSTEM.ref or (last.numerator, last.denominator) == (above, below)):
        return None
    achieved = achieved_by(version, node, Given(above, below))
    if achieved is None or figure.as_of is None:  # facts that are lost say nothing, which is not nought
        return None
    until = f", đến {format_moment(figure.as_of)}" if figure.as_of else ""
    return Score(
        assessment=stage, node=node, revision=last.revision + 1 if last else 1, achieved=achieved, numerator=above,
        denominator=below, evidence=f"Kho dữ liệu dùng chung: {figure.metric.code}, kỳ {figure.period.code}{until}",
        entered_by=SYSTEM.ref, entered_at=now,
    )  # fmt: skip
