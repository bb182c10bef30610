"""What sends messages: at once after an act, and again for those that did not get through."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.engines.notifications import actions, queries

BATCH = 200


@app.task(name="notifications.send")
def send(message_ids: list[int]) -> None:
    """Send the messages of one act."""
    actions.send_messages(message_ids, now=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="notifications.send_again", queueing_lock="notifications.send_again")
def send_again(timestamp: int) -> None:
    """Send what is due: tries that failed, and messages whose worker died with them in hand."""
    now = timezone.now()
    actions.send_messages(list(queries.due_messages(now).values_list("pk", flat=True)[:BATCH]), now=now)
