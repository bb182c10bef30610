"""Scoring: a department fills its leaves with evidence, somebody else appraises, a closed stage stands."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db.models import Max
from django.utils import timezone

from tinhso.ground.acts import act
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.journal.actions import record
from tinhso.ground.people.models import Agency
from tinhso.ground.people.persons import Person
from tinhso.insight.scorecards import queries
from tinhso.insight.scorecards.events import AssessmentClosed, ScoreEntered
from tinhso.insight.scorecards.models import Assessment, IndexVersion, Node, Score, Stage
from tinhso.insight.scorecards.queries.results import points_of
from tinhso.insight.scorecards.rules.patterns import Given, points

ONE = Decimal(1)
FIRST_YEAR = 2016


@act()
def enter_score(
    actor: Person,
    version: IndexVersion,
    agency: Agency,
    year: int,
    code: str,
    *,
    stage: str,
    given: Given,
    evidence: str,
    note: str = "",
    now: datetime,
) -> Score:
    """Score one leaf, or one main index while the version is a draft; a correction is a new revision.

    given: for a main index its value, 0 to 1, as numerator. Refused: evidence-missing, score-unknown (what was given
    says nothing), not-scored (this node takes none), stage-closed, bad-year, same-person (who self-scored may not
    appraise); NotAllowed.
    """
    node = _node(version, code)
    _check_person(actor, node, agency, year=year, stage=stage)
    if not FIRST_YEAR <= year <= timezone.localdate(now).year:
        raise Refused("bad-year", "Năm đánh giá chưa đúng.", field="year")
    if not nfc(evidence):
        raise Refused("evidence-missing", "Hãy ghi tài liệu kiểm chứng: số, ký hiệu văn bản hoặc địa chỉ.",
                      field="evidence")  # fmt: skip
    achieved = _achieved(version, node, given)
    of, _ = Assessment.objects.get_or_create(
        version=version, agency=agency, year=year, stage=stage, defaults={"opened_at": now}
    )
    of = Assessment.objects.select_for_update().get(pk=of.pk)
    if of.closed_at:
        raise Refused("stage-closed", "Bước chấm này đã đóng, không nhập thêm được.")
    last = Score.objects.filter(assessment=of, node=node).aggregate(last=Max("revision"))["last"] or 0
    score = Score.objects.create(
        assessment=of, node=node, revision=last + 1, achieved=achieved, numerator=given.numerator,
        denominator=given.denominator, choice=given.choice, met=list(given.met), evidence=nfc(evidence)[:300],
        note=nfc(note)[:500], entered_by=actor.ref, entered_at=now,
    )  # fmt: skip
    record(actor, ScoreEntered(of.pk, node.code, score.revision, str(achieved)), at=now)
    return score


@act()
def close_stage(actor: Person, of: Assessment, *, now: datetime) -> None:
    """Close a stage: from now on the database takes no score of it. Refused `stage-closed`; NotAllowed."""
    of = Assessment.objects.select_for_update(of=("self",)).select_related("version__family").get(pk=of.pk)
    if not queries.may_appraise(actor, of.version, queries.ids_of({of.version.family.owner})):
        raise NotAllowed("wrong-role", "Chỉ cơ quan chủ trì đóng được bước chấm.")
    if of.closed_at:
        raise Refused("stage-closed", "Bước chấm này đã đóng, không nhập thêm được.")
    of.closed_at = now
    of.save(update_fields=["closed_at"])
    record(actor, AssessmentClosed(of.pk), at=now)


def _node(version: IndexVersion, code: str) -> Node:
    found = next((node for node in queries.enterable(version) if node.code == code), None)
    if found is None:
        raise Refused(
            "not-scored",
            "Chỉ số này chưa nhận điểm: phiên bản chưa chốt thì chỉ nhập giá trị chỉ số chính.",
        )
    return found


def _check_person(actor: Person, node: Node, agency: Agency, *, year: int, stage: str) -> None:
    version = node.version
    ids = queries.ids_of({node.owner, version.family.owner} - {""})
    if stage == Stage.SELF:
        if not queries.may_enter(actor, node, agency, ids):
            raise NotAllowed("wrong-role", "Chỉ số này do cơ quan phụ trách tự chấm.")
        return
    if not queries.may_appraise(actor, version, ids):
        raise NotAllowed("wrong-role", "Chỉ cơ quan chủ trì thẩm định được điểm.")
    if queries.self_scored_by(version, agency, year, node) == actor.ref:
        raise Refused("same-person", "Người thẩm định phải khác người tự chấm.")


def _achieved(version: IndexVersion, node: Node, given: Given) -> Decimal:
    """Points, unrounded. A criterion that passes or fails counts as one point."""
    if node.pattern:
        worth = ONE if version.passes else node.max_points or Decimal(0)
        achieved = points(node.pattern, node.params, given, worth)
    elif given.numerator is not None and 0 <= given.numerator <= 1:
        achieved = points_of(version, node, given.numerator * (100 if version.scale == "percent" else 1))
    else:
        achieved = None
    if achieved is None:
        raise Refused(
            "score-unknown",
            "Chưa tính được điểm từ số đã nhập. Giá trị chỉ số chính từ 0 đến 1.",
            field="numerator",
        )
    return achieved
