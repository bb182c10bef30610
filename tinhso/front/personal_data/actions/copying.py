"""The copy of a person's data: packed by a job, fetched by himself, gone after its term."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from tempfile import TemporaryFile
from typing import IO

from django.db import transaction

from tinhso.front.personal_data import queries, rules
from tinhso.front.personal_data.actions.answering import complete
from tinhso.front.personal_data.copies import pack
from tinhso.front.personal_data.events import CopyMade, CopyTaken
from tinhso.front.personal_data.lifecycle import APPLICANT, RequestKind, RequestState
from tinhso.front.personal_data.models import DataRequest
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.files.actions import store_stream
from tinhso.ground.files.models import StoredFile
from tinhso.ground.journal.actions import record
from tinhso.ground.people.persons import Person

MAX_COPY_BYTES = 2 * 1024**3
PIECE = 1024 * 1024


def pack_copy(actor: Actor, request: DataRequest, *, now: datetime) -> DataRequest:
    """Gather what every room keeps about the subject into one file, and complete his request.

    Nothing happens when the request is no longer in process: it was withdrawn, or another worker was faster.
    """
    with TemporaryFile() as packed, transaction.atomic():
        request = queries.locked(request)
        if request.state != RequestState.IN_PROCESS or request.kind != RequestKind.COPY or request.file_id:
            return request
        pack(queries.subject_of(request.citizen_id), request, packed, now=now)
        packed.seek(0)
        request.file = store_stream(
            actor, _pieces(packed), name=f"du-lieu-ca-nhan-{request.code}.zip", mime="application/zip",
            max_bytes=MAX_COPY_BYTES, now=now,
        )  # fmt: skip
        days = queries.term_of("ban-sao").days
        request.file_until = now + (timedelta(days=days) if days else rules.COPY_KEPT)
        request.save(update_fields=["file", "file_until"])
        record(actor, CopyMade(request.pk, request.file.sha256, request.file.size_bytes), at=now)
        return complete(actor, request, outcome="Đã lập bản sao dữ liệu", now=now)


def _pieces(content: IO[bytes]) -> Iterator[bytes]:
    while piece := content.read(PIECE):
        yield piece


@transaction.atomic
def take_copy(person: Person, code: str, *, now: datetime) -> StoredFile:
    """The file of a copy, for the subject himself while it lies ready; each fetching is written down. NotVisible."""
    request = queries.locked(queries.request_for(person, code))
    late = request.file_until is None or request.file_until < now
    if request.file is None or late or APPLICANT not in queries.roles_on(person, request):
        raise NotVisible("no-copy", "Bản sao này không còn. Hãy gửi yêu cầu mới nếu bạn vẫn cần.")
    request.taken += 1
    request.save(update_fields=["taken"])
    record(person, CopyTaken(request.pk), at=now)
    return request.file
