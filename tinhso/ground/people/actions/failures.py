"""Failures to sign in: kept, forgiven. The journal hears of those that make one wait; each would be too many."""

from __future__ import annotations

from django.db import transaction

from tinhso.ground.base.actors import System
from tinhso.ground.journal.actions import record
from tinhso.ground.people.events import SignInHeldUp
from tinhso.ground.people.locks import Attempt, opens_at
from tinhso.ground.people.models import Account, FailedSignIn, SignInStep


@transaction.atomic
def note_failed_sign_in(attempt: Attempt) -> None:
    """Keep a failure; where it makes the next try wait and the name is somebody's, the journal says so, too."""
    account = Account.objects.filter(username=attempt.name, official__isnull=False).first()
    FailedSignIn.objects.create(
        name_hash=attempt.name_hash,
        account=account,
        step=attempt.step,
        network=attempt.network or None,
        device=attempt.device,
        at=attempt.now,
    )
    until = opens_at(attempt) if account else None
    if account and until:
        who = f"official:{account.official_id}"
        record(System("sign-in"), SignInHeldUp(who, attempt.step, attempt.device, until), at=attempt.now)


def forgive_failed_sign_ins(attempt: Attempt) -> None:
    """Who came in does not wait for what went before: at the first step from his network, at the second from all."""
    mine = FailedSignIn.objects.filter(name_hash=attempt.name_hash, is_forgiven=False)
    if attempt.step == SignInStep.PASSWORD:
        mine = mine.filter(network=attempt.network or None)
    mine.update(is_forgiven=True)
