"""Django's sessions in the database, read with a statement that is written once: every page asks it."""

from __future__ import annotations

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from tinhso.ground.acts import read

STANDS = "FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    """Only the reading differs; what a session holds and how it ends is Django's."""

    def _get_session_from_db(self) -> Session | None:
        found = next(iter(read(Session, STANDS, [self.session_key, timezone.now()])), None)
        if found is None:
            self._session_key = None
        return found
