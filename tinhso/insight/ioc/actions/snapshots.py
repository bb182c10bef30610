"""Counting once what everybody looks at."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from tinhso.insight.ioc.models import Snapshot
from tinhso.insight.ioc.queries.snapshots import Question, asked_now, counted_now

# Whoever comes second waits for the first and finds his answer there.
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('ioc.snapshot'))"
KEPT = 3  # who reads an older one while a newer comes is not disturbed


def refresh(*, now: datetime) -> Snapshot:
    """The snapshot of what stands now, counted unless it was."""
    question = asked_now(now)
    known = Snapshot.objects.filter(key=question.key).first()
    if known:
        return known
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME)
        return Snapshot.objects.filter(key=question.key).first() or _made(question, now=now)


def _made(question: Question, *, now: datetime) -> Snapshot:
    made = Snapshot.objects.create(
        key=question.key, as_of=question.as_of, made_at=now, body=counted_now(question, now=now)
    )
    newest = Snapshot.objects.order_by("-made_at", "-pk").values_list("pk", flat=True)[:KEPT]
    Snapshot.objects.exclude(pk__in=list(newest)).delete()
    return made
