"""Our own results: self-scored, appraised, published by two; what ministries printed stays beside."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import InternalError, transaction
from django.db.utils import ProgrammingError

from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.people.models import Agency
from tinhso.ground.people.tests.factories import NOON, TODAY, agency, make_official, person_of
from tinhso.insight.scorecards import actions, loading, queries
from tinhso.insight.scorecards.models import Assessment, IndexVersion, Node, PublishedScore, Score, Stage
from tinhso.insight.scorecards.tests.test_scoring import SHEET
from tinhso.insight.scoring.rules.patterns import Given

BROKEN = (InternalError, ProgrammingError)
MAINS = ("1", "2", "3", "4", "5", "7", "8", "9")


def test_a_result_is_published_by_two_and_then_stands(controller, auditor, dti):
    place = agency("NB")

    def enter(person, stage, value, mains=MAINS):
        for main in mains:
            actions.enter_score(
                person, dti, place, 2026, f"DTI22.{main}", stage=stage, given=Given(Decimal(value)), evidence="BC",
                now=NOON,
            )  # fmt: skip

    def refused(act, person, **more):
        with pytest.raises(Refused) as why:
            act(person, dti, place, 2026, now=NOON, **more)
        return why.value.code

    enter(controller, Stage.SELF, "0.9")
    enter(auditor, Stage.APPRAISED, "0.8", MAINS[:-1])
    decree = {"instrument": "Quyết định 12/QĐ-UBND ngày 23/11/2026"}
    assert refused(actions.propose_publishing, auditor, **decree) == "not-appraised"
    for one in queries.stages_of(dti, place, 2026).values():
        if one.stage == Stage.SELF:
            actions.close_stage(auditor, one, now=NOON)
    enter(auditor, Stage.APPRAISED, "0.8", MAINS[-1:])
    actions.close_stage(auditor, queries.assessment(dti, place, 2026, Stage.APPRAISED), now=NOON)
    assert refused(actions.propose_publishing, auditor, instrument=" ") == "instrument-missing"
    assert refused(actions.publish, controller) == "not-proposed"
    with pytest.raises(NotVisible):
        queries.result(dti, "NB", 2026, working=False)

    proposed = actions.propose_publishing(auditor, dti, place, 2026, now=NOON, **decree)

    assert refused(actions.propose_publishing, controller, **decree) == "already-proposed"
    assert refused(actions.publish, auditor) == "same-person"
    with pytest.raises(Refused):
        actions.close_stage(controller, proposed, now=NOON)
    with pytest.raises(NotAllowed):
        actions.publish(person_of(make_official(agency("NB.SYT"), "LEADER"), on=TODAY), dti, place, 2026, now=NOON)
    actions.drop_publishing(auditor, dti, place, 2026, now=NOON)
    actions.propose_publishing(auditor, dti, place, 2026, now=NOON, **decree)
    before = PublishedScore.objects.count()
    actions.publish(controller, dti, place, 2026, now=NOON)

    found = queries.result(dti, "NB", 2026, working=False)
    line = next(line for line in found.lines if line.node.code == "DTI22.7")
    assert (found.total.lower, found.total.is_complete) == (800, True)
    assert (line.scored.lower, line.self_points, line.gap) == (160, 180, -20)
    assert found.decided.instrument == decree["instrument"]
    assert PublishedScore.objects.count() == before
    assert refused(actions.publish, auditor) == refused(actions.drop_publishing, auditor) == "published"
    (row,) = queries.decided_standings(dti, 2026, today=TODAY)
    assert (row.agency, row.rank, row.total.lower) == (place, 1, 800)
    for change in (
        lambda: Assessment.objects.filter(pk=found.decided.pk).update(closed_at=None),
        lambda: Score.objects.filter(assessment=found.decided).update(achieved=0),
        lambda: Assessment.objects.filter(stage=Stage.SELF).update(closed_at=None),
    ):
        with pytest.raises(BROKEN), transaction.atomic():
            change()

    actions.take_annex(controller, dti, SHEET.encode(), now=NOON)
    actions.propose_freezing(auditor, dti, now=NOON)
    actions.freeze(controller, dti, now=NOON)

    version = queries.version(dti.code)
    (row,) = queries.decided_standings(version, 2026, today=TODAY)
    assert (row.rank, row.total.lower, row.total.is_complete, row.appraised) == (1, 800, True, 0)
    assert queries.result(version, "NB", 2026, working=False).total == row.total
    Agency.objects.filter(pk=place.pk).update(valid_to=TODAY - timedelta(days=1))  # who is merged later keeps its rank
    assert [one.agency for one in queries.decided_standings(version, 2026, today=TODAY)] == [place]


def test_a_draft_follows_its_seed_and_what_was_frozen_or_brought_in_does_not(controller, dti, settings, tmp_path):
    seed = tmp_path / "seed"
    shutil.copytree(settings.ROOT / "seed" / "indices", seed / "indices")
    file = seed / "indices" / "versions.json"
    rows = json.loads(file.read_text())
    for row in rows:
        for node in row["nodes"]:
            node["name_en"] = f"{node['name_en']} (renamed)"
            if node["code"] == "DTI22.1.1":
                node["max_points"] = 7
        row["nodes"] = [node for node in row["nodes"] if node["code"] != "DTI22.1.2"]
    file.write_text(json.dumps(rows))
    IndexVersion.objects.filter(code="PAR-PROV-2022").update(state="FROZEN")
    Node.objects.filter(version=dti, parent="DTI22.2").delete()
    Node.objects.create(version=dti, code="DTI22.2.1", parent="DTI22.2", place=1000, name="Của phụ lục",
                        name_en="Of the annex", confidence="H", from_annex=True)  # fmt: skip

    loading.load(seed, NOON)

    said = dict(Node.objects.values_list("code", "name_en"))
    assert said["DTI22.1"].endswith("(renamed)")
    assert Node.objects.get(version=dti, code="DTI22.1.1").max_points == 7
    assert "DTI22.1.2" not in said
    assert [node.name_en for node in dti.nodes.filter(parent="DTI22.2")] == ["Of the annex"]
    assert not any(node.name_en.endswith("(renamed)") for node in Node.objects.filter(version__code="PAR-PROV-2022"))
    assert dti.pillars.first().members.count() > 0
