"""Sessions as their owners see them: begun, seen, ended."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.journal.actions import record
from tinhso.ground.people import queries
from tinhso.ground.people.events import SignedIn, SignInsEnded
from tinhso.ground.people.models import Account, FailedSignIn, KnownNetwork, SignIn
from tinhso.ground.people.persons import Person
from tinhso.ground.people.rules import network


@transaction.atomic
def open_sign_in(
    account: Account, *, session_key: str, method: str, device: str, address: str | None, now: datetime
) -> SignIn:
    """Write down that an account is signed in with this session."""
    opened, _ = SignIn.objects.update_or_create(
        session_id=session_key,
        defaults={"account": account, "device": device, "address": address, "started_at": now, "seen_at": now},
    )
    person = queries.person_for(account, on=timezone.localdate(now))
    if account.official_id and address:
        KnownNetwork.objects.update_or_create(account=account, network=network(address), defaults={"seen_at": now})
    record(person, SignedIn(person.ref, method, device), at=now)
    return opened


def touch_sign_in(session_key: str, *, now: datetime) -> None:
    """Bring the moment last seen up to date; not news, so the journal stays quiet."""
    SignIn.objects.filter(session_id=session_key).update(seen_at=now)


@transaction.atomic
def end_sign_in(person: Person, *, handle: str, now: datetime) -> None:
    """End one session of the person's own account. NotVisible when it is none of his."""
    mine = SignIn.objects.filter(account=person.account_id or 0)
    found = next((sign_in for sign_in in mine if sign_in.handle == handle), None)
    if found is None:
        raise NotVisible("no-such-session", "Phiên đăng nhập này không còn.")
    Session.objects.filter(pk=found.session_id).delete()
    record(person, SignInsEnded(person.ref, 1), at=now)


@transaction.atomic
def end_other_sign_ins(person: Person, *, but: str, now: datetime) -> int:
    """End every session of the person's account but one; how many were ended."""
    keys = SignIn.objects.filter(account=person.account_id or 0).exclude(session_id=but).values_list("pk", flat=True)
    ended = len(keys)
    Session.objects.filter(pk__in=list(keys)).delete()
    record(person, SignInsEnded(person.ref, ended), at=now)
    return ended


@transaction.atomic
def end_every_sign_in(actor: Actor, account: Account, *, now: datetime) -> int:
    """End every session of an account, with the devices that it names, because its owner asked; how many."""
    keys = list(SignIn.objects.filter(account=account).values_list("pk", flat=True))
    Session.objects.filter(pk__in=keys).delete()
    if keys:
        owner = queries.person_for(account, on=timezone.localdate(now))
        record(actor, SignInsEnded(owner.ref, len(keys)), at=now)
    return len(keys)


def forget_what_expired(*, now: datetime) -> tuple[int, int]:
    """Delete sessions that ran out and failures as old as settings say; how many of each. Nobody acted, so no event."""
    sessions = Session.objects.filter(expire_date__lt=now).delete()[1].get("sessions.Session", 0)
    failures = FailedSignIn.objects.filter(at__lt=now - timedelta(days=settings.FAILED_SIGN_IN_DAYS)).delete()[0]
    KnownNetwork.objects.filter(seen_at__lt=now - timedelta(days=settings.KNOWN_NETWORK_DAYS)).delete()
    return sessions, failures
