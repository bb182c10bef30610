"""Which indices there are, in which versions, with which trees."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import QuerySet

from tinhso.ground.base.refused import NotVisible
from tinhso.ground.people import queries as people
from tinhso.ground.people.models import AgencyKind
from tinhso.ground.reference.queries import made_of
from tinhso.insight.scorecards.models import IndexFamily, IndexVersion, Node
from tinhso.insight.scoring.rules.trees import Twig


def families() -> QuerySet[IndexFamily]:
    """All, in the order in which a province looks at them."""
    return IndexFamily.objects.order_by("place")


def family(code: str) -> IndexFamily:
    """The family of a code. NotVisible when there is none."""
    found = IndexFamily.objects.filter(code=code).first()
    if found is None:
        raise NotVisible("no-index", "Không có bộ chỉ số này.")
    return found


def versions_of(one: IndexFamily) -> QuerySet[IndexVersion]:
    """The versions of a family, newest first; those without a day last."""
    return one.versions.order_by("-years", "code")


def version(code: str) -> IndexVersion:
    """The version of a code. NotVisible when there is none."""
    found = IndexVersion.objects.select_related("family").filter(code=code).first()
    if found is None:
        raise NotVisible("no-index", "Không có bộ chỉ số này.")
    return found


def nodes_of(one: IndexVersion) -> list[Node]:
    """The tree of a version in its printed order, parents before children."""
    return in_order(list(one.nodes.order_by("place", "pk")))


def in_order(nodes: Sequence[Node]) -> list[Node]:
    """From the root down, each followed by what stands below it."""
    below: dict[str, list[Node]] = {}
    for node in nodes:
        below.setdefault(node.parent, []).append(node)

    def walk(parent: str) -> Iterable[Node]:
        for node in below.get(parent, []):
            yield node
            yield from walk(node.code)

    return list(walk(""))


def mains_of(nodes: Iterable[Node]) -> list[Node]:
    """Main indices: those whose values are published."""
    return [node for node in nodes if node.is_main]


def twigs_of(nodes: Iterable[Node]) -> list[Twig]:
    """The tree as arithmetic sees it."""
    return [Twig(node.code, node.parent, node.max_points) for node in nodes]


def home_codes(on: date) -> list[str]:
    """Codes of the province and of those that it was made of: their figures of earlier years stand side by side."""
    province = people.agencies_on(on).filter(kind=AgencyKind.PROVINCE).exclude(unit_code="").first()
    if province is None:
        return []
    return list(dict.fromkeys([*(unit.code for unit in made_of(province.unit_code, on)), province.unit_code]))
