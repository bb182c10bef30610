"""Telling people: rows in the transaction of the act, sending by a job afterwards."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q

from tinhso.engines.notifications import queries
from tinhso.engines.notifications.events import MessageUndelivered, PreferenceChanged, PreferenceForgotten
from tinhso.engines.notifications.lifecycle import MessageChannel, MessageState
from tinhso.engines.notifications.models import Message, Preference
from tinhso.engines.notifications.rules import Recipient, fact_key, next_try, ways_to_reach, worded
from tinhso.ground.acts import inserting, send
from tinhso.ground.base.actors import Actor, System
from tinhso.ground.base.refused import NotAllowed
from tinhso.ground.gateway.actions import logged
from tinhso.ground.gateway.errors import Rejected, Unavailable
from tinhso.ground.gateway.partners import mail, messages
from tinhso.ground.journal.actions import record
from tinhso.ground.people.persons import Person
from tinhso.ground.watch.tracks import handed

SENDER = System("notifications")
LEGAL_BASIS = "Nghị định 224/2026/NĐ-CP, Điều 15"
# Longer than every time-out on the way: a claim that has run out belonged to a worker that died.
CLAIM = timedelta(minutes=5)


# Only what is new is sent: the same fact told again meets its key, and no job is made for it.
TELL = """
WITH fresh AS ({insert} ON CONFLICT (fact_key, channel) DO NOTHING RETURNING id)
SELECT procrastinate_defer_jobs_v1(ARRAY[ROW('default', 'notifications.send', 0, NULL, NULL,
    jsonb_build_object('message_ids', jsonb_agg(id ORDER BY id)) || %s::jsonb, NULL)::procrastinate_job_to_defer_v1])
FROM fresh HAVING count(*) > 0
"""
TELL_NOBODY = "{insert} ON CONFLICT (fact_key, channel) DO NOTHING RETURNING id"


def notify(
    actor: Actor, *, to: Recipient, template: str, facts: Mapping[str, object], about: str, now: datetime
) -> None:
    """Tell a person one fact on the channels they chose; rows and job commit or vanish with the act.

    The same fact is never told twice. facts: what texts.py asks for (code, procedure, …); moments and days are
    worded here. Who has no address is told nothing, which is written down for somebody to call.
    """
    chosen = queries.preference_of(to.ref)
    key = fact_key(template, to.ref, about, facts)
    wording = worded(template, facts, name=to.name, language=chosen.language)
    messages = [
        Message(
            fact_key=key,
            channel=channel,
            template=template,
            language=chosen.language,
            to_ref=to.ref,
            to_name=to.name,
            address=address,
            title=wording.title,
            body=wording.body if channel in (MessageChannel.EMAIL, MessageChannel.NONE) else wording.short,
            about=about,
            state=MessageState.NO_ADDRESS if channel is MessageChannel.NONE else MessageState.QUEUED,
            next_try_at=now,
            created_at=now,
        )
        for channel, address in ways_to_reach(to, email=chosen.email, sms=chosen.sms, zalo=chosen.zalo)
    ]
    insert, values = inserting(messages)
    if messages[0].state == MessageState.QUEUED:
        send(TELL.format(insert=insert), [*values, json.dumps(handed())])
        return
    with connection.cursor() as cursor:
        cursor.execute(TELL_NOBODY.format(insert=insert), values)
        fresh = cursor.fetchone()
    if fresh:
        record(actor, MessageUndelivered(about, fresh[0], messages[0].channel, template), at=now)


def send_messages(message_ids: Sequence[int], *, now: datetime) -> int:
    """Send those of these messages that are still due; how many went out. Safe to repeat and to interrupt."""
    sent = 0
    for pk in message_ids:
        message = _claim(pk, now=now)
        if message is not None:
            sent += _send(message, now=now)
    return sent


@transaction.atomic
def choose_channels(
    actor: Person, ref: str, *, email: bool, sms: bool, zalo: bool, language: str, now: datetime
) -> Preference:
    """Keep how one wants to be reached. ref: the actor's own, or of an organisation that he represents today.

    NotAllowed for anybody else's.
    """
    if ref not in {actor.ref, *(f"organisation:{pk}" for pk in actor.organisation_ids)}:
        raise NotAllowed("no-mandate", "Bạn chưa được ghi nhận là người đại diện của tổ chức này.")
    chosen, _ = Preference.objects.update_or_create(
        ref=ref, defaults={"email": email, "sms": sms, "zalo": zalo, "language": language, "updated_at": now}
    )
    record(actor, PreferenceChanged(ref, email, sms, zalo, language), at=now)
    return chosen


@transaction.atomic
def forget_choice(actor: Actor, ref: str, *, now: datetime) -> int:
    """Go back to the defaults for one person, because he asked for it to be erased; 1 when there was a choice."""
    gone = Preference.objects.filter(ref=ref).delete()[0]
    if gone:
        record(actor, PreferenceForgotten(ref), at=now)
    return gone


@transaction.atomic
def _claim(pk: int, *, now: datetime) -> Message | None:
    """Take a due message in hand for a while, counting the try first: a worker may die while it sends."""
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
    message = (
        Message.objects.select_for_update(skip_locked=True)
        .filter(free, pk=pk, state=MessageState.QUEUED, next_try_at__lte=now)
        .first()
    )
    if message is not None:
        message.tries += 1
        message.claimed_until = now + CLAIM
        message.save(update_fields=["tries", "claimed_until"])
    return message


def _send(message: Message, *, now: datetime) -> bool:
    """Hand one message to its provider, and keep what came of it."""
    partner = "smtp" if message.channel == MessageChannel.EMAIL else "messages"
    try:
        with logged(partner, purpose="Gửi thông báo về hồ sơ", legal_basis=LEGAL_BASIS,
                    subject=message.about, operation=message.channel.lower(), now=now):  # fmt: skip
            message.provider_ref = _hand_over(message)
    except Unavailable as error:
        message.next_try_at, message.last_error = next_try(message.tries, now=now), error.detail
        message.state = MessageState.QUEUED if message.next_try_at else MessageState.FAILED
    except Rejected as error:
        message.state, message.last_error = MessageState.FAILED, error.detail
    else:
        message.state, message.sent_at, message.last_error = MessageState.SENT, now, ""
    message.claimed_until = None
    with transaction.atomic():
        message.save(update_fields=["state", "sent_at", "next_try_at", "last_error", "provider_ref", "claimed_until"])
        if message.state == MessageState.FAILED:
            record(SENDER, MessageUndelivered(message.about, message.pk, message.channel, message.template), at=now)
    return message.state == MessageState.SENT


def _hand_over(message: Message) -> str:
    """The provider's own reference; every provider gets our key, so that a repeat is not a second message."""
    key = str(message.key)
    match message.channel:
        case MessageChannel.EMAIL:
            return mail.send(message.address, title=message.title, body=message.body, key=key)
        case MessageChannel.SMS:
            return messages.send_sms(message.address, text=message.body, key=key)
        case MessageChannel.ZALO:
            return messages.send_zalo(
                message.address, template=message.template, fields={"text": message.body}, key=key
            )
    raise ValueError(message.channel)
