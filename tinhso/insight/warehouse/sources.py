"""Whose facts the warehouse keeps."""

from tinhso.engines.notifications.daily_facts import DAILY_FACTS as MESSAGES
from tinhso.engines.payments.daily_facts import DAILY_FACTS as CHARGES
from tinhso.engines.store.daily_facts import DAILY_FACTS as STORED_PAPERS
from tinhso.government.bulk_signing.daily_facts import DAILY_FACTS as SIGNING_SESSIONS
from tinhso.government.documents.queries.daily_facts import DAILY_FACTS as DOCUMENTS
from tinhso.government.documents.queries.daily_facts import TASKS
from tinhso.government.dossiers.queries.daily_facts import DAILY_FACTS as DOSSIERS
from tinhso.government.life_events.daily_facts import DAILY_FACTS as LIFE_EVENTS
from tinhso.government.portal_sync.daily_facts import DAILY_FACTS as PORTAL
from tinhso.ground.base.facts import Facts
from tinhso.ground.gateway.daily_facts import DAILY_FACTS as CALLS
from tinhso.infrastructure.cameras.daily_facts import DAILY_FACTS as CAMERAS

SOURCES: tuple[Facts, ...] = (
    DOSSIERS, DOCUMENTS, TASKS, CHARGES, LIFE_EVENTS, SIGNING_SESSIONS, CALLS, PORTAL, MESSAGES, STORED_PAPERS,
    CAMERAS,
)  # fmt: skip
