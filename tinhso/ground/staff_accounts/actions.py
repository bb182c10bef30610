"""Writing the accounts of officials: links made and used, passwords changed, sessions ended."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.journal.actions import record
from tinhso.ground.people import actions as people
from tinhso.ground.people import staff
from tinhso.ground.people.models import Account
from tinhso.ground.people.persons import Person
from tinhso.ground.staff_accounts import queries
from tinhso.ground.staff_accounts.events import InvitationMade
from tinhso.ground.staff_accounts.models import Invitation, Reason

STALE = "Liên kết này đã được dùng, đã hết hạn hoặc đã được thay bằng liên kết mới. Hãy đề nghị quản trị cấp lại."


@transaction.atomic
def invite(actor: Actor, account: Account, *, now: datetime) -> tuple[Invitation, str]:
    """Make a link by which an official sets his password; its token is returned here and never shown again.

    An earlier link of the account opens nothing any more. Refused: own-account (one changes one's own password with the
    old one), account-closed. NotVisible when the actor does not administer the account.
    """
    account = queries.visible_to(actor, now=now).select_for_update(of=("self",)).get(pk=_seen(actor, account, now))
    if isinstance(actor, Person) and actor.account_id == account.pk:
        raise NotAllowed("own-account", "Không tự cấp liên kết cho mình: hãy đổi mật khẩu bằng mật khẩu đang dùng.")
    if not account.is_active:
        raise Refused("account-closed", "Tài khoản này đã đóng.")
    reason = Reason.FORGOTTEN if account.has_usable_password() else Reason.FIRST
    Invitation.objects.filter(account=account, closed_at__isnull=True).update(closed_at=now)
    token = secrets.token_urlsafe(32)
    made = Invitation.objects.create(
        account=account,
        reason=reason,
        token_sha256=hashlib.sha256(token.encode()).digest(),
        made_by_name=actor.name,
        made_at=now,
        valid_to=now + timedelta(hours=settings.INVITATION_HOURS),
    )
    record(actor, InvitationMade(staff.official_of(account).ref, reason, made.valid_to), at=now)
    return made, token


@transaction.atomic
def set_by_invitation(token: str, *, password: str, owner: Person, now: datetime) -> Account:
    """Set the password by a link, once, and end every session of the account; the second factor stays as it is.

    owner: who the account belongs to, in whose name the journal keeps it. Refused: stale-link, and as `judge` has it.
    """
    found = queries.open_invitation(token, now=now)
    invitation = Invitation.objects.select_for_update().filter(pk=found.pk).first() if found else None
    if invitation is None or not invitation.opens_at(now):
        raise Refused("stale-link", STALE)
    judge(password, invitation.account)
    invitation.closed_at = now
    invitation.save(update_fields=["closed_at"])
    people.set_password(owner, invitation.account, password=password, why=invitation.reason, now=now)
    people.end_every_sign_in(owner, invitation.account, now=now)
    return invitation.account


@transaction.atomic
def change_password(person: Person, account: Account, *, new: str, session_key: str, now: datetime) -> int:
    """Change one's own password, after the present one was proved; every other session ends: how many did.

    Refused: same-password, and as `judge` has it.
    """
    if account.check_password(new):
        raise Refused("same-password", "Mật khẩu mới phải khác mật khẩu đang dùng.", field="new")
    judge(new, account)
    Invitation.objects.filter(account=account, closed_at__isnull=True).update(closed_at=now)
    people.set_password(person, account, password=new, why="CHANGED", now=now)
    return people.end_other_sign_ins(person, but=session_key, now=now)


@transaction.atomic
def end_sessions(actor: Actor, account: Account, *, now: datetime) -> int:
    """End every session of an official because his administrator says so; how many. NotVisible as in `invite`."""
    account = queries.visible_to(actor, now=now).get(pk=_seen(actor, account, now))
    return people.end_every_sign_in(actor, account, now=now)


def judge(password: str, account: Account) -> None:
    """Refused `weak-password`, with all that is wrong with it in one sentence after the other."""
    try:
        validate_password(password, account)
    except ValidationError as wrong:
        raise Refused("weak-password", " ".join(wrong.messages), field="new") from wrong


def _seen(actor: Actor, account: Account, now: datetime) -> int:
    return queries.account_for(actor, account.pk, now=now).pk
