"""Scoring: a department fills its leaves with evidence, somebody else appraises, a closed stage stands."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from tinhso.ground.acts import act
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.files.actions import store_upload
from tinhso.ground.files.sniffing import PDF, PICTURES
from tinhso.ground.journal.actions import record
from tinhso.ground.people.models import Agency
from tinhso.ground.people.persons import Person
from tinhso.insight.scorecards import queries
from tinhso.insight.scorecards.events import AssessmentClosed, ScoreEntered
from tinhso.insight.scorecards.models import Assessment, EvidenceFile, IndexVersion, Node, Score, Stage
from tinhso.insight.scorecards.queries.duties import Held
from tinhso.insight.scorecards.queries.results import points_of
from tinhso.insight.scoring.rules.patterns import Given, Pattern, points

ONE = Decimal(1)
FIRST_YEAR = 2016
MOST_FILES = 10
MOST_BYTES = 20 * 1024 * 1024  # a file: a scanned report of a hundred pages
ACCEPTED = (PDF, *PICTURES)


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
    uploads: Sequence[UploadedFile[bytes]] = (),
    keep: Collection[UUID] = (),
    now: datetime,
) -> Score:
    """Score one leaf, or one main index while the version is a draft; a correction is a new revision.

    given: for a main index its value, 0 to 1, as numerator. uploads: PDF or pictures, at most 10 with those kept;
    keep: keys of files of the revision before. Refused: evidence-missing, file-missing (this leaf wants one),
    too-many-files, what files.store_upload refuses, score-unknown (what was given says nothing), not-scored (this
    node takes none), stage-closed, bad-year, same-person (who scored last in one stage may not in
    the other); NotAllowed.
    """
    node = _node(version, code)
    today = timezone.localdate(now)
    check_year(version, year, today=today)
    held = queries.duties_of(version, year, today=today)[node.code]
    _check_person(actor, held, agency, year=year, stage=stage, today=today)
    if not nfc(evidence):
        raise Refused("evidence-missing", "Hãy ghi tài liệu kiểm chứng: số, ký hiệu văn bản hoặc địa chỉ.",
                      field="evidence")  # fmt: skip
    achieved = _achieved(version, node, given)
    of = _open_stage(actor, version, agency, year, stage, now=now)
    before = Score.objects.filter(assessment=of, node=node).order_by("-revision").first()
    kept = list(before.files.filter(key__in=keep)) if before else []
    _check_files(held, stage, len(uploads) + len(kept))
    said: dict[str, Any] = {
        # The best of those compared is what this value was divided by: without it nobody could compute it again.
        "numerator": given.numerator, "denominator": given.best if given.denominator is None else given.denominator,
        "choice": given.choice, "met": list(given.met), "evidence": nfc(evidence)[:300], "note": nfc(note)[:500],
        "entered_by": actor.ref,
    }  # fmt: skip
    is_same = before and all(getattr(before, name) == value for name, value in said.items())
    if before and is_same and not uploads and len(kept) == before.files.count():
        return before  # sent twice, it is entered once
    score = Score.objects.create(
        assessment=of, node=node, revision=before.revision + 1 if before else 1, achieved=achieved, entered_at=now,
        **said,
    )  # fmt: skip
    files = [one.file_id for one in kept]
    for upload in uploads:
        try:
            stored = store_upload(actor, upload, now=now, accept=ACCEPTED, max_bytes=MOST_BYTES)
        except Refused as refused:
            raise Refused(refused.code, refused.sentence, field="files") from refused
        files.append(stored.pk)
    answers = held.answers(agency)
    EvidenceFile.objects.bulk_create(
        EvidenceFile(score=score, agency=answers, file_id=file) for file in dict.fromkeys(files)
    )
    record(actor, ScoreEntered(of.pk, node.code, score.revision, str(achieved), len(files)), at=now)
    return score


def check_year(version: IndexVersion, year: int, *, today: date) -> None:
    """Refused `bad-year` for a year that has not begun or that lies before the first that a version assesses."""
    if not min(version.years, default=FIRST_YEAR) <= year <= today.year:
        raise Refused("bad-year", "Năm đánh giá chưa đúng.", field="year")


def _open_stage(
    actor: Person, version: IndexVersion, agency: Agency, year: int, stage: str, *, now: datetime
) -> Assessment:  # fmt: skip
    """The stage, begun where nobody entered anything yet, locked. Refused `stage-closed`."""
    of, _ = Assessment.objects.get_or_create(
        version=version, agency=agency, year=year, stage=stage, defaults={"opened_at": now, "opened_by": actor.ref}
    )
    of = Assessment.objects.select_for_update().get(pk=of.pk)
    if of.closed_at:
        raise Refused("stage-closed", "Bước chấm này đã đóng, không nhập thêm được.")
    return of


def _check_files(held: Held, stage: str, many: int) -> None:
    if many > MOST_FILES:
        raise Refused("too-many-files", f"Mỗi chỉ số nhận tối đa {MOST_FILES} tệp minh chứng.", field="files")
    if held.needs_file and stage == Stage.SELF and not many:
        raise Refused("file-missing", "Chỉ số này bắt buộc kèm ít nhất một tệp minh chứng (PDF hoặc ảnh).",
                      field="files")  # fmt: skip


@act()
def close_stage(actor: Person, of: Assessment, *, now: datetime) -> None:
    """Close a stage: from now on the database takes no score of it. Refused `stage-closed`; NotAllowed."""
    of = Assessment.objects.select_for_update(of=("self",)).select_related("version__family").get(pk=of.pk)
    if not queries.may_appraise(
        actor, of.version, queries.ids_of({of.version.family.owner}, today=timezone.localdate(now))
    ):
        raise NotAllowed("wrong-role", "Chỉ cơ quan chủ trì đóng được bước chấm.")
    if of.stage == Stage.PUBLISHED:
        raise Refused("not-appraised", "Kết quả công bố không đóng ở đây: hãy công bố bằng người thứ hai.")
    if of.closed_at:
        raise Refused("stage-closed", "Bước chấm này đã đóng, không nhập thêm được.")
    of.closed_at, of.closed_by = now, actor.ref
    of.save(update_fields=["closed_at", "closed_by"])
    record(actor, AssessmentClosed(of.pk), at=now)


def _node(version: IndexVersion, code: str) -> Node:
    found = next((node for node in queries.enterable(version) if node.code == code), None)
    if found is None:
        raise Refused(
            "not-scored",
            "Chỉ số này chưa nhận điểm: phiên bản chưa chốt thì chỉ nhập giá trị chỉ số chính.",
        )
    return found


def _check_person(actor: Person, held: Held, agency: Agency, *, year: int, stage: str, today: date) -> None:
    version = held.node.version
    family = version.family.owner
    ids = queries.ids_of({family}, today=today)
    if stage == Stage.SELF:
        answers = held.answers(agency)
        if not queries.may_enter(actor, agency, answers=answers, ids=ids, family=family, today=today):
            raise NotAllowed("wrong-role", "Chỉ số này do cơ quan phụ trách tự chấm.")
        if queries.scored_by(version, agency, year, held.node, stage=Stage.APPRAISED) == actor.ref:
            raise Refused("same-person", "Người tự chấm phải khác người thẩm định.")
        return
    if not queries.may_appraise(actor, version, ids):
        raise NotAllowed("wrong-role", "Chỉ cơ quan chủ trì thẩm định được điểm.")
    if queries.scored_by(version, agency, year, held.node, stage=Stage.SELF) == actor.ref:
        raise Refused("same-person", "Người thẩm định phải khác người tự chấm.")


def achieved_by(version: IndexVersion, node: Node, given: Given) -> Decimal | None:
    """Points, unrounded; None where what was given says nothing. A criterion that passes or fails counts as one."""
    if node.pattern:
        worth = ONE if version.passes else node.max_points or Decimal(0)
        return points(node.pattern, node.params, given, worth)
    if given.numerator is not None and 0 <= given.numerator <= 1:
        return points_of(version, node, given.numerator * (100 if version.scale == "percent" else 1))
    return None


def _achieved(version: IndexVersion, node: Node, given: Given) -> Decimal:
    achieved = achieved_by(version, node, given)
    if achieved is None and node.pattern in (Pattern.RATIO, Pattern.RATIO_TO_TARGET) and given.denominator == 0:
        raise Refused("no-denominator", "Mẫu số phải lớn hơn 0.", field="denominator")
    if achieved is None:
        raise Refused(
            "score-unknown",
            "Chưa tính được điểm từ số đã nhập. Giá trị chỉ số chính từ 0 đến 1.",
            field="numerator",
        )
    return achieved
