"""A citizen answers what another agency asked: filed again under its number, it stays the same dossier there."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tinhso.government.life_events import queries
from tinhso.government.life_events.actions.moving import move_part, post_request
from tinhso.government.life_events.models import Case
from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.people.persons import Person

LONGEST = 2000


@transaction.atomic
def answer_part(actor: Person, case: Case, part_code: str, *, answer: str, now: datetime) -> Case:
    """Send the answer to the agency that asked. Refused: answer-missing, answer-too-long, wrong-state."""
    said = nfc(answer).strip()
    if not said:
        raise Refused("answer-missing", "Hãy viết nội dung bổ sung.", field="answer")
    if len(said) > LONGEST:
        raise Refused("answer-too-long", "Nội dung bổ sung dài quá 2.000 ký tự. Xin viết ngắn lại.", field="answer")
    case, parts = queries.locked(case.pk)
    part = next((part for part in parts if part.code == part_code and part.dossier_id is None), None)
    if part is None:
        raise NotVisible("no-part", "Hồ sơ liên thông này không có phần đó.")
    asked = part.reason
    part.answers = [*part.answers, {"asked": asked, "said": said, "at": now.isoformat()}]
    part.reason = ""
    move_part(actor, case, part, "answer", roles=actor.roles, note=said, now=now)
    post_request(case, part, parts, now=now)
    return case
