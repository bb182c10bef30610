"""Reading the message log."""

from __future__ import annotations

from django.db.models import QuerySet

from tinhso.ground.gateway.models import MessageLog


def calls_about(subject: str) -> QuerySet[MessageLog]:
    """Calls that crossed our wall about one thing, oldest first."""
    return MessageLog.objects.filter(subject=subject).order_by("id")
