"""From placeholders to a frozen tree: the signed annex comes in as CSV, two different people let it stand."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.utils import timezone

from tinhso.ground.acts import act
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.journal.actions import record
from tinhso.ground.people import queries as people
from tinhso.ground.people.persons import Person
from tinhso.insight.scorecards import queries
from tinhso.insight.scorecards.events import AnnexTaken, FreezingProposed, VersionFrozen
from tinhso.insight.scorecards.models import IndexVersion, Node, VersionState
from tinhso.insight.scorecards.rules import annex

NOT_YOURS = "Việc này do cơ quan chủ trì bộ chỉ số hoặc cán bộ kiểm soát của tỉnh làm."


class BadRows(Refused):
    """An annex of which some rows cannot be taken; rows: a sentence each."""

    def __init__(self, rows: list[str]) -> None:
        super().__init__("annex-faulty", "Chưa nạp dòng nào. Hãy sửa các dòng sau rồi nạp lại.", field="file")
        self.rows = rows


@act()
def take_annex(actor: Person, version: IndexVersion, content: bytes, *, now: datetime) -> int:
    """Put the leaves of a signed annex in place of the slots of a draft; how many. All rows or none.

    Refused: annex-faulty (BadRows), version-frozen, has-scores; NotAllowed. A freezing that was proposed is off.
    """
    version = _locked(actor, version, now=now)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadRows(["Tệp không phải văn bản UTF-8. Hãy lưu lại bảng tính dưới dạng CSV UTF-8."]) from None
    nodes = queries.nodes_of(version)
    mains = {node.code: node.max_points for node in queries.mains_of(nodes) if node.max_points != 0}
    standing = people.agencies_on(timezone.localdate(now)).values_list("slug", flat=True)
    leaves, wrong = annex.read(text, parents=mains, owners=set(standing))
    if wrong:
        raise BadRows(wrong)
    filled = {leaf.parent for leaf in leaves}
    replaced = [node.pk for node in nodes if node.parent in filled]
    if version.assessments.filter(scores__node__in=replaced).exists():
        raise Refused("has-scores", "Đã có điểm chấm theo các chỉ số cũ; hãy tạo phiên bản mới.", field="file")
    Node.objects.filter(pk__in=replaced).delete()
    Node.objects.bulk_create(
        Node(
            version=version, place=place, code=leaf.code, parent=leaf.parent, name=leaf.name, name_en=leaf.name,
            max_points=leaf.max_points, pattern=leaf.pattern, params=dict(leaf.params), unit=leaf.unit,
            confidence="H", evidence=leaf.evidence, owner=leaf.owner,
            due_date=leaf.due_date, needs_file=leaf.needs_file, from_annex=True,
        )
        for place, leaf in enumerate(leaves, 1000)
    )  # fmt: skip
    version.proposed_by, version.proposed_at = "", None
    version.save(update_fields=["proposed_by", "proposed_at"])
    record(actor, AnnexTaken(version.code, len(leaves), hashlib.sha256(content).hexdigest()), at=now)
    return len(leaves)


@act()
def propose_freezing(actor: Person, version: IndexVersion, *, now: datetime) -> None:
    """Ask another person to freeze a draft. Refused `not-whole` while a scored leaf has no points or no pattern."""
    version = _locked(actor, version, now=now)
    _check_whole(version)
    version.proposed_by, version.proposed_at = actor.ref, now
    version.save(update_fields=["proposed_by", "proposed_at"])
    record(actor, FreezingProposed(version.code), at=now)


@act()
def freeze(actor: Person, version: IndexVersion, *, now: datetime) -> None:
    """Freeze what another person proposed. Refused: not-proposed, same-person, not-whole."""
    version = _locked(actor, version, now=now)
    if not version.proposed_by:
        raise Refused("not-proposed", "Phải có người đề nghị chốt trước, sau khi đối chiếu với phụ lục đã ký.")
    if version.proposed_by == actor.ref:
        raise Refused("same-person", "Người chốt phải khác người đề nghị.")
    _check_whole(version)
    version.state, version.frozen_by, version.frozen_at = VersionState.FROZEN, actor.ref, now
    version.save(update_fields=["state", "frozen_by", "frozen_at"])
    record(actor, VersionFrozen(version.code), at=now)


def _locked(actor: Person, version: IndexVersion, *, now: datetime) -> IndexVersion:
    version = IndexVersion.objects.select_for_update(of=("self",)).select_related("family").get(pk=version.pk)
    if not queries.may_appraise(actor, version, queries.ids_of({version.family.owner}, today=timezone.localdate(now))):
        raise NotAllowed("wrong-role", NOT_YOURS)
    if not version.is_draft:
        raise Refused("version-frozen", "Phiên bản đã chốt, không sửa được nữa.")
    return version


def _check_whole(version: IndexVersion) -> None:
    nodes = queries.nodes_of(version)
    inner = {node.parent for node in nodes}
    unscored = {node.code for node in nodes if node.max_points == 0}
    leaves = [node for node in nodes if node.code not in inner and not {node.code, node.parent} & unscored]
    if version.passes:
        faulty = [node for node in leaves if not node.pattern]
    else:
        faulty = [node for node in leaves if node.max_points is None or not node.pattern]
    if faulty:
        raise Refused(
            "not-whole",
            f"Chưa chốt được: còn {len(faulty)} chỉ số thiếu điểm tối đa hoặc cách tính. Hãy nạp phụ lục đã ký.",
        )
