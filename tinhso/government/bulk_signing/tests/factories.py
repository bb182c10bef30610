"""Lists of papers as officials make them, and the browser in which one is signed in."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore

from tinhso.government.bulk_signing import actions, queries
from tinhso.government.bulk_signing.models import SigningItem, SigningSession
from tinhso.government.dossiers.tests.factories import HOUR, MONDAY
from tinhso.ground.people.actions import open_sign_in
from tinhso.ground.people.models import Account
from tinhso.ground.people.persons import Person

NOW = MONDAY + 6 * HOUR


def signed_in(person: Person, *, now: datetime = MONDAY) -> str:
    """The handle of a fresh sign-in of this official."""
    store = SessionStore()
    store.set_expiry(settings.SESSION_COOKIE_AGE)
    store.create()
    account = Account.objects.get(pk=person.account_id)
    opened = open_sign_in(
        account, session_key=str(store.session_key), method="password+totp", device="Firefox", address=None, now=now
    )
    return opened.handle


def a_list(person: Person, *, now: datetime = NOW) -> SigningSession:
    """The list of everything that waits for this official in his first office that signs or seals."""
    office = queries.offices_of(person, now=now)[0]
    return actions.open_session(person, office.agency.pk, office.kind, now=now)


def run_to_the_end(session: SigningSession, *, now: datetime = NOW, papers: int = 0) -> SigningSession:
    """What the job does: handful after handful until nothing is left to do; with `papers`, one handful of so many."""
    session = SigningSession.objects.get(pk=session.pk)
    if papers:
        actions.sign_next(session.pk, run=session.run, most=papers, now=now)
    else:
        while actions.sign_next(session.pk, run=session.run, now=now):
            continue
    return SigningSession.objects.get(pk=session.pk)


def states(session: SigningSession) -> list[str]:
    """Where each paper stands, in order."""
    return list(SigningItem.objects.filter(session=session).order_by("place").values_list("state", flat=True))
