"""Directives: written down, tied to those that they carry out, amend or replace; tasks carried over with a trace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain, count

from django.db import connection
from django.utils import timezone

from tinhso.government.documents.models import Document
from tinhso.ground.acts import act
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.base.vietnamese import format_date, nfc
from tinhso.ground.journal.actions import record
from tinhso.ground.people.models import AgencyKind
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import agency
from tinhso.insight.plans import queries
from tinhso.insight.plans.actions.moving import settle
from tinhso.insight.plans.actions.papers import answer_by_replacement
from tinhso.insight.plans.events import DirectiveAdded, DirectivesTied
from tinhso.insight.plans.lifecycle import DirectiveKind, Tie
from tinhso.insight.plans.models import Directive, DirectiveTie, Target
from tinhso.insight.plans.rules.issuers import number_key, same_issuer

ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('plans.directive'))"
NOT_YOURS = "Văn bản này do cơ quan phụ trách hoặc Văn phòng Ủy ban nhân dân tỉnh cập nhật."

# Directives are public; what is only a draft is not.
GONE = "Văn bản này đã bị thu hồi hoặc trả lại nên không đưa vào danh mục được."
NOT_RELEASED = "Văn bản này chưa phát hành nên chưa đưa vào danh mục công khai được."


@dataclass(frozen=True)
class DirectiveIn:
    """A directive as its keeper enters it. about: VN, or code of the province, for which it counts.

    owner: slug of who follows it up; what a commune follows up is its own paper, whatever about says.
    """

    number: str
    issuer: str
    issued_on: date
    title: str
    kind: DirectiveKind
    about: str
    owner: str
    source: str


@act()
def add_directive(actor: Person, given: DirectiveIn, *, document: Document | None = None, now: datetime) -> Directive:
    """Write a directive down.

    Refused: known-already (same number, date and issuer), issued-later, not-released, document-gone; NotAllowed.
    """
    if not queries.may_keep(actor, given.owner):
        raise NotAllowed("wrong-role", NOT_YOURS)
    if document and document.direction != "IN" and document.released_at is None:
        raise Refused("not-released", NOT_RELEASED, field="number")
    if document and document.state in {"RECALLED", "REFUSED"}:
        raise Refused("document-gone", GONE, field="number")
    if given.issued_on > timezone.localdate(now):
        raise Refused("issued-later", "Ngày ban hành chưa đến.", field="issued_on")
    number, issuer = nfc(given.number)[:40], nfc(given.issuer)[:200]
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME)  # two may be writing the same paper down: the second is told
    owner = agency(given.owner)
    about = owner.unit_code if owner.kind == AgencyKind.COMMUNE else given.about
    known = queries.directive_by_key(number, given.issued_on, issuer, about)
    if known or (document and queries.directive_of(document.pk)):
        raise Refused(
            "known-already", "Văn bản số này, ngày này, của cơ quan này đã có trong danh mục.", field="number"
        )
    made = Directive.objects.create(
        code=_code(number, given.issued_on), number=number, issuer=issuer, issued_on=given.issued_on,
        title=nfc(given.title)[:500], kind=given.kind, about=about, owner=given.owner, document=document,
        confidence="H", source=nfc(given.source)[:400],
    )  # fmt: skip
    record(actor, DirectiveAdded(made.code, made.number, made.issued_on), at=now)
    return made


def _code(number: str, on: date) -> str:
    """29-kh-ubnd-2025-02-21: number and date; -2, -3 where another body issued one like it that day."""
    code = f"{number_key(number)[:25].strip('-') or 'van-ban'}-{on:%Y-%m-%d}"
    taken = queries.codes_like(code)
    return next(one for one in chain([code], (f"{code}-{place}" for place in count(2))) if one not in taken)


@act()
def tie_directives(
    actor: Person, lower: Directive, upper: Directive, *, tie: Tie, on: date, now: datetime
) -> DirectiveTie:
    """Say that a later paper carries out, amends or replaces an earlier one, from a day on.

    Replaced: the earlier paper and its open targets end the day before, and every open task goes on under the later one
    with its deadline, the move written down. Amended: tasks stay, each with a note. Only who issued a paper amends or
    replaces it; who acts for the province writes down what another body did to its own. Refused: same-paper,
    tied-already, circle, replaced-already, later-first, other-issuer, not-yet (on is ahead), too-early; NotAllowed.
    """
    both = tie is not Tie.IMPLEMENTS  # a ward says by itself that its plan carries out the province's
    if not (queries.may_keep(actor, lower.owner) and (not both or queries.may_keep(actor, upper.owner))):
        raise NotAllowed("wrong-role", NOT_YOURS)
    standing = {one.pk: one for one in queries.locked_directives(lower.pk, upper.pk)}
    lower, upper = standing[lower.pk], standing[upper.pk]
    _check(lower, upper, tie)
    check_issuer(actor, lower, upper, tie)
    _check_day(lower, upper, tie, on, today=timezone.localdate(now))
    made = DirectiveTie.objects.create(
        lower=lower, upper=upper, tie=tie, on=on, confidence="H", source=f"{actor.name}, {format_date(on)}"[:400]
    )
    tasks = targets = 0
    if tie is not Tie.IMPLEMENTS:
        tasks = _carry(actor, lower, upper, tie, now=now)
    if tie is Tie.REPLACES:
        targets = _end(made, on - timedelta(days=1))
    record(actor, DirectivesTied(lower.code, upper.code, tie.value, tasks, targets), at=now)
    return made


def _check(lower: Directive, upper: Directive, tie: Tie) -> None:
    if lower.pk == upper.pk:
        raise Refused("same-paper", "Hãy chọn một văn bản khác.", field="upper")
    if queries.standing_tie(lower, upper):
        raise Refused("tied-already", "Hai văn bản này đã có quan hệ.", field="upper")
    if lower.issued_on and upper.issued_on and lower.issued_on < upper.issued_on:
        raise Refused("later-first", "Văn bản ban hành trước không thực hiện, sửa đổi văn bản sau.", field="upper")
    if queries.would_close_a_circle(lower, upper):
        raise Refused("circle", "Hai văn bản sẽ thực hiện lẫn nhau thành vòng tròn.", field="upper")
    if tie is Tie.REPLACES and upper.ended_on:
        raise Refused("replaced-already", "Văn bản này đã hết hiệu lực.", field="upper")


def check_issuer(actor: Person, lower: Directive, upper: Directive, tie: Tie) -> None:
    """A department that follows up both a resolution and a plan does not end the one by the other."""
    one_body = lower.about == upper.about and same_issuer(lower.issuer, upper.issuer)
    if tie is not Tie.IMPLEMENTS and not one_body and not queries.acts_for_the_province(actor):
        raise Refused(
            "other-issuer",
            "Hai văn bản do hai cơ quan ban hành; sửa đổi, thay thế giữa chúng do lãnh đạo hoặc "
            "Văn phòng Ủy ban nhân dân tỉnh ghi.",
            field="upper",
        )


def _check_day(lower: Directive, upper: Directive, tie: Tie, on: date, *, today: date) -> None:
    """A day ahead waits until it has come; the earlier paper stood for a day at least before it is replaced."""
    if on > today:
        raise Refused("not-yet", "Ngày này chưa đến; hãy ghi khi văn bản đã có hiệu lực.", field="on")
    after = timedelta(days=0 if tie is Tie.IMPLEMENTS else 1)
    first = max((day for day in (lower.issued_on, upper.issued_on and upper.issued_on + after) if day), default=on)
    if on < first:
        raise Refused("too-early", f"Sớm nhất là ngày {first:%d/%m/%Y}, theo ngày ban hành hai văn bản.", field="on")


def _carry(actor: Person, lower: Directive, upper: Directive, tie: Tie, *, now: datetime) -> int:
    """A line in the history of every open task under the earlier paper; how many."""
    said = f"{tie.label} bởi {lower}"
    many = 0
    if tie is Tie.REPLACES and upper.document:
        answer_by_replacement(actor, list(queries.open_tasks_under(upper)), upper.document, said, now=now)
    for task in queries.open_tasks_under(upper):
        if tie is Tie.REPLACES:
            task.directive = lower
            text = f"Chuyển từ {upper} sang {lower}; hạn giữ nguyên {format_date(timezone.localdate(task.due_at))}"
            settle(actor, task, "carry", ["directive"], text=text, from_directive=upper, now=now)
        else:
            settle(actor, task, "amend", text=f"{upper}: {said}", from_directive=lower, now=now)
        many += 1
    return many


def _end(tie: DirectiveTie, last: date) -> int:
    """The earlier paper ends, its open targets with it; how many of these."""
    upper, reason = tie.upper, f"Thay thế bằng {tie.lower}"[:300]
    upper.ended_on, upper.end_reason, upper.ended_by = last, reason, tie
    upper.save(update_fields=["ended_on", "end_reason", "ended_by"])
    running = Target.objects.filter(directive=upper, ended_on__isnull=True)
    return running.update(ended_on=last, end_reason=reason, ended_by=tie)
