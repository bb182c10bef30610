"""Index versions, their slots and what was published, from seed/indices. Placeholders stay placeholders.

A draft follows its seed: words always, points and patterns until somebody scored by them. A frozen version never
changes, nor does what people brought in (annexes, scores, duties).
"""

from __future__ import annotations

import csv
import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from tinhso.insight.scorecards.models import IndexFamily, IndexVersion, Node, Pillar, PublishedScore, Score

VERSIONS = ("versions.json", "quality766.json", "ntm.json")
FACTS = ("version", "name", "name_en", "level", "issuer", "legal_basis", "valid_from", "years", "counts",
         "counts_confidence", "sources")  # fmt: skip
Row = dict[str, Any]


@transaction.atomic
def load(seed: Path, now: datetime) -> str:
    """Write down what is not there yet and what reads otherwise now; safe to repeat."""
    shelf = seed / "indices"
    families = _families(json.loads((shelf / "families.json").read_text()))
    known = {one.code: one for one in IndexVersion.objects.all()}
    rows = [row for name in VERSIONS for row in json.loads((shelf / name).read_text())]
    for row in rows:
        if (standing := known.get(row["code"])) is None:
            _version(families[row["family"]], row)
        elif standing.is_draft:
            _refresh(standing, row)
    with (shelf / "published.csv").open(newline="") as file:
        published = _published(families, list(csv.DictReader(file)))
    return f"Bộ chỉ số: {len(rows)} phiên bản, {published} kết quả công bố"


def _families(rows: list[Row]) -> dict[str, IndexFamily]:
    return {
        row["code"]: IndexFamily.objects.update_or_create(code=row["code"], defaults=row | {"place": place})[0]
        for place, row in enumerate(rows)
    }


def _facts(row: Row) -> Row:
    scale, most = row["scale"].partition(",")[0], row["scale_max"]
    return {
        "scale": scale, "passes": row.get("pass_all", False),
        "scale_max": None if most is None else Decimal(str(most)), **{name: row[name] for name in FACTS},
    }  # fmt: skip


def _version(family: IndexFamily, row: Row) -> None:
    version = IndexVersion.objects.create(family=family, code=row["code"], **_facts(row))
    Node.objects.bulk_create(_nodes(version, row))
    _pillars(version, row)


def _nodes(version: IndexVersion, row: Row) -> list[Node]:
    return [_node(version, place, facts) for place, facts in enumerate(row["nodes"])]


def _pillars(version: IndexVersion, row: Row) -> None:
    by_code = {node.code: node for node in version.nodes.all()}
    for facts in row.get("pillars", ()):
        named = {"name": facts["name"], "name_en": facts["name_en"]}
        pillar, _ = Pillar.objects.update_or_create(version=version, code=facts["code"], defaults=named)
        pillar.members.set([by_code[code] for code in facts["members"]])


WORDS = ("name", "name_en", "rule", "note", "unit", "confidence", "evidence", "owner", "count")
WORTH = ("parent", "place", "max_points", "pattern", "params", "is_main")


def _refresh(version: IndexVersion, row: Row) -> None:
    """Bring a draft to what its seed says now."""
    is_scored = Score.objects.filter(assessment__version=version).exists()
    IndexVersion.objects.filter(pk=version.pk).update(**_facts(row))
    there = {node.code: node for node in version.nodes.all()}
    filled = {node.parent for node in there.values() if node.from_annex}
    fields = WORDS if is_scored else (*WORDS, *WORTH)
    seeded = {node.code: node for node in _nodes(version, row) if node.parent not in filled}
    changed = []
    for code, node in seeded.items():
        standing = there.get(code)
        if standing is None or standing.from_annex:
            continue
        if any(getattr(standing, field) != getattr(node, field) for field in fields):
            for field in fields:
                setattr(standing, field, getattr(node, field))
            changed.append(standing)
    Node.objects.bulk_update(changed, fields)
    if not is_scored:
        Node.objects.bulk_create([node for code, node in seeded.items() if code not in there])
        version.nodes.filter(from_annex=False).exclude(code__in=[facts["code"] for facts in row["nodes"]]).delete()
    _pillars(version, row)


def _node(version: IndexVersion, place: int, facts: Row) -> Node:
    named = {name: facts[name] for name in ("code", "parent", "name", "name_en", "confidence")}
    optional = {
        name: facts[name] for name in ("pattern", "params", "unit", "rule", "count", "owner", "note") if name in facts
    }
    most = facts["max_points"]
    return Node(
        version=version, place=place, is_main=facts.get("main", False),
        max_points=None if most is None else Decimal(str(most)), **named, **optional,
    )  # fmt: skip


def _published(families: dict[str, IndexFamily], rows: list[Row]) -> int:
    """A published figure is never overwritten: only lines that are not there are added."""
    versions = {one.code: one.pk for one in IndexVersion.objects.all()}
    columns = ("family_id", "version_id", "year", "unit", "component", "kind", "value", "grade", "rank", "source")
    there = set(PublishedScore.objects.values_list(*columns))
    scores = [
        PublishedScore(
            family=families[row["family"]], version_id=versions[row["version"]] if row["version"] else None,
            year=int(row["year"]), value=Decimal(row["value"]) if row["value"] else None,
            rank=int(row["rank"]) if row["rank"] else None, rank_of=int(row["rank_of"]) if row["rank_of"] else None,
            **{name: row[name] for name in
               ("unit", "unit_code", "component", "node", "grade", "scale", "kind", "confidence", "source", "note")},
        )
        for row in rows
    ]  # fmt: skip
    PublishedScore.objects.bulk_create(
        [one for one in scores if tuple(getattr(one, column) for column in columns) not in there]
    )
    return len(rows)
