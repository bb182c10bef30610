"""Subscriptions: made, activated by a handshake, suspended, ended; and events to those who hear of a dossier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from tinhso.government.dossiers import queries as dossiers
from tinhso.government.dossiers.models import Dossier
from tinhso.government.webhooks import queries
from tinhso.government.webhooks.events import SubscriptionMade, SubscriptionMoved
from tinhso.government.webhooks.lifecycle import LIFECYCLE, RUNS, SubscriptionState
from tinhso.government.webhooks.models import Subscription
from tinhso.government.webhooks.rules import EventKind, checked_address, is_news
from tinhso.ground.base.actors import Actor, System
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.gateway import actions as gateway
from tinhso.ground.gateway.errors import PartnerError
from tinhso.ground.gateway.queries import secrets_of
from tinhso.ground.journal.actions import record
from tinhso.ground.people.models import Agency, ApiClient

SYSTEM = System("webhooks")
S = SubscriptionState
PURPOSE = "Báo sự kiện hồ sơ cho hệ thống đã đăng ký"
LEGAL_BASIS = "Nghị định 278/2025/NĐ-CP"


@transaction.atomic
def subscribe(
    actor: Actor, client: ApiClient, *, address: str, kinds: Sequence[EventKind], agencies: Sequence[Agency],
    now: datetime,
) -> tuple[Subscription, str]:  # fmt: skip
    """Let a program hear of dossiers; its secret is returned here and at a change, and shown nowhere else.

    address: '' for a program that collects its events (GET /api/events): it is active at once. Refused: kinds-missing,
    address-wrong, client-closed.
    """
    if not actor.roles & RUNS:
        raise NotAllowed("not-controller", "Chỉ cán bộ vận hành trục kết nối được đăng ký.")
    if not kinds:
        raise Refused("kinds-missing", "Hãy chọn ít nhất một loại sự kiện.", field="kinds")
    if not client.opens_at(now):
        raise Refused("client-closed", "Mã truy cập của ứng dụng này đã hết hiệu lực.", field="client")
    if address:
        address = checked_address(address, may_be_insecure=settings.WEBHOOKS_INSECURE)
    endpoint = gateway.make_endpoint(client.name, address)
    state = S.PENDING if address else S.ACTIVE
    made = Subscription.objects.create(
        client=client, endpoint=endpoint, kinds=[kind.value for kind in kinds], state=state, made_at=now
    )
    made.agencies.set(agencies)
    fact = SubscriptionMade(made.pk, client.pk, address, tuple(made.kinds), tuple(agency.pk for agency in agencies))
    record(actor, fact, at=now)
    return made, secrets_of(endpoint, now=now)[0]


def activate(actor: Actor, subscription: Subscription, *, now: datetime) -> Subscription:
    """Ask the address whether it may be called, and begin when it says so. Refused: handshake-refused, not-reached."""
    # First whether it may be done at all, then the call outside any transaction, then the move.
    LIFECYCLE.move(subscription.state, "activate", actor.roles)
    if subscription.endpoint.address:
        try:
            gateway.shake_hands(subscription.endpoint, now=now)
        except PartnerError as error:
            raise Refused("handshake-refused", f"Nơi nhận chưa đồng ý: {error.detail}.") from error
    return _move(actor, subscription, "activate", reason="", now=now)


def suspend(actor: Actor, subscription: Subscription, *, reason: str, now: datetime) -> Subscription:
    """Tell a subscriber nothing more until it is activated again. Refused: reason-missing."""
    return _move(actor, subscription, "suspend", reason=_given(reason), now=now)


def end(actor: Actor, subscription: Subscription, *, reason: str, now: datetime) -> Subscription:
    """End a subscription for good. Refused: reason-missing."""
    return _move(actor, subscription, "end", reason=_given(reason), now=now)


@transaction.atomic
def rotate(actor: Actor, subscription: Subscription, *, now: datetime) -> str:
    """A new secret, which is returned; the old one signs too for a week."""
    subscription = queries.locked(subscription)
    LIFECYCLE.move(subscription.state, "rotate", actor.roles)
    gateway.rotate_secret(subscription.endpoint, now=now)
    record(actor, SubscriptionMoved(subscription.pk, "rotate", subscription.state, ""), at=now)
    return secrets_of(subscription.endpoint, now=now)[0]


@transaction.atomic
def tell(dossier_id: int, *, now: datetime) -> int:
    """Post events about where a dossier stands to those who hear of it; how many. What was told before is no news."""
    dossier = dossiers.locked(dossier_id)
    subscriptions = queries.hearing_of(dossier, now=now)
    if not subscriptions:
        return 0
    standing, letters = queries.standing_of(dossier), queries.told_of(dossier)
    posted = 0
    for subscription in subscriptions:
        for kind in map(EventKind, subscription.kinds):
            told = [one.payload["data"] for one in letters
                    if (one.partner, one.operation) == (subscription.endpoint.partner, kind.value)]  # fmt: skip
            if is_news(kind, standing, told[-1] if told else None):
                _post(subscription, kind, dossier, standing | {"number": len(told) + 1}, now=now)
                posted += 1
    return posted


@transaction.atomic
def succeed_agencies(successors: Mapping[int, int]) -> None:
    """Merger day: who chose the dossiers of an agency that ends goes on hearing of them. Safe to repeat."""
    for old, new in successors.items():
        for subscription in Subscription.objects.exclude(state=S.ENDED).filter(agencies=old):
            subscription.agencies.add(new)  # before the other goes: none chosen would mean all
            subscription.agencies.remove(old)


def hear_buried(partner: str, why: str, *, now: datetime) -> None:
    """A subscriber said that its address is gone for good (410): tell it nothing more. Safe to repeat."""
    if not why.startswith("HTTP 410"):
        return
    subscription = queries.subscription_of(partner)
    if subscription is not None and subscription.state == S.ACTIVE:
        _move(SYSTEM, subscription, "suspend", reason="Nơi nhận báo địa chỉ không còn (HTTP 410)", now=now)


@transaction.atomic
def _move(actor: Actor, subscription: Subscription, verb: str, *, reason: str, now: datetime) -> Subscription:
    subscription = queries.locked(subscription)
    subscription.state = LIFECYCLE.move(subscription.state, verb, actor.roles)
    subscription.reason = reason
    subscription.save(update_fields=["state", "reason"])
    gateway.set_open(subscription.endpoint, is_open=subscription.state == S.ACTIVE)
    record(actor, SubscriptionMoved(subscription.pk, verb, subscription.state, reason), at=now)
    return subscription


def _post(
    subscription: Subscription, kind: EventKind, dossier: Dossier, data: dict[str, Any], *, now: datetime
) -> None:
    """Into the lane of the dossier, or to where the program collects it; `sequence` is an extension of CloudEvents."""
    event = {
        "type": f"{settings.EVENT_NAMESPACE}.{kind.value}",
        "source": queries.source_of(dossier),
        "subject": dossier.code,
        "time": (dossier.moved_at if kind == EventKind.STATUS else now).isoformat(),
        "dataschema": queries.schema_address(kind),
        "sequence": f"{data['number']:08}",
        "data": data,
    }
    subject, lane = queries.subject_of(dossier), dossier.code
    if not subscription.endpoint.address:
        gateway.keep_for_collection(subscription.endpoint, operation=kind.value, lane=lane, payload=event,
                                    subject=subject, purpose=PURPOSE, now=now)  # fmt: skip
        return
    gateway.post(SYSTEM, partner=subscription.endpoint.partner, operation=kind.value, lane=lane, payload=event,
                 subject=subject, purpose=PURPOSE, legal_basis=LEGAL_BASIS, now=now)  # fmt: skip


def _given(reason: str) -> str:
    if not (reason := reason.strip()[:300]):
        raise Refused("reason-missing", "Hãy ghi lý do.", field="reason")
    return reason
