"""An officer's look at a request: each is written down for the person whose data it is."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tinhso.front.personal_data import queries
from tinhso.front.personal_data.models import DataRequest
from tinhso.ground.base.refused import Refused
from tinhso.ground.people.actions import look_at
from tinhso.ground.people.persons import Person

SHORTEST = 5


@transaction.atomic
def open_request(person: Person, code: str, *, now: datetime) -> DataRequest:
    """The request with this code, name and number masked; the look is written down. NotVisible."""
    found = queries.request_for(person, code)
    _look(person, found, "Xem yêu cầu về dữ liệu cá nhân (đã che)", now)
    return found


@transaction.atomic
def look_closely(person: Person, code: str, *, reason: str, now: datetime) -> DataRequest:
    """The same with nothing masked, for a reason that the subject will read. Refused `reason-missing`; NotVisible."""
    found = queries.request_for(person, code)
    if len(reason.strip()) < SHORTEST:
        raise Refused("reason-missing", "Hãy ghi vì sao cần xem đầy đủ; người dân đọc được lý do này.", field="reason")
    _look(person, found, f"Xem đầy đủ yêu cầu về dữ liệu cá nhân: {reason.strip()[:200]}", now)
    return found


def _look(person: Person, request: DataRequest, purpose: str, now: datetime) -> None:
    look_at(person, citizen_id=request.citizen_id, purpose=purpose, subject=request.subject, now=now)
