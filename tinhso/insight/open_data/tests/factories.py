"""A request for data at an agency."""

from __future__ import annotations

from datetime import datetime

from tinhso.ground.people.models import Agency
from tinhso.ground.people.persons import VISITOR
from tinhso.insight.open_data import actions
from tinhso.insight.open_data.models import DatasetRequest


def asked_of(agency: Agency, *, now: datetime) -> DatasetRequest:
    """Somebody asked for data that this agency has."""
    asked = actions.ask(VISITOR, theme="TECH", words="Danh sách trạm phát sóng di động", now=now)
    asked.agency = agency
    asked.save(update_fields=["agency"])
    return asked
