"""Quyết định 766/QĐ-TTg, live: what one dossier adds to each leaf, and the points of a unit made of that.

Formulas of the operational version as a public re-implementation transcribes them [M]; they stand beside the tree in
seed/indices/quality766.json. What only others know (petitions, the portal's personal store) is not guessed: such a leaf
lies between bounds until officials supply it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

import ibis
import ibis.expr.types as ir

from tinhso.insight.scorecards.models import Node
from tinhso.insight.scoring.rules.patterns import Given, Pattern, points, rounded
from tinhso.insight.scoring.rules.trees import Between
from tinhso.insight.warehouse.metrics.administrative import (
    ONLINE_PAYMENT,
    RESTING,
    open_at_end,
    solved_in,
    taken_in,
)
from tinhso.insight.warehouse.metrics.counting import Counted, Rows, not_before, one_if
from tinhso.insight.warehouse.periods import Period

NONE, ONE = Decimal(0), Decimal(1)
DISLIKED = 2  # of five; our reading of "không hài lòng" [M]
Two = tuple[ir.NumericValue, ir.NumericValue | None]


def on_time(rows: Rows, period: Period) -> Two:
    """Solved on time, or open and still within the limit; of all that was solved or is open.

    A dossier that was asked for supplements more than once is late, whatever its date says.
    """
    waiting, solved = open_at_end(rows, period), solved_in(rows, period)
    in_time = rows.due_at.isnull() | (rows.finished_at <= rows.due_at)
    within = not_before(rows.due_at, ibis.literal(period.end)) | rows.state.isin(RESTING)
    asked_once = rows.supplements <= 1
    return one_if(asked_once & ((solved & in_time) | (waiting & within))), one_if(solved | waiting)


def well_served(rows: Rows, period: Period) -> Two:
    """On time less those whose applicant was not satisfied: the decision takes off both shares one by one."""
    good, counted = on_time(rows, period)
    disliked = (open_at_end(rows, period) | solved_in(rows, period)) & (rows.rating <= DISLIKED)
    return good - one_if(disliked), counted


def online(rows: Rows, period: Period) -> Two:
    """Filed online, of all received."""
    return one_if(taken_in(rows, period) & (rows.channel == "ONLINE")), one_if(taken_in(rows, period))


def paid_online(rows: Rows, period: Period) -> Two:
    """Paid online, of all that owed something."""
    owing = taken_in(rows, period) & (rows.fee_vnd > 0)
    return one_if(owing & rows.paid_by.isin(ONLINE_PAYMENT)), one_if(owing)


def electronic_result(rows: Rows, period: Period) -> Two:
    """With an electronic result, of all solved."""
    return one_if(solved_in(rows, period) & rows.has_e_result), one_if(solved_in(rows, period))


def digitised(rows: Rows, period: Period) -> Two:
    """No sheet left on paper and an electronic result, of all solved."""
    done = solved_in(rows, period)
    return one_if(done & (rows.parts_on_paper == 0) & rows.has_e_result), one_if(done)


def reused(rows: Rows, period: Period) -> Two:
    """With a part reused or replaced by data, of all received that need parts."""
    taken = taken_in(rows, period) & (rows.parts > 0)
    return one_if(taken & (rows.parts_reused + rows.parts_from_data > 0)), one_if(taken)


def population_asked(rows: Rows, period: Period) -> Two:
    """For which the population database was asked, of all received."""
    return one_if(taken_in(rows, period) & rows.population_asked), one_if(taken_in(rows, period))


LEAVES = {
    "NPSC.2.1": Counted("dossiers", on_time),
    "NPSC.3.3": Counted("dossiers", online),
    "NPSC.4.3": Counted("dossiers", paid_online),
    "NPSC.5.1": Counted("dossiers", electronic_result),
    "NPSC.5.2": Counted("dossiers", digitised),
    "NPSC.5.4": Counted("dossiers", reused),
    "NPSC.5.7": Counted("dossiers", population_asked),
    "NPSC.6.4": Counted("dossiers", well_served),
}


DOSSIERS, PROCEDURES, COMMUNES, SUPPLIED = "dossiers", "procedures", "communes", "supplied"


@dataclass(frozen=True)
class Known:
    """What is known of one leaf of one unit: how many are good, of how many, counted in which things.

    unsure: of the others, how many may still prove good. is_sure: what the tree says is missing from such counts is in
    this one. is_full: nothing could lose a point.
    """

    good: int
    all: int
    things: str = DOSSIERS
    unsure: int = 0
    is_sure: bool = False
    is_full: bool = False


@dataclass(frozen=True)
class Leaf:
    """A leaf of one unit: its count, its points between lower and upper, and what would fill it.

    missing: things that must still turn good for the full points, as things stand. each: points that one of them
    brings. things: what is counted; '' where the points are granted.
    """

    node: Node
    numerator: int
    denominator: int
    lower: Decimal
    upper: Decimal
    things: str = ""
    unsure: int = 0

    @property
    def lost(self) -> Decimal:
        """Points that are certainly missing."""
        return (self.node.max_points or NONE) - self.upper

    @property
    def target(self) -> Decimal:
        """The ratio from which on the points are full."""
        return Decimal(str(self.node.params.get("target", 1)))

    @property
    def missing(self) -> int:
        """How many more of those counted must turn good."""
        wanted = (self.target * self.denominator).quantize(Decimal(1), ROUND_CEILING)
        return max(0, int(wanted) - self.numerator)

    @property
    def each(self) -> Decimal | None:
        """Points that one more brings."""
        whole = self.target * self.denominator
        return rounded((self.node.max_points or NONE) / whole) if whole else None

    def with_more(self, many: int) -> Decimal:
        """Points that so many more good ones would bring, of those that are there."""
        good = self.numerator + self.unsure
        more = min(many, max(0, self.denominator - good))
        return _points(self.node, good + more, self.denominator, ONE) - _points(self.node, good, self.denominator, ONE)


def leaves_of(
    nodes: Iterable[Node], known: Mapping[str, Known], *, kind: str, synced: Decimal | None = None
) -> list[Leaf]:
    """The leaves of which something is known, and those that are granted to units of this kind.

    synced: the part of the dossiers that the portal confirmed, by which one leaf is multiplied; None where nothing was
    received or nobody knows.
    """
    leaves = []
    for node in nodes:
        most, one = node.max_points or NONE, known.get(node.code)
        if kind in node.params.get("granted_to", ()):
            leaves.append(Leaf(node, 0, 0, most, most))
        elif one and one.is_full:
            leaves.append(Leaf(node, one.good, one.all, most, most, one.things))
        elif one:
            times = synced if node.params.get("times_unknown") else ONE
            best = _points(node, one.good + one.unsure, one.all, ONE if times is None else times)
            sure = _points(node, one.good, one.all, ONE if times is None else times)
            lacks = not one.is_sure and (node.params.get("less_unknown") or node.params.get("at_most"))
            worst = NONE if times is None or lacks else sure
            leaves.append(Leaf(node, one.good, one.all, worst, best, one.things, one.unsure))
    return leaves


def _points(node: Node, above: int, below: int, times: Decimal) -> Decimal:
    """Nothing to divide by earns nothing: so the decision says. Two decimals a leaf, as the portal prints."""
    given = Given(Decimal(above) * times, Decimal(below))
    return rounded(points(Pattern(node.pattern), node.params, given, node.max_points or NONE) or NONE, 2)


def earned(leaves: Iterable[Leaf]) -> dict[str, Between]:
    """The same as arithmetic on trees takes it."""
    return {leaf.node.code: (leaf.lower, leaf.upper) for leaf in leaves}
