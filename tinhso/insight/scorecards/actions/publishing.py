"""Publishing our own results: one proposes, another publishes, then nothing of it ever changes."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from tinhso.ground.acts import act
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.journal.actions import record
from tinhso.ground.people.models import Agency
from tinhso.ground.people.persons import Person
from tinhso.insight.scorecards import queries
from tinhso.insight.scorecards.events import PublishingDropped, PublishingProposed, ResultPublished
from tinhso.insight.scorecards.models import Assessment, IndexVersion, Score, Stage


@act()
def propose_publishing(
    actor: Person, version: IndexVersion, agency: Agency, year: int, *, instrument: str, now: datetime
) -> Assessment:  # fmt: skip
    """Ask another person to publish the appraised result of a unit. instrument: the decision by which it is published.

    Refused: instrument-missing, not-appraised (a stage is open, or a leaf has no appraised score), already-proposed,
    published; NotAllowed.
    """
    _check_may(actor, version, now=now)
    said = nfc(instrument)[:200]
    if not said:
        raise Refused("instrument-missing", "Hãy ghi số, ngày quyết định công bố kết quả.", field="instrument")
    stages = _locked(version, agency, year)
    if (known := stages.get(Stage.PUBLISHED)) is not None:
        if known.closed_at:
            raise Refused("published", "Kết quả này đã công bố, không thay đổi được nữa.")
        raise Refused("already-proposed", "Đã có người đề nghị công bố kết quả này.")
    _check_appraised(version, stages)
    of = Assessment.objects.create(
        version=version, agency=agency, year=year, stage=Stage.PUBLISHED, opened_at=now, opened_by=actor.ref,
        instrument=said,
    )  # fmt: skip
    record(actor, PublishingProposed(of.pk, said), at=now)
    return of


@act()
def drop_publishing(actor: Person, version: IndexVersion, agency: Agency, year: int, *, now: datetime) -> None:
    """Take a proposal back. Refused: not-proposed, published; NotAllowed."""
    _check_may(actor, version, now=now)
    of = _proposed(_locked(version, agency, year))
    of.delete()
    record(actor, PublishingDropped(version.code, agency.slug, year), at=now)


@act()
def publish(actor: Person, version: IndexVersion, agency: Agency, year: int, *, now: datetime) -> Assessment:
    """Let a proposal stand: the appraised scores become the published ones, which the database never changes.

    What was self-scored and what was appraised stay beside it, leaf by leaf; what ministries published is another
    table. Refused: not-proposed, published, same-person; NotAllowed.
    """
    _check_may(actor, version, now=now)
    stages = _locked(version, agency, year)
    of = _proposed(stages)
    if of.opened_by == actor.ref:
        raise Refused("same-person", "Người công bố phải khác người đề nghị.")
    scores = queries.latest_scores(stages[Stage.APPRAISED])
    Score.objects.bulk_create(
        Score(
            assessment=of, node=score.node, revision=1, achieved=score.achieved, numerator=score.numerator,
            denominator=score.denominator, choice=score.choice, met=score.met, evidence=score.evidence,
            note=score.note, entered_by=score.entered_by, entered_at=score.entered_at,
        )
        for score in scores.values()
    )  # fmt: skip
    of.closed_at, of.closed_by = now, actor.ref
    of.save(update_fields=["closed_at", "closed_by"])
    record(actor, ResultPublished(of.pk, len(scores)), at=now)
    return of


def _check_may(actor: Person, version: IndexVersion, *, now: datetime) -> None:
    if not queries.may_appraise(actor, version, queries.ids_of({version.family.owner}, today=timezone.localdate(now))):
        raise NotAllowed("wrong-role", "Chỉ cơ quan chủ trì bộ chỉ số công bố được kết quả.")


def _locked(version: IndexVersion, agency: Agency, year: int) -> dict[str, Assessment]:
    rows = Assessment.objects.select_for_update().filter(version=version, agency=agency, year=year)
    return {one.stage: one for one in rows.order_by("pk")}


def _proposed(stages: dict[str, Assessment]) -> Assessment:
    of = stages.get(Stage.PUBLISHED)
    if of is None:
        raise Refused("not-proposed", "Chưa có người đề nghị công bố kết quả này.")
    if of.closed_at:
        raise Refused("published", "Kết quả này đã công bố, không thay đổi được nữa.")
    return of


def _check_appraised(version: IndexVersion, stages: dict[str, Assessment]) -> None:
    open_stages = [
        stage for stage in (Stage.SELF, Stage.APPRAISED) if not (one := stages.get(stage)) or not one.closed_at
    ]
    if open_stages:
        named = ", ".join(f"“{stage.label}”" for stage in open_stages)
        raise Refused("not-appraised", f"Chưa công bố được: bước {named} chưa đóng.")
    scores = queries.latest_scores(stages[Stage.APPRAISED])
    missing = [node for node in queries.enterable(version) if node.code not in scores]
    if missing:
        raise Refused("not-appraised", f"Chưa công bố được: còn {len(missing)} chỉ số chưa thẩm định.")
