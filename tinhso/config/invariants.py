"""What `verify_province` checks, in order: each room says what must always be true of its own rows."""

from __future__ import annotations

from tinhso.engines.notifications import invariants as notifications
from tinhso.engines.payments import invariants as payments
from tinhso.engines.signing import invariants as signing
from tinhso.engines.workflow import invariants as workflow
from tinhso.front.evidence import invariants as evidence
from tinhso.government.documents import invariants as documents
from tinhso.government.dossiers import invariants as dossiers
from tinhso.ground.files import invariants as files
from tinhso.ground.gateway import invariants as gateway
from tinhso.ground.invariants.checking import checked
from tinhso.ground.invariants.verdicts import Invariant, Verdict
from tinhso.ground.journal import invariants as journal
from tinhso.ground.web import invariants as web
from tinhso.infrastructure.cameras import invariants as cameras
from tinhso.insight.ioc import invariants as ioc
from tinhso.insight.plans import invariants as plans
from tinhso.insight.playbooks import invariants as playbooks

# Work whose rows say what is left: a sweep by the clock finds it, whatever became of the job that an act made for it.
SWEPT = [
    "bulk_signing.sign_papers",
    "dossiers.sign_paper",
    "gateway.deliver",
    "notifications.send",
    "portal_intake.file",
]
# What the clock starts comes again by itself; work that was done again under the same lock is not lost either.
FAILED_JOBS = """
SELECT 'việc ' || j.id || ' (' || j.task_name || ' ' || left(j.args::text, 120) || ') đã hỏng và không ai làm lại'
FROM procrastinate_jobs j WHERE j.status IN ('failed', 'aborted', 'cancelled') AND j.task_name <> ALL(%s)
    AND NOT EXISTS (SELECT FROM procrastinate_periodic_defers p WHERE p.task_name = j.task_name)
    AND NOT EXISTS (SELECT FROM procrastinate_jobs later WHERE later.id > j.id AND later.task_name = j.task_name
        AND later.args = j.args AND later.status IN ('todo', 'doing', 'succeeded'))
ORDER BY j.id
"""


def jobs() -> Verdict:
    """Every job that an act promised waits, runs or was carried out."""
    return checked("procrastinate_jobs", FAILED_JOBS, [SWEPT])


INVARIANTS: tuple[Invariant, ...] = (
    *journal.INVARIANTS,
    *evidence.INVARIANTS,
    *web.INVARIANTS,
    *files.INVARIANTS,
    *gateway.INVARIANTS,
    *workflow.INVARIANTS,
    *signing.INVARIANTS,
    *payments.INVARIANTS,
    *notifications.INVARIANTS,
    *cameras.INVARIANTS,
    *documents.INVARIANTS,
    *dossiers.INVARIANTS,
    *plans.INVARIANTS,
    *ioc.INVARIANTS,
    *playbooks.INVARIANTS,
    Invariant("jobs", "Mọi việc nền mà thao tác hứa đều còn chờ hoặc đã chạy", jobs),
)
