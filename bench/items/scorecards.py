"""Of our own: every component of a set of DTI's size, of every commune, counted, scored, added up, ranked; limit 10 s.

The tree is the province's own DTI 2022 (98 components, of which 3 belong to a main index that is not scored), brought
in as a signed annex and frozen by two; each component is counted by a metric of the warehouse from the dossiers of the
stage. What is timed is what the button "Lấy số từ kho dữ liệu" and the page of progress do. All of it is rolled back.
"""

from __future__ import annotations

import csv
import io
import json
import time
from datetime import UTC, datetime
from decimal import Decimal
from itertools import cycle

from django.db import transaction
from django.utils import timezone

from bench.progress import note
from bench.report import Row
from bench.stage import Stage
from tinhso.ground.people import queries as people
from tinhso.ground.people.persons import Person
from tinhso.insight.scorecards import actions, queries
from tinhso.insight.scorecards.models import IndexVersion, Level, Node
from tinhso.insight.scorecards.rules import annex
from tinhso.insight.warehouse import queries as warehouse
from tinhso.insight.warehouse.actions import pull_facts
from tinhso.insight.warehouse.queries.figures import forget

BAR_S = 10.0
SET, COMPONENTS = "DTI-PROV-2022", 98
CENT = Decimal("0.01")


def run(stage: Stage) -> list[Row]:
    """Wall seconds from the question to all scores written and all communes ranked; the pull is told beside it."""
    now = datetime.now(UTC)
    began = time.perf_counter()
    files = pull_facts(now=now, anew=True)
    note(f"{files} files of facts pulled in {time.perf_counter() - began:.0f} s")
    with transaction.atomic():
        row = _timed(stage, now)
        transaction.set_rollback(True)
    return [row]


def _timed(stage: Stage, now: datetime) -> Row:
    today = timezone.localdate(now)
    version = _frozen_set(now)
    leaves = queries.enterable(version)
    forget()
    began, spent = time.perf_counter(), time.process_time()
    scores = actions.take_counts(_official(1), version, today.year, now=now)
    counted = time.perf_counter() - began
    rows = queries.standings(version, today.year, today=today)
    seconds = time.perf_counter() - began
    spent = time.process_time() - spent
    ranked = sum(one.rank is not None for one in rows)
    if not rows or any(len(one.tasks) != len(leaves) for one in rows) or not scores:
        raise SystemExit("own: scorecards: somebody's components are missing")
    metrics = len({queries.metric_of(node) for node in leaves})
    note(
        f"{len(leaves)} components of {len(rows)} communes by {metrics} metrics: {scores:,} scores in {counted:.2f} s, "
        f"added up and ranked ({ranked}) after {seconds:.2f} s ({spent:.2f} s of CPU here), over "
        f"{stage.dossiers:,} dossiers"
    )
    item = "own: scorecards"
    return Row(item, "s", seconds, BAR_S, "the issue's bar", BAR_S / seconds, stage.dossiers, item)


def _frozen_set(now: datetime) -> IndexVersion:
    """The set for communes, whole and frozen."""
    version = queries.version(SET)
    IndexVersion.objects.filter(pk=version.pk).update(level=Level.COMMUNE)
    content = _annex(queries.nodes_of(version), [one.code for one in warehouse.metrics(now.date()) if one.denominator])
    actions.take_annex(_official(1), version, content, now=now)
    actions.propose_freezing(_official(1), version, now=now)
    actions.freeze(_official(2), version, now=now)
    return queries.version(SET)


def _annex(nodes: list[Node], metrics: list[str]) -> bytes:
    """Every component of the tree with an equal part of its main index's points, counted by the metrics in turn."""
    below = {main.code: [node for node in nodes if node.parent == main.code] for main in queries.mains_of(nodes)}
    if sum(map(len, below.values())) != COMPONENTS:
        raise SystemExit("own: scorecards: the set is not what it was")
    written, turns = io.StringIO(), cycle(metrics)
    sheet = csv.writer(written)
    sheet.writerow(annex.COLUMNS)
    for main in queries.mains_of(nodes):
        its = below[main.code]
        if not main.max_points:
            continue
        each = (main.max_points / len(its)).quantize(CENT)
        for place, leaf in enumerate(its):
            points = each if place else main.max_points - each * (len(its) - 1)
            counted = json.dumps({"metric": next(turns)})
            sheet.writerow([leaf.code, leaf.name, "%", "RATIO", counted, points, "Kho dữ liệu", "NB.SKHCN"])
    return written.getvalue().encode()


def _official(number: int) -> Person:
    """Who watches the province; nobody of the seed, for nothing of this is kept."""
    return Person(
        f"Đo {number}", official_id=number, posts={people.agency("NB.VP").pk: frozenset({"CONTROLLER"})}
    )  # fmt: skip
