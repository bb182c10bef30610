"""The outbox: rows in the transaction of the act, delivery by a job afterwards, lane by lane in order."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from tinhso.ground.acts import act, inserting, send
from tinhso.ground.base.actors import Actor, System
from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.gateway.actions.crossing import logged
from tinhso.ground.gateway.delivering import hand_over
from tinhso.ground.gateway.errors import Rejected, Unavailable
from tinhso.ground.gateway.events import MessageBuried, MessageDelivered, MessageReplayed
from tinhso.ground.gateway.lifecycle import LIFECYCLE, OutboxState
from tinhso.ground.gateway.models import OutboxMessage, Replay
from tinhso.ground.gateway.rules import CLAIM, MAX_TRIES, next_try, payload_hash
from tinhso.ground.journal.actions import record
from tinhso.ground.watch.tracks import handed

SENDER = System("gateway")
# Each takes at most some ten seconds, so that no claim runs out while its worker is still alive.
RUN = 20
# Sent again in one transaction; whoever has more presses again.
MOST_AT_ONCE = 2000
DEFER = """
SELECT procrastinate_defer_jobs_v1(ARRAY[ROW('default', 'gateway.deliver', 0, %s, NULL,
    jsonb_build_object('partner', %s::text, 'lane', %s::text) || %s::jsonb, NULL)::procrastinate_job_to_defer_v1])
"""
# Only what is new is sent: the same payload posted again meets its hash, and no job is made for it.
POST = (
    "WITH fresh AS ({insert} ON CONFLICT (partner, operation, lane, payload_hash) DO NOTHING RETURNING id)"
    + DEFER
    + "FROM fresh"
)


def lock_of(partner: str, lane: str) -> str:
    """The lock of a lane's jobs: two at once would only wait for each other."""
    return f"gateway:{partner}:{lane}"


def post(
    actor: Actor,
    *,
    partner: str,
    operation: str,
    lane: str,
    payload: Mapping[str, Any],
    subject: str,
    purpose: str,
    legal_basis: str,
    now: datetime,
) -> None:
    """Put a message for a partner into its lane; row and job commit or vanish with the act.

    The same payload posted again to the same lane is nothing new. Who posts twice to one lane holds a lock on what it
    is about: order is the order of writing. payload: plain JSON, else TypeError.
    """
    message = OutboxMessage(
        partner=partner,
        operation=operation,
        lane=lane,
        subject=subject,
        purpose=purpose,
        legal_basis=legal_basis,
        payload=dict(payload),
        payload_hash=payload_hash(payload),
        next_try_at=now,
        created_at=now,
    )
    insert, values = inserting([message])
    send(POST.format(insert=insert), [*values, lock_of(partner, lane), partner, lane, json.dumps(handed())])


def deliver(partner: str, lane: str, *, now: datetime) -> int:
    """Deliver what waits in a lane, oldest first, some at most; how many arrived. Safe to repeat and to interrupt.

    It ends at one that is not due, in another's hand, or dead: what comes after must not overtake it.
    """
    delivered = 0
    while delivered < RUN and (message := _claim(partner, lane, now=now)) and _send(message, now=now):
        delivered += 1
    return delivered


@act()
def replay(actor: Actor, message_id: int, *, now: datetime) -> OutboxMessage:
    """Put a dead message back into its place, to be tried as often as a new one. Refused unless it is dead."""
    message = OutboxMessage.objects.select_for_update().filter(pk=message_id).first()
    if message is None:
        raise NotVisible("no-message", "Không có thư này.")
    _send_again(actor, message, None, now=now)
    return message


@act()
def replay_all(actor: Actor, partner: str, *, why: str, now: datetime) -> Replay:
    """Put the dead messages of one partner back, oldest first, some thousands at most; why: only those that failed so.

    '' = whatever they failed of. Refused: nothing-dead.
    """
    dead = OutboxMessage.objects.select_for_update().filter(partner=partner, state=OutboxState.DEAD).order_by("id")
    messages = list((dead.filter(last_error=why) if why else dead)[:MOST_AT_ONCE])
    if not messages:
        raise Refused("nothing-dead", "Không còn thư nào như vậy; có người đã gửi lại.")
    made = Replay.objects.create(
        partner=partner, why=why, letters=len(messages), by_ref=actor.ref, by_name=actor.name[:200], at=now
    )
    for message in messages:
        _send_again(actor, message, made, now=now)
    return made


def _send_again(actor: Actor, message: OutboxMessage, together: Replay | None, *, now: datetime) -> None:
    """One locked message goes back into its place, with a job for its lane."""
    message.state = LIFECYCLE.move(message.state, "replay", actor.roles)
    message.tries, message.next_try_at, message.claimed_until, message.replay = 0, now, None, together
    message.save(update_fields=["state", "tries", "next_try_at", "claimed_until", "replay"])
    send(DEFER, [lock_of(message.partner, message.lane), message.partner, message.lane, json.dumps(handed())])
    record(
        actor, MessageReplayed(message.pk, message.partner, message.operation, message.lane, message.subject), at=now
    )


@transaction.atomic
def _claim(partner: str, lane: str, *, now: datetime) -> OutboxMessage | None:
    """Take the first of a lane in hand for a while, counting the try first: a worker may die while it sends."""
    # Never `skip_locked`: the first would be skipped and the second overtake it.
    message = (
        OutboxMessage.objects.select_for_update()
        .filter(partner=partner, lane=lane)
        .exclude(state=OutboxState.DELIVERED)
        .order_by("id")
        .first()
    )
    if message is None or not message.is_free(now):
        return None
    if message.tries >= MAX_TRIES:
        # Its workers died with it in hand, each time.
        _bury(message, "không rõ kết quả", now=now)
        return None
    message.tries += 1
    message.claimed_until = now + CLAIM
    message.save(update_fields=["tries", "claimed_until"])
    return message


def _send(message: OutboxMessage, *, now: datetime) -> bool:
    """Call the partner outside any transaction, then keep what came of it; whether it arrived."""
    try:
        with logged(message.partner, purpose=message.purpose, legal_basis=message.legal_basis,
                    subject=message.subject, operation=message.operation, now=now):  # fmt: skip
            answer = hand_over(message, now=now)
    except Unavailable as error:
        _keep_failure(message, error.detail, again_at=next_try(message.tries, now=now, asked_for_s=error.again_s),
                      now=now)  # fmt: skip
        return False
    except Rejected as error:
        _keep_failure(message, error.detail, again_at=None, now=now)
        return False
    return _keep_answer(message, answer, now=now)


@transaction.atomic
def _keep_answer(message: OutboxMessage, answer: dict[str, Any], *, now: datetime) -> bool:
    if not _is_still_ours(message):
        return False
    message.state = LIFECYCLE.move(message.state, "deliver", SENDER.roles)
    message.answer, message.delivered_at, message.last_error, message.claimed_until = answer, now, "", None
    message.save(update_fields=["state", "answer", "delivered_at", "last_error", "claimed_until"])
    delivered = MessageDelivered(
        message.pk, message.partner, message.operation, message.lane, message.subject, message.answer
    )
    record(SENDER, delivered, at=now)
    return True


@transaction.atomic
def _keep_failure(message: OutboxMessage, why: str, *, again_at: datetime | None, now: datetime) -> None:
    if not _is_still_ours(message):
        return
    if again_at is None:
        _bury(message, why, now=now)
        return
    message.next_try_at, message.last_error, message.claimed_until = again_at, why, None
    message.save(update_fields=["next_try_at", "last_error", "claimed_until"])


def _bury(message: OutboxMessage, why: str, *, now: datetime) -> None:
    """Give a locked message up; its lane stands until somebody sends it again."""
    message.state = LIFECYCLE.move(message.state, "bury", SENDER.roles)
    message.last_error, message.claimed_until = why, None
    message.save(update_fields=["state", "last_error", "claimed_until"])
    buried = MessageBuried(message.pk, message.partner, message.operation, message.lane, message.subject, why)
    record(SENDER, buried, at=now)


def _is_still_ours(message: OutboxMessage) -> bool:
    """Lock the row again; whether it is still in our hand: a claim that ran out may be another's by now."""
    ours = OutboxMessage.objects.select_for_update().filter(
        pk=message.pk, state=OutboxState.QUEUED, claimed_until=message.claimed_until
    )
    return ours.first() is not None
