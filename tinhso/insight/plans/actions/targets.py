"""Targets: added, told from where they start and by what they are measured, and reported on."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Max
from django.utils import timezone

from tinhso.ground.acts import act
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.journal.actions import record
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import agency
from tinhso.ground.reference.kinds import UnitLevel
from tinhso.insight.plans import queries
from tinhso.insight.plans.actions.directives import NOT_YOURS
from tinhso.insight.plans.events import ResultReported, TargetSet
from tinhso.insight.plans.models import Directive, Measure, Target, TargetResult
from tinhso.insight.plans.rules.targets import Operator
from tinhso.insight.warehouse.models import PublishedKind
from tinhso.insight.warehouse.queries import metric, published_indicator, statistic
from tinhso.insight.warehouse.rules import DISTRICTS_ENDED


@dataclass(frozen=True)
class TargetIn:
    """A target as its keeper enters it. level: '' for all bodies. owner: slug, or '' while nobody answers for it."""

    name: str
    operator: Operator
    value: Decimal
    unit: str
    due_on: date
    level: str = ""
    owner: str = ""
    source: str = ""


@dataclass(frozen=True)
class Basis:
    """Where a target starts and what measures it. baseline: with its day and source, or none of the three."""

    owner: str = ""
    baseline: Decimal | None = None
    baseline_on: date | None = None
    baseline_source: str = ""
    measure: Measure = Measure.OWN
    measured_by: str = ""
    measured_of: str = ""


@act()
def add_target(actor: Person, under: Directive, given: TargetIn, *, now: datetime) -> Target:
    """Write down a target of a directive. Refused: directive-ended, district-abolished, due-wrong, no-such-agency."""
    if not queries.may_keep(actor, under.owner):
        raise NotAllowed("wrong-role", NOT_YOURS)
    (under,) = queries.locked_directives(under.pk)
    if under.ended_on:
        raise Refused("directive-ended", "Văn bản đã hết hiệu lực nên không ghi thêm chỉ tiêu được.")
    if given.level == UnitLevel.DISTRICT and given.due_on >= DISTRICTS_ENDED:
        raise Refused(
            "district-abolished", "Không còn cấp huyện từ 01/7/2025; hãy giao chỉ tiêu cho cấp xã.", field="level"
        )  # fmt: skip
    if under.issued_on and given.due_on <= under.issued_on:
        raise Refused("due-wrong", "Hạn của chỉ tiêu phải sau ngày ban hành văn bản.", field="due_on")
    _check_owner(given.owner)
    last = Target.objects.filter(directive=under).aggregate(last=Max("place"))["last"] or 0
    made = Target.objects.create(
        code=f"{under.pk}-{last + 1}", directive=under, place=last + 1, name=nfc(given.name)[:300], about=under.about,
        level=given.level, operator=given.operator, value=given.value, unit=nfc(given.unit)[:30], due_on=given.due_on,
        owner=given.owner, confidence="H", source=(nfc(given.source) or str(under))[:400],
    )  # fmt: skip
    record(actor, TargetSet(made.code, _told(asdict(given))), at=now)
    return made


@act()
def set_basis(actor: Person, one: Target, basis: Basis, *, now: datetime) -> Target:
    """Say who answers for a target, where it starts and what measures it. What the paper says does not change.

    Refused: baseline-half, baseline-late (not before the deadline), measure-unknown, measured-for-the-province,
    target-ended; NotAllowed.
    """
    one = _held(actor, one)
    given = (basis.baseline is not None, basis.baseline_on is not None, bool(nfc(basis.baseline_source)))
    if any(given) and not all(given):
        raise Refused("baseline-half", "Mốc xuất phát cần đủ giá trị, ngày và nguồn; không có thì để trống cả ba.",
                      field="baseline")  # fmt: skip
    if basis.baseline_on and basis.baseline_on >= one.due_on:
        raise Refused("baseline-late", "Mốc xuất phát phải trước hạn của chỉ tiêu.", field="baseline_on")
    _check_owner(basis.owner)
    if basis.measure is not Measure.OWN and not queries.is_of_the_province(one.about):
        raise Refused(
            "measured-for-the-province",
            "Số liệu này tính cho cả tỉnh; chỉ tiêu của xã, phường đo bằng báo cáo của cơ quan phụ trách.",
            field="measure",
        )
    _check_measure(basis, on=timezone.localdate(now))
    facts = asdict(basis) | {"baseline_source": nfc(basis.baseline_source)[:400]}
    for name, value in facts.items():
        setattr(one, name, value)
    one.save(update_fields=list(facts))
    record(actor, TargetSet(one.code, _told(facts)), at=now)
    return one


@act()
def end_target(actor: Person, one: Target, *, on: date, reason: str, now: datetime) -> Target:
    """End a target that a later paper took back or set anew; on: its last day.

    Refused: reason-missing, not-yet (on is ahead), too-early, target-ended; NotAllowed.
    """
    one = _held(actor, one)
    if not (reason := nfc(reason)[:300]):
        raise Refused("reason-missing", "Hãy ghi văn bản hoặc lý do làm chỉ tiêu hết hiệu lực.", field="reason")
    if on > timezone.localdate(now):
        raise Refused("not-yet", "Ngày này chưa đến; hãy ghi khi chỉ tiêu đã hết hiệu lực.", field="on")
    if one.directive.issued_on and on < one.directive.issued_on:
        raise Refused("too-early", "Chỉ tiêu không thể hết hiệu lực trước ngày ban hành văn bản.", field="on")
    one.ended_on, one.end_reason = on, reason
    one.save(update_fields=["ended_on", "end_reason"])
    record(actor, TargetSet(one.code, _told({"ended_on": on, "end_reason": reason})), at=now)
    return one


@act()
def report_result(
    actor: Person, one: Target, *, on: date, value: Decimal, source: str, note: str = "", now: datetime
) -> TargetResult:
    """Report what was achieved by a day, with the paper that says so; what was reported before stays.

    Refused: measured-elsewhere (a system counts it), source-missing, result-later, target-ended; NotAllowed.
    """
    one = _held(actor, one)
    if one.measure != Measure.OWN:
        raise Refused("measured-elsewhere", "Chỉ tiêu này đã có nguồn đo riêng nên không nhập kết quả bằng tay.")
    if not (source := nfc(source)[:400]):
        raise Refused("source-missing", "Hãy ghi số, ký hiệu báo cáo làm căn cứ.", field="source")
    if on > timezone.localdate(now):
        raise Refused("result-later", "Ngày tính kết quả chưa đến.", field="on")
    made = TargetResult.objects.create(
        target=one, on=on, value=value, kind=PublishedKind.OFFICIAL, source=source, note=nfc(note)[:300],
        entered_by_ref=actor.ref, entered_by_name=actor.name[:200], entered_at=now,
    )  # fmt: skip
    record(actor, ResultReported(one.code, on, str(value), source), at=now)
    return made


def _held(actor: Person, one: Target) -> Target:
    one = queries.locked_target(one)
    if not (queries.may_keep(actor, one.directive.owner) or (one.owner and queries.may_keep(actor, one.owner))):
        raise NotAllowed("wrong-role", "Chỉ tiêu này do cơ quan phụ trách cập nhật.")
    if one.ended_on:
        raise Refused("target-ended", "Chỉ tiêu đã hết hiệu lực.")
    return one


def _check_owner(slug: str) -> None:
    if slug:
        agency(slug)


def _check_measure(basis: Basis, *, on: date) -> None:
    """Refused `measure-unknown` where nothing of that name is measured."""
    try:
        match basis.measure:
            case Measure.METRIC:
                metric(basis.measured_by, on)
            case Measure.STATISTIC:
                statistic(basis.measured_by, on)
            case Measure.PUBLISHED:
                published_indicator(basis.measured_by)
    except NotVisible as unknown:
        raise Refused(
            "measure-unknown", "Không có chỉ tiêu đo mang mã này trong kho số liệu.", field="measured_by"
        ) from unknown


def _told(facts: dict[str, object]) -> dict[str, str]:
    return {name: "" if value is None else str(value) for name, value in facts.items()}
