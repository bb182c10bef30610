"""Reading messages and choices."""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.db.models import Q, QuerySet

from tinhso.engines.notifications.lifecycle import MessageState
from tinhso.engines.notifications.models import Message, Preference


def messages_about(subject: str) -> QuerySet[Message]:
    """Every message about one thing, oldest first, those that could not be delivered included."""
    return Message.objects.filter(about=subject).order_by("id")


def messages_to(ref: str) -> QuerySet[Message]:
    """Messages to one person, newest first."""
    return Message.objects.filter(to_ref=ref).order_by("-id")


def undelivered(subject: str) -> QuerySet[Message]:
    """Messages about one thing that were given up: somebody has to call."""
    return messages_about(subject).filter(state__in=(MessageState.FAILED, MessageState.NO_ADDRESS))


PREFERENCE = "SELECT id, ref, email, sms, zalo, language, updated_at FROM notifications_preference WHERE ref = %s"


def preference_of(ref: str) -> Preference:
    """What a person chose, or an unsaved row with the defaults."""
    with connection.cursor() as cursor:
        cursor.execute(PREFERENCE, [ref])
        found = cursor.fetchone()
    return Preference(*found) if found else Preference(ref=ref)


def due_messages(now: datetime) -> QuerySet[Message]:
    """Messages to send now that no worker has in hand, longest waiting first."""
    return Message.objects.filter(
        Q(claimed_until__isnull=True) | Q(claimed_until__lt=now), state=MessageState.QUEUED, next_try_at__lte=now
    ).order_by("next_try_at", "id")
