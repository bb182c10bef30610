"""The rooms that keep something about people, each with its own list: what a copy holds and what erasing meets.

A table that stands in no list fails a test of the house, so that nothing is forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from tinhso.engines.eforms import personal as eforms
from tinhso.engines.notifications import personal as notifications
from tinhso.engines.payments import personal as payments
from tinhso.engines.procedures import personal as procedures
from tinhso.engines.registers import personal as registers
from tinhso.engines.signing import personal as signing
from tinhso.engines.store import personal as store
from tinhso.engines.workflow import personal as workflow
from tinhso.front.govstack import personal as govstack
from tinhso.front.personal_data import personal as requests
from tinhso.front.status import personal as status
from tinhso.front.xroad import personal as xroad
from tinhso.government.bulk_signing import personal as bulk_signing
from tinhso.government.documents import personal as documents
from tinhso.government.dossiers import personal as dossiers
from tinhso.government.life_events import personal as life_events
from tinhso.government.portal_intake import personal as portal_intake
from tinhso.government.portal_sync import personal as portal_sync
from tinhso.government.public_services import personal as public_services
from tinhso.government.reorganisation import personal as reorganisation
from tinhso.government.webhooks import personal as webhooks
from tinhso.ground.base.personal import Kept, OfDuty
from tinhso.ground.files import personal as files
from tinhso.ground.gateway import personal as gateway
from tinhso.ground.journal import personal as journal
from tinhso.ground.mandates import personal as mandates
from tinhso.ground.people import personal as people
from tinhso.ground.reference import personal as reference
from tinhso.ground.staff_accounts import personal as staff_accounts
from tinhso.ground.web import personal as web
from tinhso.infrastructure.cameras import personal as cameras
from tinhso.insight.briefings import personal as briefings
from tinhso.insight.committees import personal as committees
from tinhso.insight.ioc import personal as ioc
from tinhso.insight.open_data import personal as open_data
from tinhso.insight.plans import personal as plans
from tinhso.insight.playbooks import personal as playbooks
from tinhso.insight.scorecards import personal as scorecards
from tinhso.insight.warehouse import personal as warehouse


class Room(Protocol):
    """What each `personal.py` says."""

    @property
    def KEPT(self) -> tuple[Kept, ...]:
        """Rows about citizens."""

    @property
    def OF_DUTY(self) -> tuple[OfDuty, ...]:
        """Rows about officials at their work."""

    @property
    def IMPERSONAL(self) -> tuple[type, ...]:
        """Tables about nobody."""


# In the order in which a person reads it: himself, what he filed, what was paid, what was told; machinery last.
ROOMS: tuple[Room, ...] = (
    people, dossiers, public_services, eforms, life_events, portal_intake, store, mandates, payments, notifications,
    registers, files, signing, workflow, gateway, govstack, requests, journal, staff_accounts,
    briefings, bulk_signing, cameras, committees, documents, ioc, open_data, plans, playbooks, portal_sync, procedures,
    reference,
    reorganisation, scorecards, status, warehouse, web, webhooks, xroad,
)  # fmt: skip
KEPT: tuple[Kept, ...] = tuple(kept for room in ROOMS for kept in room.KEPT)
OF_DUTY: tuple[OfDuty, ...] = tuple(duty for room in ROOMS for duty in room.OF_DUTY)
IMPERSONAL: tuple[type, ...] = tuple(model for room in ROOMS for model in room.IMPERSONAL)

# Tables of libraries, by label, and why they need no line of their own.
OF_LIBRARIES: Mapping[str, str] = {
    "sessions.Session": "goes with SignIn: ended and erased together (people.actions.end_every_sign_in)",
    "auth.Group": "unused",
    "auth.Permission": "names of rights",
    "contenttypes.ContentType": "names of tables",
    "procrastinate.ProcrastinateJob": "numbers of rows to work on, no personal values",
    "procrastinate.ProcrastinateEvent": "goes with jobs",
    "procrastinate.ProcrastinateWorker": "names of processes",
    "procrastinate.ProcrastinatePeriodicDefer": "times of jobs",
}
