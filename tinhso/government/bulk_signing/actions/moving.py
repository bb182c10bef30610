"""What every step of a session shares: move by the table, save, write down."""

from __future__ import annotations

from datetime import datetime

from tinhso.government.bulk_signing import queries
from tinhso.government.bulk_signing.events import SigningSessionMoved
from tinhso.government.bulk_signing.lifecycle import SESSION
from tinhso.government.bulk_signing.models import SigningSession
from tinhso.ground.base.actors import Actor
from tinhso.ground.journal.actions import record


def move_session(
    actor: Actor,
    session: SigningSession,
    verb: str,
    *,
    roles: frozenset[str],
    reason: str = "",
    changed: tuple[str, ...] = (),
    now: datetime,
) -> SigningSession:
    """Move a locked session; reason: why it rests from now on, '' when it does not. changed: columns set besides."""
    session.state = str(SESSION.move(session.state, verb, roles))
    session.reason, session.moved_at = reason[:500], now
    session.save(update_fields=["state", "reason", "moved_at", *changed])
    far = queries.progress_of(session)
    moved = SigningSessionMoved(
        session.pk, session.kind, verb, session.state, far.waiting, far.done, far.refused, session.reason
    )
    record(actor, moved, at=now)
    return session
