"""The data officer answers, extends once, and carries out."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from procrastinate.contrib.django import app

from tinhso.engines.workflow.actions import extend_clock, lengthen_clock
from tinhso.front.personal_data import queries, rules
from tinhso.front.personal_data.actions.erasing import erase
from tinhso.front.personal_data.actions.telling import stop_clocks, tell
from tinhso.front.personal_data.events import DataAnswered, DataDone, DataExtended
from tinhso.front.personal_data.lifecycle import LIFECYCLE, VERBS, Decision, RequestKind
from tinhso.front.personal_data.models import DataRequest
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import VIETNAM, format_moment
from tinhso.ground.journal.actions import record
from tinhso.ground.reference.queries import calendar_for

TEMPLATES = {Decision.ACCEPTED: "data-accepted", Decision.PARTLY: "data-accepted", Decision.REFUSED: "data-refused"}


@transaction.atomic
def answer(
    actor: Actor,
    request: DataRequest,
    decision: Decision,
    *,
    words: str = "",
    legal_basis: str = "",
    involves_others: bool = False,
    now: datetime,
) -> DataRequest:
    """Accept, accept in part, or refuse. A refusal, whole or in part, says why and by which law.

    involves_others: processors or third parties must stop too, which gives the longer limit. A copy that is accepted
    is packed by a job. Refused `reason-missing`, `basis-missing`, `copy-whole`, or when it was answered already.
    """
    request = queries.locked(request)
    request.state = str(LIFECYCLE.move(request.state, VERBS[decision], queries.roles_on(actor, request)))
    words, legal_basis = words.strip(), legal_basis.strip()
    if request.kind == RequestKind.COPY and decision == Decision.PARTLY:
        raise Refused("copy-whole", "Bản sao được lập trọn vẹn, hoặc bị từ chối có lý do.", field="decision")
    if decision != Decision.ACCEPTED and not words:
        raise Refused("reason-missing", "Hãy ghi phần nào không được chấp nhận và vì sao.", field="words")
    if decision != Decision.ACCEPTED and not legal_basis:
        raise Refused("basis-missing", "Hãy ghi căn cứ pháp lý của phần từ chối.", field="legal_basis")
    request.decision, request.answer, request.legal_basis = str(decision), words, legal_basis[:500]
    request.involves_others = involves_others and decision != Decision.REFUSED
    request.answered_at, request.answered_by_name = now, actor.name[:200]
    if decision == Decision.REFUSED:
        request.ended_at = now
    request.save()
    stop_clocks(actor, request, now=now, answer_only=decision != Decision.REFUSED)
    if request.involves_others:
        _give_others_time(actor, request, now)
    record(actor, DataAnswered(request.pk, str(decision), request.involves_others), at=now)
    due = request.clock.due_at if request.clock else now
    tell(actor, request, TEMPLATES[decision], now=now, reason=words or decision.label, basis=legal_basis or "—",
         done_by=due if decision != Decision.REFUSED else None)  # fmt: skip
    if request.kind == RequestKind.COPY and decision != Decision.REFUSED:
        app.configure_task("personal_data.pack_copy").defer(request_id=request.pk)
    return request


def _give_others_time(actor: Actor, request: DataRequest, now: datetime) -> None:
    more = request.limit.third_party_days - request.limit.complete_days
    if more > 0 and request.clock is not None:
        why = "phải yêu cầu bên xử lý dữ liệu, bên thứ ba cùng thực hiện"
        request.clock = lengthen_clock(actor, request.clock, more=more, reason=why, now=now)


@transaction.atomic
def extend(actor: Actor, request: DataRequest, *, days: int, reason: str, now: datetime) -> DataRequest:
    """The one extension: so many calendar days after the promise, at most what the limit gives, with a reason.

    It ends at the close of work of its last day, or of the working day before. Refused `reason-missing`, `days-wrong`,
    and as extend_clock says (once, before the promise has passed).
    """
    request = queries.locked(request)
    LIFECYCLE.move(request.state, "extend", queries.roles_on(actor, request))
    if not reason.strip():
        raise Refused("reason-missing", "Hãy ghi lý do gia hạn.", field="reason")
    most = request.limit.extension_days
    if not 1 <= days <= most or request.clock is None:
        raise Refused("days-wrong", f"Chỉ được gia hạn một lần, từ 1 đến {most} ngày.", field="days")
    until = _close_of_work(rules.extended_until(request.clock.due_at, days), now)
    request.clock = extend_clock(actor, request.clock, new_due_at=until, reason=reason.strip(), now=now)
    request.extended_because = reason.strip()[:500]
    request.save(update_fields=["extended_because"])
    record(actor, DataExtended(request.pk, until.isoformat(), request.extended_because), at=now)
    tell(actor, request, "data-extended", now=now, reason=request.extended_because, done_by=until)
    return request


def _close_of_work(until: datetime, now: datetime) -> datetime:
    """Never later than the law allows: when the last day is off, the working day before it."""
    calendar = calendar_for("VN", known_at=now)
    day = until.astimezone(VIETNAM).date()
    while not calendar.is_working(day):
        day -= timedelta(days=1)
    return calendar.closing(day)


@transaction.atomic
def complete(actor: Actor, request: DataRequest, *, outcome: str = "", now: datetime) -> DataRequest:
    """Carry out what was accepted and say what was done; an erasure is done here, room by room.

    A copy completes itself when it is packed. Refused `outcome-missing`, `copy-not-packed`.
    """
    request = queries.locked(request)
    request.state = str(LIFECYCLE.move(request.state, "complete", queries.roles_on(actor, request)))
    outcome = outcome.strip()
    if request.kind == RequestKind.COPY and request.file_id is None:
        raise Refused("copy-not-packed", "Bản sao đang được lập; yêu cầu tự hoàn tất khi lập xong.")
    if request.kind == RequestKind.ERASE:
        request.result = erase(actor, request, now=now)
    elif not outcome:
        raise Refused("outcome-missing", "Hãy ghi đã làm gì để thực hiện yêu cầu.", field="outcome")
    request.outcome, request.ended_at = outcome, now
    request.save()
    stop_clocks(actor, request, now=now)
    record(actor, DataDone(request.pk, request.result.get("erased", {})), at=now)
    until = format_moment(request.file_until) if request.file_until else ""
    tell(actor, request, "data-copy-ready" if until else "data-done", now=now, outcome=outcome or "đã xoá", until=until)
    return request
