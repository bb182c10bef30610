"""The password of an official: set by whoever proved that he may."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tinhso.ground.base.actors import Actor
from tinhso.ground.journal.actions import record
from tinhso.ground.people import queries
from tinhso.ground.people.events import PasswordSet
from tinhso.ground.people.models import Account


@transaction.atomic
def set_password(actor: Actor, account: Account, *, password: str, why: str, now: datetime) -> None:
    """Give an account this password, which the caller has judged. why: CHANGED, FIRST or FORGOTTEN."""
    account = Account.objects.select_for_update().get(pk=account.pk)
    account.set_password(password)
    account.save(update_fields=["password"])
    owner = queries.person_for(account, on=timezone.localdate(now))
    record(actor, PasswordSet(owner.ref, why), at=now)
