"""What `load_province` loads, in order: each room reads its own part of seed/."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from tinhso.engines.eforms import loading as eforms
from tinhso.engines.payments import loading as payments
from tinhso.engines.procedures import loading as procedures
from tinhso.engines.registers import loading as registers
from tinhso.engines.signing import loading as signing
from tinhso.engines.store import loading as store
from tinhso.engines.workflow import loading as workflow
from tinhso.front.personal_data import loading as personal_data
from tinhso.government.documents import loading as documents
from tinhso.government.life_events import loading as life_events
from tinhso.ground.mandates import loading as mandates
from tinhso.ground.people import loading as people
from tinhso.ground.reference import loading as reference
from tinhso.insight.ioc import loading as ioc
from tinhso.insight.open_data import loading as open_data
from tinhso.insight.plans import loading as plans
from tinhso.insight.playbooks import loading as playbooks
from tinhso.insight.scorecards import loading as scorecards
from tinhso.insight.warehouse import loading as warehouse

Loader = Callable[[Path, datetime], str]

# Each loader is safe to repeat, and answers with one line that says what now stands.
LOADERS: list[Loader] = [
    reference.load,
    people.load,
    mandates.load,
    registers.load,
    payments.load,
    workflow.load,
    eforms.load,
    signing.load,
    procedures.load,
    store.load,
    documents.load,
    life_events.load,
    personal_data.load,
    warehouse.load,
    scorecards.load,
    open_data.load,
    plans.load,
    ioc.load,
    playbooks.load,
]
