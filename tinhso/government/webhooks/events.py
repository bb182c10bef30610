"""What happens to subscriptions, as the journal keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

ABOUT = "subscription:{subscription_id}"


@dataclass(frozen=True)
class SubscriptionMade:
    """An agency's system asked to hear of dossiers (đăng ký nhận sự kiện); address: '' when it collects them itself."""

    kind: ClassVar[str] = "webhooks.subscribed"
    about: ClassVar[str] = ABOUT
    subscription_id: int
    client_id: int
    address: str
    kinds: tuple[str, ...]
    agency_ids: tuple[int, ...]


@dataclass(frozen=True)
class SubscriptionMoved:
    """A subscription was activated, suspended, ended, or given a new secret (rotate)."""

    kind: ClassVar[str] = "webhooks.moved"
    about: ClassVar[str] = ABOUT
    subscription_id: int
    verb: str
    state: str
    reason: str
