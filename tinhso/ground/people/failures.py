"""Reading failures to sign in: how many count, who meets them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from tinhso.ground.people.models import Account, FailedSignIn, KnownNetwork


def counted(*, since: datetime, name_hash: bytes | None = None, network: str | None = None) -> QuerySet[FailedSignIn]:
    """Failures not yet forgiven since a moment under a name, from a network, or both; the oldest first."""
    found = FailedSignIn.objects.filter(at__gt=since, is_forgiven=False)
    if name_hash is not None:
        found = found.filter(name_hash=name_hash)
    if network is not None:
        found = found.filter(network=network or None)
    return found.order_by("at", "pk")


def is_known_network(username: str, network: str, *, now: datetime) -> bool:
    """Whether the owner of a name came in from this network lately."""
    since = now - timedelta(days=settings.KNOWN_NETWORK_DAYS)
    here = KnownNetwork.objects.filter(account__username=username, network=network or None)
    return here.filter(seen_at__gt=since).exists()


def failed_sign_ins_of(account_id: int) -> QuerySet[FailedSignIn]:
    """Failures under the name of an account, the newest first."""
    return FailedSignIn.objects.filter(account=account_id).order_by("-at", "-pk")


def failed_since_last_sign_in(account: Account, *, before: datetime) -> int:
    """How often somebody failed under a name since its owner last came in, or within the days that are kept."""
    met = FailedSignIn.objects.filter(account=account, at__lt=before)
    if account.last_login:
        met = met.filter(at__gt=account.last_login)
    return met.count()
