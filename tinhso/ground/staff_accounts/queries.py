"""Reading the accounts of officials and the links that were made for them."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.people import staff
from tinhso.ground.people.models import Account
from tinhso.ground.staff_accounts.models import Invitation


def visible_to(actor: Actor, *, now: datetime) -> QuerySet[Account]:
    """The accounts that the actor administers, by name; none for who administers nobody."""
    return staff.accounts_visible_to(actor, on=timezone.localdate(now))


def account_for(actor: Actor, account_id: int, *, now: datetime) -> Account:
    """The account with this number. NotVisible when the actor does not administer it."""
    found = visible_to(actor, now=now).filter(pk=account_id).first()
    if found is None:
        raise NotVisible("no-such-account", "Không có tài khoản cán bộ này trong phạm vi bạn quản trị.")
    return found


def open_invitation(token: str, *, now: datetime) -> Invitation | None:
    """The link behind a token while it opens its page; None when it is used, replaced, over or invented."""
    digest = hashlib.sha256(token.encode()).digest()
    found = Invitation.objects.filter(token_sha256=digest).select_related("account__official").first()
    return found if found and found.opens_at(now) and found.account.is_active else None


def invitation_of(account: Account, *, now: datetime) -> Invitation | None:
    """The link that an account could still use; None without one."""
    return Invitation.objects.filter(account=account, closed_at__isnull=True, valid_to__gt=now).first()
