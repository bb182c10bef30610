"""How far an assessment has come: every unit that it concerns, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from tinhso.ground.base.refused import Refused
from tinhso.ground.people.models import Agency
from tinhso.insight.scorecards.models import Assessment, IndexVersion, Node, Score, Stage
from tinhso.insight.scorecards.queries.catalogue import nodes_of, twigs_of
from tinhso.insight.scorecards.queries.duties import Task, assessed_by, duties_of, said_last, tasks_with
from tinhso.insight.scorecards.queries.results import passed, speaking
from tinhso.insight.scoring.rules import trees
from tinhso.insight.scoring.rules.ranking import ranks
from tinhso.insight.scoring.rules.trees import Scored


@dataclass(frozen=True)
class Standing:
    """One unit in one assessment. tasks: its leaves; appraised: how many were. stages: as far as they were begun.

    total: of the published, else the appraised before the self-scored; None where it is refused. passes: of indices
    without points. shown: the scores of which these are made. rank: among units whose total is complete, from the
    best; None for others.
    """

    agency: Agency
    tasks: tuple[Task, ...]
    appraised: int
    stages: Mapping[str, Assessment]
    total: Scored | None
    passes: bool | None
    shown: Mapping[str, Score]
    rank: int | None = None

    @property
    def scored(self) -> int:
        """Leaves that were self-scored."""
        return sum(task.score is not None for task in self.tasks)

    @property
    def lacking_file(self) -> int:
        """Leaves that want a file and have none."""
        return sum(task.lacks_file for task in self.tasks)

    @property
    def late(self) -> int:
        """Leaves whose last day is over."""
        return sum(task.is_late for task in self.tasks)

    @property
    def decided(self) -> Assessment | None:
        """The assessment that two people published."""
        found = self.stages.get(Stage.PUBLISHED)
        return found if found is not None and found.closed_at else None

    @property
    def words(self) -> str:
        """Where it stands, in Vietnamese."""
        if self.decided:
            return "Đã công bố"
        if Stage.PUBLISHED in self.stages:
            return "Chờ người thứ hai công bố"
        if (last := self.stages.get(Stage.APPRAISED)) is not None:
            return "Đã thẩm định" if last.closed_at else "Đang thẩm định"
        if (own := self.stages.get(Stage.SELF)) is not None:
            return "Đã tự chấm, chờ thẩm định" if own.closed_at else "Đang tự chấm"
        return "Chưa bắt đầu"


def standings(version: IndexVersion, year: int, *, today: date) -> list[Standing]:
    """Every unit that an assessment concerns, in Vietnamese order."""
    units, held = assessed_by(version, year, today=today), duties_of(version, year, today=today)
    stages: dict[str, list[Assessment]] = {}
    for one in Assessment.objects.filter(version=version, year=year):
        stages.setdefault(one.stage, []).append(one)
    nodes = nodes_of(version)
    twigs = twigs_of(nodes)
    # Of all nodes: what was published of main indices before the version was frozen into leaves stands as it was.
    said = {stage: said_last(its, nodes) for stage, its in stages.items()}
    of_unit = {(one.agency_id, stage): one for stage, its in stages.items() for one in its}
    tasks: dict[int, list[Task]] = {}
    for task in tasks_with(version, year, units, held, scores=said.get(Stage.SELF, {}), today=today):
        tasks.setdefault(task.assessed.pk, []).append(task)
    found = []
    for unit in units:
        its = {stage: found_one for stage in stages if (found_one := of_unit.get((unit.pk, stage)))}
        own, appraised, published = (
            {node.code: score for node in nodes if (score := said.get(stage, {}).get((unit.pk, node.code)))}
            for stage in (Stage.SELF, Stage.APPRAISED, Stage.PUBLISHED)
        )
        is_decided = Stage.PUBLISHED in its and its[Stage.PUBLISHED].closed_at
        shown = speaking(twigs, published) if is_decided else speaking(twigs, own, appraised)
        total = None if version.passes else _total(twigs, shown)
        passes = passed(list(held), shown) if version.passes else None
        found.append(
            Standing(unit, tuple(tasks.get(unit.pk, ())), len(appraised.keys() & held), its, total, passes, shown)
        )
    return _ranked(found)


@dataclass(frozen=True)
class Criterion:
    """One criterion of an index that passes or fails: by how many units it is met, failed, not answered."""

    node: Node
    met: int
    failed: int
    open: int


def criteria_of(rows: Sequence[Standing]) -> list[Criterion]:
    """What keeps most units from passing, first; those that most units failed before those nobody answered."""
    nodes = {task.held.node.code: task.held.node for row in rows for task in row.tasks}
    found = []
    for code, node in nodes.items():
        told = [row.shown[code].achieved == 1 for row in rows if code in row.shown]
        found.append(Criterion(node, sum(told), len(told) - sum(told), len(rows) - len(told)))
    return sorted(found, key=lambda one: (-one.failed, -one.open, one.node.place))


def others_of(version: IndexVersion, agency: Agency, year: int, *, decided: bool, today: date) -> dict[int, Decimal]:
    """Rank -> points of the other units of an assessment whose points are complete."""
    rows = decided_standings(version, year, today=today) if decided else standings(version, year, today=today)
    complete = {one.agency.pk: one.total.lower for one in rows if one.total and one.total.is_complete}
    complete.pop(agency.pk, None)
    in_order = sorted(complete.values(), reverse=True)
    return dict(enumerate(in_order, 1))


def decided_standings(version: IndexVersion, year: int, *, today: date) -> list[Standing]:
    """Those whose result two people published, ranked among themselves, the best first."""
    decided = _ranked([one for one in standings(version, year, today=today) if one.decided])
    return sorted(decided, key=lambda one: (one.rank or len(decided) + 1, not one.passes, one.agency.sort_key))


def _total(twigs: list[trees.Twig], shown: Mapping[str, Score]) -> Scored | None:
    try:
        return trees.total(twigs, {code: score.achieved for code, score in shown.items()})
    except Refused:
        return None


def _ranked(found: list[Standing]) -> list[Standing]:
    values = {one.agency.pk: one.total.lower for one in found if one.total and one.total.is_complete}
    places = ranks(values)
    return [replace(one, rank=places.get(one.agency.pk)) for one in found]
