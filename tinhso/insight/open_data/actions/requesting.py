"""Anybody asks for data; the agency that has it answers within its days."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tinhso.engines.workflow.actions import start_clock, stop_clock
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.journal.actions import record
from tinhso.ground.people import queries as people
from tinhso.ground.people.models import Agency
from tinhso.ground.people.persons import Person
from tinhso.insight.open_data import queries
from tinhso.insight.open_data.events import DatasetAsked, DatasetRequestMoved
from tinhso.insight.open_data.lifecycle import LIFECYCLE, Theme
from tinhso.insight.open_data.models import Dataset, DatasetRequest
from tinhso.insight.open_data.rules import ANSWER_WITHIN, LONGEST

FIRST = "NB.SKHCN"  # where requests arrive; it answers, or sends them on


@transaction.atomic
def ask(person: Person, *, theme: str, words: str, purpose: str = "", now: datetime) -> DatasetRequest:
    """File a request and start its clock. Nobody is asked who he is. Refused `theme-missing`, `words-missing`,
    `words-too-long`.
    """
    words, purpose = _clean(words), _clean(purpose)[:300]
    if theme not in set(Theme):
        raise Refused("theme-missing", "Hãy chọn lĩnh vực của dữ liệu.", field="theme")
    if not words:
        raise Refused("words-missing", "Hãy ghi bạn cần dữ liệu gì.", field="words")
    if len(words) > LONGEST:
        raise Refused("words-too-long", f"Nội dung dài tối đa {LONGEST} ký tự.", field="words")
    today = timezone.localdate(now)
    asked = DatasetRequest.objects.create(
        theme=theme, words=words, purpose=purpose, agency=people.agency(FIRST), asked_at=now
    )
    asked.code = f"DLM-{today:%y%m%d}-{asked.pk:05d}"
    asked.clock = start_clock(person, asked.subject, received_at=now, limit=ANSWER_WITHIN, now=now)
    asked.save(update_fields=["code", "clock"])
    event = DatasetAsked(asked.pk, asked.code, asked.agency_id, asked.clock.due_at.isoformat())
    record(person, event, at=now)
    return asked


@transaction.atomic
def answer(
    person: Person, request: DatasetRequest, verb: str, *, about: str, words: str, legal_basis: str = "",
    dataset: Dataset | None = None, now: datetime,
) -> DatasetRequest:  # fmt: skip
    """Grant or refuse a request, in public words. Refused `about-missing`, `answer-missing`, `basis-missing`
    (a refusal names its law), `already-answered`; NotAllowed for others.
    """
    request = queries.locked(request)
    about, words, legal_basis = _clean(about)[:200], _clean(words)[:LONGEST], _clean(legal_basis)[:300]
    _move(person, request, verb)
    if not about:
        raise Refused("about-missing", "Hãy ghi ngắn gọn dữ liệu được yêu cầu, để công khai.", field="about")
    if not words:
        raise Refused("answer-missing", "Hãy ghi câu trả lời.", field="words")
    if verb == "refuse" and not legal_basis:
        raise Refused("basis-missing", "Từ chối phải nêu căn cứ pháp lý.", field="legal_basis")
    request.about, request.answer, request.legal_basis, request.answered_at = about, words, legal_basis, now
    request.dataset = dataset
    request.save(update_fields=["state", "about", "answer", "legal_basis", "dataset", "answered_at"])
    if request.clock:
        stop_clock(person, request.clock, now=now)
    record(person, DatasetRequestMoved(request.pk, verb, request.state, request.agency_id), at=now)
    return request


@transaction.atomic
def forward(person: Person, request: DatasetRequest, *, to: Agency | None, now: datetime) -> DatasetRequest:
    """Send a request to the agency that has the data; its day stays. Refused `agency-missing`, `same-agency`."""
    request = queries.locked(request)
    _move(person, request, "forward")
    if to is None:
        raise Refused("agency-missing", "Hãy chọn cơ quan có dữ liệu.", field="agency")
    if to.pk == request.agency_id:
        raise Refused("same-agency", "Yêu cầu đang ở chính cơ quan này.", field="agency")
    request.agency = to
    request.save(update_fields=["agency"])
    record(person, DatasetRequestMoved(request.pk, "forward", request.state, to.pk), at=now)
    return request


def _move(person: Person, request: DatasetRequest, verb: str) -> None:
    if verb not in {"grant", "refuse", "forward"}:
        raise NotAllowed("wrong-verb", "Không có thao tác này.")
    request.state = str(LIFECYCLE.move(request.state, verb, queries.roles_for(person, request)))


def _clean(text: str) -> str:
    return nfc(text.replace("\0", "")).strip()
