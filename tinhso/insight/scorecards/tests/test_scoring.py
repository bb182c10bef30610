"""Scoring with evidence by one, appraisal by another, annexes frozen by two; the database refuses the rest."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import InternalError, transaction
from django.db.utils import ProgrammingError

from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.journal.models import Entry
from tinhso.ground.people.tests.factories import NOON, TODAY, agency, make_official, person_of
from tinhso.insight.scorecards import actions, loading, queries
from tinhso.insight.scorecards.actions.versions import BadRows
from tinhso.insight.scorecards.models import IndexVersion, Node, PublishedScore, Score, Stage
from tinhso.insight.scorecards.rules import annex
from tinhso.insight.scoring.rules.patterns import Given
from tinhso.insight.warehouse.tests.conftest import _own_shelf, lived, place

__all__ = ["_own_shelf", "lived", "place"]
BROKEN = (InternalError, ProgrammingError)
HEAD = "code,name,unit,pattern,params,max_points,evidence,owner\n"
WORTHS = {1: (60, 40), 2: (100,), 3: (100,), 4: (100,), 5: (100,), 7: (200,), 8: (150,), 9: (150,)}
SHEET = HEAD + "".join(
    f"DTI22.{main}.{one},Chỉ số {main}.{one},%,RATIO,,{worth},Báo cáo,NB.SKHCN\n"
    for main, worths in WORTHS.items()
    for one, worth in enumerate(worths, 1)
)


def score(person, version, code="DTI22.1", value="0.85", *, stage=Stage.SELF, evidence="12/BC-SKHCN", **more):
    said, year = more.pop("given", Given(Decimal(value))), more.pop("year", 2025)
    place = agency("NB")
    return actions.enter_score(person, version, place, year, code, stage=stage, given=said, evidence=evidence, now=NOON)


def frozen(version, controller, auditor, *, sheet=SHEET):
    actions.take_annex(controller, version, sheet.encode(), now=NOON)
    actions.propose_freezing(controller, version, now=NOON)
    actions.freeze(auditor, version, now=NOON)
    return queries.version(version.code)


def test_a_draft_is_scored_by_main_indices_only(controller, dti):
    assert score(controller, dti).achieved == 85
    with pytest.raises(Refused) as refused:
        score(controller, dti, "DTI22.1.1")

    assert refused.value.code == "not-scored"


def test_a_correction_is_a_new_revision_and_each_is_written_down(controller, dti):
    score(controller, dti)
    score(controller, dti, value="0.9")

    assert list(Score.objects.order_by("revision").values_list("revision", "achieved")) == [(1, 85), (2, 90)]
    assert Entry.objects.filter(kind="scorecards.score_entered").count() == 2


def test_what_was_published_of_main_indices_says_the_same_once_the_version_has_leaves(controller, auditor, dti):
    before = queries.result(dti, "22", 2022)
    after = queries.result(frozen(dti, controller, auditor), "22", 2022)

    assert [line.node.code for line in after.lines] == [line.node.code for line in before.lines]
    assert [(one.line.node.code, one.gain) for one in after.raising] == [
        (one.line.node.code, one.gain) for one in before.raising
    ]


def test_sent_twice_a_score_is_entered_once(controller, dti):
    assert score(controller, dti).pk == score(controller, dti).pk

    assert Score.objects.count() == Entry.objects.filter(kind="scorecards.score_entered").count() == 1


def test_a_score_keeps_what_it_was_divided_by_and_nothing_is_divided_by_nought(controller, auditor, dti):
    sheet = SHEET.replace("Chỉ số 2.1,%,RATIO", "Chỉ số 2.1,%,RELATIVE_TO_MAX")
    version = frozen(dti, controller, auditor, sheet=sheet)
    made = score(controller, version, "DTI22.2.1", given=Given(Decimal(30), best=Decimal(60)))
    nought = score(controller, version, "DTI22.3.1", given=Given(Decimal(0), Decimal(9)))
    with pytest.raises(Refused) as refused:
        score(controller, version, "DTI22.4.1", given=Given(Decimal(3), Decimal(0)))

    assert (made.achieved, made.numerator, made.denominator) == (50, 30, 60)
    assert (refused.value.code, refused.value.field) == ("no-denominator", "denominator")
    lines = {line.node.code: line for line in queries.result(version, "NB", 2025).lines}
    assert (nought.achieved, lines["DTI22.3"].is_known, lines["DTI22.3"].value) == (0, True, 0)
    assert not lines["DTI22.4"].is_known


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"evidence": " "}, "evidence-missing"),
        ({"value": "1.5"}, "score-unknown"),
        ({"year": 2031}, "bad-year"),
        ({"code": "DTI22.6"}, "not-scored"),
    ],
)
def test_what_cannot_be_a_score_is_refused(controller, dti, facts, code):
    with pytest.raises(Refused) as refused:
        score(controller, dti, **facts)

    assert refused.value.code == code
    assert not Score.objects.exists()


def test_only_those_who_own_a_leaf_score_it_and_only_others_appraise(controller, auditor, dti):
    stranger = person_of(make_official(agency("NB.SYT"), "CASE_OFFICER"), on=TODAY)
    with pytest.raises(NotAllowed):
        score(stranger, dti)
    score(controller, dti)
    with pytest.raises(Refused) as refused:
        score(controller, dti, value="0.8", stage=Stage.APPRAISED)
    assert refused.value.code == "same-person"
    with pytest.raises(NotAllowed):
        score(stranger, dti, value="0.8", stage=Stage.APPRAISED)

    score(auditor, dti, value="0.8", stage=Stage.APPRAISED)

    line = next(line for line in queries.result(dti, "NB", 2025).lines if line.node.code == "DTI22.1")
    assert (line.self_points, line.scored.lower, line.gap) == (85, 80, -5)
    score(controller, dti, "DTI22.2", stage=Stage.APPRAISED)
    with pytest.raises(Refused) as refused:
        score(controller, dti, "DTI22.2")  # in the other order, too
    assert refused.value.code == "same-person"


def test_a_closed_stage_takes_no_score_from_anybody(controller, auditor, dti):
    entered = score(controller, dti)
    actions.close_stage(auditor, entered.assessment, now=NOON)
    with pytest.raises(Refused) as refused:
        score(controller, dti)

    assert refused.value.code == "stage-closed"
    entered.pk, entered.revision = None, 7
    with pytest.raises(BROKEN), transaction.atomic():
        entered.save(force_insert=True)


def test_the_database_overwrites_neither_scores_nor_what_was_published(controller, dti):
    entered = score(controller, dti)
    with pytest.raises(BROKEN), transaction.atomic():
        Score.objects.filter(pk=entered.pk).update(achieved=100)
    with pytest.raises(BROKEN), transaction.atomic():
        PublishedScore.objects.filter(unit_code="36").update(rank=1)


def test_an_annex_comes_in_whole_or_not_at_all(controller, dti):
    before = list(Node.objects.filter(version=dti).values_list("code", "max_points"))
    with pytest.raises(BadRows) as refused:
        actions.take_annex(controller, dti, (SHEET + SHEET.splitlines()[1]).encode(), now=NOON)

    assert refused.value.rows == ["Dòng 11: mã DTI22.1.1 đã có ở dòng 2."]
    assert list(Node.objects.filter(version=dti).values_list("code", "max_points")) == before


def test_two_people_freeze_a_version_and_then_nothing_moves(controller, auditor, dti):
    with pytest.raises(Refused) as refused:
        actions.propose_freezing(controller, dti, now=NOON)
    assert refused.value.code == "not-whole"
    actions.take_annex(controller, dti, SHEET.encode(), now=NOON)
    with pytest.raises(Refused) as refused:
        actions.freeze(auditor, dti, now=NOON)
    assert refused.value.code == "not-proposed"
    actions.propose_freezing(controller, dti, now=NOON)
    with pytest.raises(Refused) as refused:
        actions.freeze(controller, dti, now=NOON)
    assert refused.value.code == "same-person"

    actions.freeze(auditor, dti, now=NOON)

    with pytest.raises(Refused):
        actions.take_annex(controller, dti, SHEET.encode(), now=NOON)
    for change in (
        lambda: Node.objects.filter(version=dti, code="DTI22.1").update(max_points=1),
        lambda: Node.objects.filter(version=dti, code="DTI22.1.1").delete(),
        lambda: Node.objects.create(version=dti, code="DTI22.1.9", parent="DTI22.1", place=1, name="x", name_en="x"),
        lambda: IndexVersion.objects.filter(pk=dti.pk).update(name="x"),
        lambda: IndexVersion.objects.filter(pk=dti.pk).update(state="DRAFT"),
        dti.pillars.first().members.clear,
    ):
        with pytest.raises(BROKEN), transaction.atomic():
            change()
    IndexVersion.objects.filter(pk=dti.pk).update(state="RETIRED")


def test_leaves_of_a_frozen_version_add_up_with_bounds(controller, auditor, dti):
    version = frozen(dti, controller, auditor)
    score(controller, version, "DTI22.1.1", given=Given(Decimal(3), Decimal(4)))

    found = queries.result(version, "NB", 2025)

    assert (found.total.lower, found.total.upper) == (45, 985)
    assert [line.node.code for line in found.lost] == ["DTI22.1.1"]
    score(controller, version, "DTI22.1.2", given=Given(Decimal(1), Decimal(4)))
    lines = {line.node.code: line for line in queries.result(version, "NB", 2025).lines}
    assert lines["DTI22.1"].scored.is_complete
    assert lines["DTI22.1"].scored.lost == 45


def test_what_the_warehouse_counts_is_offered_with_its_rows_and_taken_for_all(lived, controller, auditor, dti):
    sheet = SHEET.replace("RATIO,,200", 'RATIO,"{""metric"": ""ADM.ONLINE""}",200')
    actions.take_annex(controller, dti, sheet.encode(), now=NOON)
    node = next(node for node in queries.nodes_of(dti) if node.code == "DTI22.7.1")

    figure = queries.counted(node, agency("NB"), 2026, now=lived)

    assert (figure.metric.code, figure.period.code) == ("ADM.ONLINE", "2026")
    assert 0 < figure.numerator <= figure.denominator
    assert queries.counted(node, agency("NB"), 2025, now=lived) is None
    with pytest.raises(Refused) as refused:
        actions.take_counts(controller, dti, 2026, now=lived)
    assert refused.value.code == "nothing-counted"  # a draft takes no leaves
    for year in (2020, 2027, 2090):
        with pytest.raises(Refused) as refused:
            actions.take_counts(controller, dti, year, now=lived)
        assert refused.value.code == "bad-year"
    actions.propose_freezing(controller, dti, now=NOON)
    actions.freeze(auditor, dti, now=NOON)
    assert (
        actions.take_counts(controller, dti, 2026, now=lived),
        actions.take_counts(controller, dti, 2026, now=lived),
    ) == (1, 0)
    counted = Score.objects.get()
    assert counted.achieved == 200 * Decimal(figure.numerator) / Decimal(figure.denominator)
    assert counted.evidence.startswith("Kho dữ liệu dùng chung: ADM.ONLINE, kỳ 2026, đến ")
    version = queries.version(dti.code)
    score(controller, version, "DTI22.7.1", stage=Stage.APPRAISED, year=2026, given=Given(Decimal(1), Decimal(4)))
    owner = person_of(make_official(agency("NB.SKHCN"), "CASE_OFFICER"), on=TODAY)
    score(owner, version, "DTI22.7.1", year=2026, given=Given(Decimal(3), Decimal(4)))
    assert actions.take_counts(controller, dti, 2026, now=lived) == 0  # what a person entered stays
    assert queries.words_behind(agency("NB.SYT"), 2026) == "?ky=2026&don-vi=NB.SYT"
    _many, wrong = annex.read(SHEET.replace("RATIO,,200", 'RATIO,"{""metric"": 7}",200'), parents={}, owners=set())
    assert any("tham số" in one for one in wrong)


def test_a_model_commune_meets_every_criterion(controller):
    version, place = queries.version("NTM-KM-2022"), agency("NB.C14167")
    owner = person_of(make_official(place, "LEADER"), on=TODAY)

    def enter(code, **given):
        actions.enter_score(
            owner, version, place, 2025, code, stage=Stage.SELF, given=Given(**given), evidence="Báo cáo", now=NOON
        )

    enter("NTMKM.1", met=(True,))
    enter("NTMKM.3", numerator=Decimal(2))
    assert queries.passes(version, place, 2025) is None
    enter("NTMKM.2", numerator=Decimal(109), denominator=Decimal(100))
    enter("NTMKM.4", numerator=Decimal(1))
    assert queries.passes(version, place, 2025) is False
    enter("NTMKM.2", numerator=Decimal(110), denominator=Decimal(100))
    assert queries.passes(version, place, 2025) is True


def test_loading_again_adds_nothing(db, settings):
    before = [model.objects.count() for model in (IndexVersion, Node, PublishedScore)]
    loading.load(settings.ROOT / "seed", NOON)

    assert [model.objects.count() for model in (IndexVersion, Node, PublishedScore)] == before
    assert before == [21, 318, 327]
