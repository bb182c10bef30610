"""One unit's result in one year, taken apart: what each index gave, what was lost, what a change would bring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.people import queries as people
from tinhso.ground.people.models import Agency
from tinhso.insight.scorecards.models import Assessment, IndexVersion, Node, Pillar, PublishedScore, Score, Stage
from tinhso.insight.scorecards.queries.catalogue import mains_of, nodes_of, twigs_of
from tinhso.insight.scorecards.queries.own import enterable, latest_scores, stages_of
from tinhso.insight.scorecards.queries.published import main_values, totals
from tinhso.insight.scoring.rules import trees
from tinhso.insight.scoring.rules.patterns import rounded
from tinhso.insight.scoring.rules.trees import Scored

UNIT_POINTS = Decimal(1)
NONE = Decimal(0)


@dataclass(frozen=True)
class Line:
    """One node of a result. value: its share of the maximum, computed or as printed where the maximum is unknown.

    best, mean: of the units whose values are known, as shares of the maximum.

    self_points, gap: of our own assessments, appraised minus self-scored.
    """

    node: Node
    depth: int
    scored: Scored
    is_known: bool
    value: Decimal | None = None
    best: Decimal | None = None
    mean: Decimal | None = None
    self_points: Decimal | None = None
    gap: Decimal | None = None


@dataclass(frozen=True)
class Raise:
    """What one node may still bring. is_known: its points are certainly missing; else nobody scored it yet."""

    line: Line
    gain: Decimal
    is_known: bool


@dataclass(frozen=True)
class Result:
    """A decomposition. total: None where it is refused, and refused says why. published: what its owner printed.

    pillars: views over main indices, None while one is missing. passes: of indices without points, None unknown.
    decided: of our own, the assessment that two people published. theirs: what others published of the same unit.
    """

    version: IndexVersion
    year: int
    unit: str
    agency: Agency | None
    unit_code: str
    lines: tuple[Line, ...]
    total: Scored | None
    refused: Refused | None
    pillars: tuple[tuple[Pillar, Decimal | None], ...]
    published: PublishedScore | None
    known: int
    decided: Assessment | None = None
    theirs: tuple[PublishedScore, ...] = ()
    passes: bool | None = None

    @property
    def lost(self) -> list[Line]:
        """Where points were lost, most first: the deepest nodes that are known."""
        inner = {line.node.parent for line in self.lines if line.is_known}
        known = [line for line in self.lines if line.is_known and line.node.code not in inner and line.scored.lost]
        return sorted(known, key=lambda line: -(line.scored.lost or 0))

    @property
    def raising(self) -> list[Raise]:
        """What would raise the total most: points that are missing, and of our own what is not scored yet.

        Nothing where only a rank is known: then every index would seem to be wholly missing.
        """
        inner = {line.node.parent for line in self.lines}
        if not any(line.is_known for line in self.lines):
            return []
        open_lines = [line for line in self.lines if line.node.code not in inner and line.node.max_points]
        found = [
            Raise(line, (line.node.max_points or NONE) - line.scored.lower, line.is_known)
            for line in open_lines
            if line.is_known or self.agency is not None
        ]
        return sorted((one for one in found if one.gain > 0), key=lambda one: (-one.gain, not one.is_known))

    def printed(self, scored: Scored) -> tuple[Decimal, Decimal | None]:
        """Lower and upper of a total on the scale of the version, rounded for display."""
        return on_scale(self.version, scored.lower), None if scored.upper is None else on_scale(
            self.version, scored.upper
        )


def on_scale(version: IndexVersion, points: Decimal) -> Decimal:
    """Points as the owner of the index prints them: 0..1 with four decimals, percent or points with two."""
    whole = version.scale_max or UNIT_POINTS
    match version.scale:
        case "0..1":
            return rounded(points / whole)
        case "percent":
            return rounded(100 * points / whole, 2)
    return rounded(points, 2)


def points_of(version: IndexVersion, node: Node, value: Decimal) -> Decimal | None:
    """A printed value of a main index as points; None where its maximum is unknown."""
    if node.max_points is None:
        return None
    return value * node.max_points / (100 if version.scale == "percent" else 1)


def result(version: IndexVersion, unit: str, year: int, *, working: bool = True) -> Result:
    """unit: a statistical code of published figures, or the slug of an agency that we assess.

    working: whether what is scored and not published may be read. NotVisible where nothing is known of it.
    """
    nodes = nodes_of(version)
    published = main_values(version, year)
    if unit in published or any(row.unit_code == unit for row in totals(version.family)):
        return _of_published(version, nodes, unit, year, published)
    return _of_agency(version, nodes, people.agency(unit), year, working=working)


def _of_published(
    version: IndexVersion, nodes: Sequence[Node], code: str, year: int, published: Mapping[str, Mapping[str, Decimal]]
) -> Result:
    heads = [
        row for row in totals(version.family) if (row.unit_code, row.year, row.version_id) == (code, year, version.pk)
    ]
    if not heads and code not in published:
        raise NotVisible("no-result", "Chưa có kết quả nào của đơn vị này trong năm đó.")
    by_code = {node.code: node for node in nodes}
    earned = {
        name: points_of(version, by_code[name], value)
        for name, value in published.get(code, {}).items()
        if name in by_code
    }
    told = [{name: value for name, value in values.items() if name in by_code} for values in published.values()]
    others = [values for values in told if values]
    name = heads[0].unit if heads else code
    official = next((row for row in heads if row.is_official and row.value is not None), None)
    return _result(
        version,
        nodes,
        year,
        name,
        earned,
        code=code,
        official=official,
        printed=published.get(code),
        others=others,
        known=len(others),
    )


def _of_agency(
    version: IndexVersion, nodes: Sequence[Node], agency: Agency, year: int, *, working: bool
) -> Result:  # fmt: skip
    stages = stages_of(version, agency, year)
    decided = stages.get(Stage.PUBLISHED)
    decided = decided if decided is not None and decided.closed_at else None
    if decided is None and not working:
        raise NotVisible("no-result", "Kết quả của đơn vị này trong năm đó chưa công bố.")
    own, appraised = latest_scores(stages.get(Stage.SELF)), latest_scores(stages.get(Stage.APPRAISED))
    twigs = twigs_of(nodes)
    shown = speaking(twigs, latest_scores(decided)) if decided else speaking(twigs, own, appraised)
    earned = {code: score.achieved for code, score in shown.items()}
    gaps = {code: (score.achieved, shown[code].achieved) for code, score in own.items() if code in shown}
    found = _result(version, nodes, year, agency.name, earned, agency=agency, gaps=gaps)
    theirs = [row for row in totals(version.family) if agency.unit_code and row.unit_code == agency.unit_code]
    return replace(
        found,
        decided=decided,
        theirs=tuple(row for row in theirs if row.year == year),
        passes=passed(criteria_in(version), shown) if version.passes else None,
    )


def _result(
    version: IndexVersion,
    nodes: Sequence[Node],
    year: int,
    unit: str,
    earned: Mapping[str, Decimal | None],
    *,
    code: str = "",
    agency: Agency | None = None,
    official: PublishedScore | None = None,
    printed: Mapping[str, Decimal] | None = None,
    others: Sequence[Mapping[str, Decimal]] = (),
    gaps: Mapping[str, tuple[Decimal | None, Decimal | None]] | None = None,
    known: int = 0,
) -> Result:
    twigs = twigs_of(nodes)
    told = trees.score(twigs, earned)
    shown = _shown(nodes, earned, deep=agency is not None and (not version.is_draft or version.passes))
    around = _Around(version, earned, printed or {}, others, gaps or {})
    lines = tuple(around.line(node, depth, told[node.code]) for node, depth in shown)
    try:
        total, refused = trees.total(twigs, earned), None
    except Refused as why:
        total, refused = None, why
    pillars = tuple(
        (pillar, trees.pillar([node.code for node in pillar.members.all()], told))
        for pillar in version.pillars.prefetch_related("members").order_by("pk")
    )
    return Result(version, year, unit, agency, code or (agency.slug if agency else ""), lines, total, refused, pillars,
                  official, known)  # fmt: skip


def _shown(nodes: Sequence[Node], earned: Mapping[str, Decimal | None], *, deep: bool) -> list[tuple[Node, int]]:
    """Down to the main indices; deeper where leaves can be scored or were, and never below what is known as a whole:
    there each leaf would seem to be open.
    """
    depth: dict[str, int] = {"": -1}
    shown = []
    mains, below_main, settled = {main.code for main in mains_of(nodes)}, set[str](), set[str]()
    for node in nodes:
        depth[node.code] = depth[node.parent] + 1
        if node.parent in below_main or node.parent in mains:
            below_main.add(node.code)
            if earned.get(node.parent) is not None or node.parent in settled:
                settled.add(node.code)
            if earned.get(node.code) is None and (not deep or node.code in settled):
                continue
        shown.append((node, depth[node.code]))
    return shown


@dataclass(frozen=True)
class _Around:
    """What a line is compared with: values of other units, and our own two stages."""

    version: IndexVersion
    earned: Mapping[str, Decimal | None]
    printed: Mapping[str, Decimal]
    others: Sequence[Mapping[str, Decimal]]
    gaps: Mapping[str, tuple[Decimal | None, Decimal | None]]

    def line(self, node: Node, depth: int, scored: Scored) -> Line:
        """One node beside the others."""
        whole = 100 if self.version.scale == "percent" else 1
        values = [values[node.code] / whole for values in self.others if node.code in values]
        printed = self.printed.get(node.code)
        is_nought = bool(node.max_points) and scored.is_complete  # every part is known, and none earned anything
        is_known = self.earned.get(node.code) is not None or bool(scored.lower) or is_nought
        own, last = self.gaps.get(node.code, (None, None))
        return Line(
            node,
            depth,
            scored,
            is_known=is_known,
            value=scored.share if is_known else None if printed is None else printed / whole,
            best=max(values, default=None),
            mean=rounded(sum(values, Decimal(0)) / len(values)) if values else None,
            self_points=own,
            gap=None if own is None or last is None else last - own,
        )


def speaking(
    twigs: Sequence[trees.Twig], own: Mapping[str, Score], appraised: Mapping[str, Score] | None = None
) -> dict[str, Score]:
    """The scores of which points are made, by node code: the appraised before the self-scored.

    A main index that was scored while the version was a draft speaks until something below it is scored.
    """
    last = appraised or {}
    silent = trees.above(twigs, last)
    silent_own = silent | trees.above(twigs, own)
    return {code: score for code, score in own.items() if code not in silent_own} | {
        code: score for code, score in last.items() if code not in silent
    }


def criteria_in(version: IndexVersion) -> list[str]:
    """Codes of all that must be met."""
    return [node.code for node in enterable(version)]


def passed(criteria: Iterable[str], scores: Mapping[str, Score]) -> bool | None:
    """Of an index without points: every criterion is met. False once one failed, None while one is unknown."""
    met = [scores[code].achieved == UNIT_POINTS if code in scores else None for code in criteria]
    return False if False in met else None if None in met else True


def passes(version: IndexVersion, agency: Agency, year: int) -> bool | None:
    """The same by what was said last: appraised before self-scored."""
    stages = stages_of(version, agency, year)
    scores = latest_scores(stages.get(Stage.SELF)) | latest_scores(stages.get(Stage.APPRAISED))
    return passed(criteria_in(version), scores)
