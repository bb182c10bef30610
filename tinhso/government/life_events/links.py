"""Addresses at which a partner fetches the files of an answer: signed, for its part alone, and for some time."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from tinhso.government.life_events import queries
from tinhso.government.life_events.models import CasePart
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.files.models import StoredFile
from tinhso.ground.files.queries import file_by_key

SALT = "life_events.file"
LASTS = timedelta(days=30)


def address_of(part: CasePart, key: str, *, since: datetime) -> str:
    """Where the partner of a part fetches one file; the same address each time that the same answer is sent."""
    token = signing.Signer(salt=SALT).sign_object([part.pk, key, int((since + LASTS).timestamp())])
    return f"{settings.PUBLIC_ORIGIN}{reverse('life_events:file', args=[token])}"


def file_at(token: str, *, now: datetime) -> tuple[CasePart, StoredFile]:
    """The part and the file behind such an address. NotVisible when it is made up or has run out."""
    try:
        part_id, key, until = signing.Signer(salt=SALT).unsign_object(token)
        part = queries.part_with(int(part_id), str(UUID(key)))
    except (signing.BadSignature, ValueError, TypeError) as wrong:
        raise NotVisible("no-file", "Không tìm thấy tệp này.") from wrong
    if part is None or now.timestamp() > until:
        raise NotVisible("no-file", "Không tìm thấy tệp này.")
    return part, file_by_key(key)
