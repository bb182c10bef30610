"""A data officer, and a copy as its subject opens it."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from tinhso.front.personal_data import actions
from tinhso.front.personal_data.lifecycle import Decision
from tinhso.front.personal_data.models import Breach, DataRequest
from tinhso.ground.base.actors import System
from tinhso.ground.files.queries import content
from tinhso.ground.people.models import Official, Role
from tinhso.ground.people.persons import Person
from tinhso.ground.people.tests.factories import NOON, agency, make_official, person_of

CLOCK = System("personal_data")


def make_data_officer() -> Official:
    """Trịnh Thị Minh Châu, who answers for people's data."""
    return make_official(agency("NB.SKHCN"), Role.DATA_OFFICER, full_name="Trịnh Thị Minh Châu")


def opened(request: DataRequest) -> tuple[dict[str, Any], dict[str, bytes]]:
    """A packed copy: its JSON by kind, and everything else by name."""
    archive = ZipFile(BytesIO(content(request.file)))
    names = archive.namelist()
    kinds = {
        name.removeprefix("du-lieu/").removesuffix(".json"): json.loads(archive.read(name))
        for name in names
        if name.startswith("du-lieu/")
    }
    return kinds, {name: archive.read(name) for name in names if not name.startswith("du-lieu/")}


def packed(request: DataRequest, officer: Official, *, now: datetime = NOON) -> DataRequest:
    """A request for a copy, accepted and packed, as the job does it."""
    actions.answer(person_of(officer), request, Decision.ACCEPTED, now=now)
    return actions.pack_copy(CLOCK, request, now=now)


def make_breach(officer: Person, *, now: datetime = NOON) -> Breach:
    """A letter that went to the wrong person, found an hour ago."""
    return actions.enter_breach(
        officer, found_at=now - timedelta(hours=1), happened_at=now - timedelta(hours=5),
        what="Gửi nhầm thư có số điện thoại của 3 người", categories="Họ tên, số điện thoại", people=3,
        consequences="Có thể bị gọi điện quấy rối", measures="Đã thu hồi thư, báo cho 3 người",
        contact="Trịnh Thị Minh Châu, Sở Khoa học và Công nghệ", now=now,
    )  # fmt: skip
