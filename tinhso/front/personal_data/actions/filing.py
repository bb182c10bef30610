"""A citizen asks something about his own data, takes it back, or ends a consent."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from tinhso.engines.notifications.actions import choose_channels
from tinhso.engines.notifications.queries import preference_of
from tinhso.engines.workflow.actions import start_clock
from tinhso.front.personal_data import queries
from tinhso.front.personal_data.actions.telling import stop_clocks, tell
from tinhso.front.personal_data.events import ConsentWithdrawn, DataAsked, DataRequestWithdrawn
from tinhso.front.personal_data.lifecycle import LIFECYCLE, RequestKind
from tinhso.front.personal_data.models import DataRequest
from tinhso.front.personal_data.queries.consents import ZALO
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.journal.actions import record
from tinhso.ground.mandates.actions import close
from tinhso.ground.mandates.queries import mandate_for
from tinhso.ground.people.persons import Person

NEEDS_WORDS = {
    RequestKind.CORRECT: "Hãy ghi dữ liệu nào sai và đúng ra là gì.",
    RequestKind.RESTRICT: "Hãy ghi bạn muốn hạn chế việc xử lý nào.",
    RequestKind.OBJECT: "Hãy ghi bạn phản đối việc xử lý nào và vì sao.",
    RequestKind.WITHDRAW: "Hãy ghi bạn rút lại sự đồng ý nào.",
}
LONGEST = 2000


def ask(person: Person, kind: RequestKind, *, words: str, now: datetime, consent: str = "") -> DataRequest:
    """File a request and start its two clocks: the answer, and the carrying out, by the limits that hold today.

    NotAllowed for anybody but a citizen; Refused `words-missing`, `words-too-long`, `already-open`.
    """
    words = words.strip()
    if kind in NEEDS_WORDS and not words:
        raise Refused("words-missing", NEEDS_WORDS[kind], field="words")
    if len(words) > LONGEST:
        raise Refused("words-too-long", f"Nội dung dài tối đa {LONGEST} ký tự.", field="words")
    try:
        return _filed(person, kind, words, consent, now)
    except IntegrityError as twice:
        if "personal_data_one_open" not in str(twice):
            raise
        raise Refused("already-open", "Bạn đang có một yêu cầu cùng loại chưa xong.") from twice


@transaction.atomic
def _filed(person: Person, kind: RequestKind, words: str, consent: str, now: datetime) -> DataRequest:
    if person.citizen_id is None:
        raise NotAllowed("citizens-only", "Chỉ chính chủ thể dữ liệu mới gửi được yêu cầu này.")
    today = timezone.localdate(now)
    limit = queries.limit_of(kind, today)
    asked = DataRequest.objects.create(
        citizen_id=person.citizen_id, kind=kind, words=words, consent=consent, limit=limit, filed_at=now
    )
    asked.code = f"DLCN-{today:%y%m%d}-{asked.pk:06d}"
    asked.answer_clock = start_clock(person, f"{asked.subject}:answer", received_at=now, limit=limit.to_answer, now=now)
    asked.clock = start_clock(person, asked.subject, received_at=now, limit=limit.to_complete, now=now)
    asked.save(update_fields=["code", "answer_clock", "clock"])
    due = (asked.answer_clock.due_at, asked.clock.due_at)
    record(person, DataAsked(asked.pk, asked.code, str(kind), due[0].isoformat(), due[1].isoformat()), at=now)
    tell(person, asked, "data-asked", now=now, right=asked.kind_label, answer_by=due[0], done_by=due[1])
    return asked


@transaction.atomic
def withdraw(person: Person, request: DataRequest, *, now: datetime) -> DataRequest:
    """Take one's own request back while it is open."""
    request = queries.locked(request)
    request.state = str(LIFECYCLE.move(request.state, "withdraw", queries.roles_on(person, request)))
    request.ended_at = now
    request.save(update_fields=["state", "ended_at"])
    stop_clocks(person, request, now=now)
    record(person, DataRequestWithdrawn(request.pk), at=now)
    return request


@transaction.atomic
def withdraw_consent(person: Person, ref: str, *, now: datetime) -> DataRequest:
    """End one consent at once, in the room that keeps it, and keep the evidence as a request that is done.

    ref: as in queries.Consent. NotVisible `no-consent`; Refused when it cannot be ended here (of the law, or filed).
    """
    consent = next((one for one in queries.consents_of(person) if one.ref == ref), None)
    if consent is None or consent.ended_at:
        raise NotVisible("no-consent", "Không có sự đồng ý nào đang có hiệu lực như vậy.")
    if consent.note:
        raise Refused("consent-stays", f"Sự đồng ý này không rút lại được ở đây. {consent.note}.")
    words = f"{consent.name} {consent.whose}".strip() + f". {consent.detail}."
    request = ask(person, RequestKind.WITHDRAW, words=words, consent=ref, now=now)
    if ref == ZALO:
        chosen = preference_of(person.ref)
        choose_channels(person, person.ref, email=chosen.email, sms=chosen.sms, zalo=False, language=chosen.language,
                        now=now)  # fmt: skip
    else:
        close(person, mandate_for(person, UUID(ref.partition(":")[2])), "revoke", reason="Rút lại sự đồng ý", now=now)
    request = queries.locked(request)
    request.state = str(LIFECYCLE.move(request.state, "carry_out", queries.roles_on(person, request)))
    request.outcome, request.ended_at = "Sự đồng ý đã hết hiệu lực ngay khi bạn rút lại.", now
    request.save(update_fields=["state", "outcome", "ended_at"])
    stop_clocks(person, request, now=now)
    record(person, ConsentWithdrawn(request.pk, ref), at=now)
    return request
