"""A citizen answers what another agency asked: filed again under its number, it stays the same dossier there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from tinhso.engines.eforms.rules import MAX_FILES_PER_PART, TOO_MANY_FILES
from tinhso.government.life_events import queries
from tinhso.government.life_events.actions.moving import move_part, post_request
from tinhso.government.life_events.models import Case
from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.files.actions import store_upload
from tinhso.ground.people.persons import Person

LONGEST = 2000


@transaction.atomic
def answer_part(
    actor: Person, case: Case, part_code: str, *, answer: str, files: Sequence[UploadedFile[bytes]] = (), now: datetime
) -> Case:
    """Send the answer with its files to the agency that asked.

    Refused: answer-missing, answer-too-long, too-many-files, wrong-state, and what an upload is refused for.
    """
    said = nfc(answer).strip()
    if not said:
        raise Refused("answer-missing", "Hãy viết nội dung bổ sung.", field="answer")
    if len(said) > LONGEST:
        raise Refused("answer-too-long", "Nội dung bổ sung dài quá 2.000 ký tự. Xin viết ngắn lại.", field="answer")
    if len(files) > MAX_FILES_PER_PART:
        raise Refused("too-many-files", TOO_MANY_FILES, field="files")
    case, parts = queries.locked(case.pk)
    part = next((part for part in parts if part.code == part_code and part.dossier_id is None), None)
    if part is None:
        raise NotVisible("no-part", "Hồ sơ liên thông này không có phần đó.")
    asked = part.reason
    stored = [store_upload(actor, one, now=now) for one in files]
    brought = [{"key": str(one.key), "name": one.name} for one in stored]
    part.answers = [*part.answers, {"asked": asked, "said": said, "at": now.isoformat(), "files": brought}]
    part.reason = ""
    move_part(actor, case, part, "answer", roles=actor.roles, note=said, now=now)
    post_request(case, part, parts, now=now)
    return case
