"""Each night: what is past its term goes (thời hạn lưu giữ), by the days of the schedule."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from tinhso.engines.eforms.actions import discard_expired
from tinhso.engines.eforms.queries import files_in_drafts
from tinhso.front.personal_data import queries
from tinhso.front.personal_data.events import Swept
from tinhso.government.dossiers.queries import files_at_counters
from tinhso.ground.base.actors import Actor
from tinhso.ground.files.actions import forget_file, forget_uploads
from tinhso.ground.journal.actions import record
from tinhso.ground.people.actions import forget_what_expired

# An upload is looked at on several nights, should one be missed; older ones were looked at before.
NIGHTS = timedelta(days=14)


def sweep(actor: Actor, *, now: datetime) -> dict[str, int]:
    """Delete drafts, uploads never filed, ended sessions and copies past their terms; how many, by code of the term."""
    days = {one.code: timedelta(days=one.days or 0) for one in queries.terms() if one.is_swept}
    edge = now - days["tep-chua-nop"]
    gone = {
        "ban-khai": discard_expired(actor, now=now),
        "tep-chua-nop": forget_uploads(
            actor, spared=files_in_drafts() | files_at_counters(), between=(edge - NIGHTS, edge), now=now
        ),
        "phien": sum(forget_what_expired(now=now)),
        "ban-sao": _copies(actor, now),
    }
    if any(gone.values()):
        record(actor, Swept({code: count for code, count in gone.items() if count}), at=now)
    return gone


def _copies(actor: Actor, now: datetime) -> int:
    gone = 0
    for request in queries.past_their_term(now):
        with transaction.atomic():
            held = queries.locked(request)
            if held.file is None:
                continue
            file, held.file = held.file, None
            held.save(update_fields=["file"])
            forget_file(actor, file, now=now)
            gone += 1
    return gone
