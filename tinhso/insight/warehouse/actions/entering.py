"""Officials enter figures: what they type is kept, what they send becomes a version, and nothing is written over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tinhso.ground.acts import act
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.files.models import StoredFile
from tinhso.ground.journal.actions import record
from tinhso.ground.people.models import Agency
from tinhso.ground.people.persons import Person
from tinhso.insight.warehouse import queries
from tinhso.insight.warehouse.events import ObservationEntered, ObservationMoved
from tinhso.insight.warehouse.lifecycle import LIFECYCLE, ObservationState, Vintage
from tinhso.insight.warehouse.models import EntryDraft, Hand, Observation, Statistic
from tinhso.insight.warehouse.periods import Period
from tinhso.insight.warehouse.sheets import Judged, Row, judge, row_of, written

S = ObservationState


def keep_draft(
    person: Person, statistic: Statistic, of: Period, *, rows: Sequence[Row], method: str, basis: str, vintage: str,
    reason: str, evidence: StoredFile | None = None, now: datetime,
) -> EntryDraft:  # fmt: skip
    """Keep what was typed, right or wrong, until it is sent. NotAllowed for whoever may not enter it.

    evidence: the paper on which the figures rest; None leaves the one that was added before.
    """
    _agency(person, statistic)
    added = {"evidence": evidence} if evidence else {}
    draft, _ = EntryDraft.objects.update_or_create(
        actor_ref=person.ref, statistic=statistic, period=of.code,
        defaults={
            "rows": [row.kept() for row in rows], "method": written(method, 200), "basis": written(basis, 200),
            "vintage": Vintage(vintage), "reason": written(reason, 400), "saved_at": now, **added,
        },
    )  # fmt: skip
    return draft


def judged(person: Person, statistic: Statistic, of: Period, rows: Sequence[Row]) -> list[Judged]:
    """The rows as they would be entered by this person now, each with its sentence where something is wrong."""
    allowed = {unit.code for unit in queries.units_to_enter(statistic, _agency(person, statistic), of)}
    versions = queries.versions_by_code([row.code for row in rows])
    return judge(statistic, of, rows, versions=versions, allowed=allowed)


@act()
def enter(person: Person, draft: EntryDraft, of: Period, *, now: datetime) -> list[Observation]:
    """Send a draft: each row that says something new becomes the next version of its figure; the draft is gone.

    Refused `bad-rows` when any row is wrong (none is entered then), `nothing-entered`, `method-missing`,
    `basis-missing`, `being-judged`, `reason-missing` (a locked figure is only corrected with a reason).
    """
    statistic = Statistic.objects.select_for_update().get(pk=draft.statistic_id)
    agency = _agency(person, statistic)
    found = judged(person, statistic, of, [row_of(kept) for kept in draft.rows])
    if wrong := sum(1 for one in found if one.sentence):
        raise Refused("bad-rows", f"Còn {wrong} dòng cần sửa. Chưa có số nào được gửi, bảng vẫn được giữ.")
    if not draft.method:
        raise Refused("method-missing", "Hãy ghi cách thu thập, cách tính.", field="method")
    if not draft.basis:
        raise Refused("basis-missing", "Hãy ghi căn cứ: số văn bản, báo cáo.", field="basis")
    # Locked: what a checker takes on at this very moment is not given way any more.
    entered = queries.newest(Observation.objects.filter(statistic=statistic, period=of.code))
    entered = entered.select_for_update(of=("self",))
    known = {one.unit_code: one for one in entered}
    made = [
        _entered(person, draft, agency, one, of=of, before=known.get(one.row.code), now=now)
        for one in found
        if not _is_same(known.get(one.row.code), one, draft)
    ]
    if not made:
        raise Refused("nothing-entered", "Chưa có số nào mới để gửi.")
    draft.delete()
    return made


def _agency(person: Person, statistic: Statistic) -> Agency:
    agency = queries.entering_agency(person, statistic)
    if agency is None:
        raise NotAllowed("not-entering", "Bạn không được giao nhập chỉ tiêu này.")
    return agency


def _is_same(before: Observation | None, one: Judged, draft: EntryDraft) -> bool:
    """Whether the newest version says just this already: sent twice, it is entered once."""
    if before is None or one.measured is None or before.state == S.RETURNED:
        return False
    if draft.evidence_id and not before.evidence_id:
        return False
    said = (one.measured.numerator, one.measured.denominator, one.measured.value)
    words = (draft.method, draft.vintage, draft.basis)
    return (said, words) == (
        (before.numerator, before.denominator, before.value), (before.method, before.vintage, before.basis)
    )  # fmt: skip


def _entered(
    person: Person, draft: EntryDraft, agency: Agency, one: Judged, *, of: Period, before: Observation | None,
    now: datetime,
) -> Observation:  # fmt: skip
    if one.unit is None or one.measured is None:
        raise ValueError(one)
    if before:
        _make_room(person, before, draft, now=now)
    made = Observation.objects.create(
        statistic=draft.statistic, agency=agency, unit_code=one.unit.code, unit_name=one.unit.full_name,
        period=of.code, last=of.last, revision=before.revision + 1 if before else 1,
        numerator=one.measured.numerator, denominator=one.measured.denominator, value=one.measured.value,
        method=draft.method, vintage=draft.vintage, basis=draft.basis, evidence=draft.evidence, reason=draft.reason,
        entered_at=now,
    )  # fmt: skip
    Hand.objects.create(observation=made, verb="enter", actor_ref=person.ref, actor_name=person.name[:200], at=now)
    event = ObservationEntered(
        made.pk, draft.statistic.code, made.unit_code, made.period, made.revision, made.value, made.reason
    )
    record(person, event, at=now)
    return made


def _make_room(person: Person, before: Observation, draft: EntryDraft, *, now: datetime) -> None:
    """A version that nobody looked at yet gives way; one that is being judged does not; a locked one stays."""
    roles = queries.roles_for(person, before.agency_id)
    # A commune and the department that answers may both enter: neither pushes the other's figure aside.
    is_others = before.state == S.ENTERED and "replace" not in {
        one.verb for one in LIFECYCLE.verbs(before.state, roles)
    }
    if before.state in (S.CHECKED, S.APPROVED) or is_others:
        raise Refused("being-judged", f"Số của {before.unit_name} đang chờ duyệt. Hãy đề nghị trả lại trước khi sửa.")
    if before.state == S.LOCKED and not draft.reason:
        raise Refused("reason-missing", "Số đã khoá chỉ đính chính khi có lý do.", field="reason")
    if before.state == S.ENTERED:
        before.state = str(LIFECYCLE.move(before.state, "replace", roles))
        before.save(update_fields=["state"])
        record(person, ObservationMoved(before.pk, "replace", before.state, draft.reason), at=now)
