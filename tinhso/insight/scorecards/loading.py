"""Index versions, their slots and what was published, from seed/indices. Placeholders stay placeholders."""

from __future__ import annotations

import csv
import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from tinhso.insight.scorecards.models import IndexFamily, IndexVersion, Node, Pillar, PublishedScore

VERSIONS = ("versions.json", "quality766.json", "ntm.json")
FACTS = ("version", "name", "name_en", "level", "issuer", "legal_basis", "valid_from", "years", "counts",
         "counts_confidence", "sources")  # fmt: skip
Row = dict[str, Any]


@transaction.atomic
def load(seed: Path, now: datetime) -> str:
    """Write down what is not there yet; safe to repeat. What people brought in (annexes, scores) is not touched."""
    shelf = seed / "indices"
    families = _families(json.loads((shelf / "families.json").read_text()))
    known = set(IndexVersion.objects.values_list("code", flat=True))
    rows = [row for name in VERSIONS for row in json.loads((shelf / name).read_text())]
    for row in rows:
        if row["code"] not in known:
            _version(families[row["family"]], row)
    with (shelf / "published.csv").open(newline="") as file:
        published = _published(families, list(csv.DictReader(file)))
    return f"Bộ chỉ số: {len(rows)} phiên bản, {published} kết quả công bố"


def _families(rows: list[Row]) -> dict[str, IndexFamily]:
    return {
        row["code"]: IndexFamily.objects.update_or_create(code=row["code"], defaults=row | {"place": place})[0]
        for place, row in enumerate(rows)
    }


def _version(family: IndexFamily, row: Row) -> None:
    scale, most = row["scale"].partition(",")[0], row["scale_max"]
    version = IndexVersion.objects.create(
        family=family, code=row["code"], scale=scale, passes=row.get("pass_all", False),
        scale_max=None if most is None else Decimal(str(most)), **{name: row[name] for name in FACTS},
    )  # fmt: skip
    nodes = [_node(version, place, facts) for place, facts in enumerate(row["nodes"])]
    by_code = {node.code: node for node in Node.objects.bulk_create(nodes)}
    for facts in row.get("pillars", ()):
        pillar = Pillar.objects.create(
            version=version, code=facts["code"], name=facts["name"], name_en=facts["name_en"]
        )
        pillar.members.set([by_code[code] for code in facts["members"]])


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
