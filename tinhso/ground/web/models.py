"""The tables of the web room: answers kept so that a repeated write is answered, not repeated; counts for limits."""

from django.db import models
from django.db.models.functions import Now


class IdempotentAnswer(models.Model):
    """Câu trả lời đã ghi: what was answered to a write with this key; empty while it is being done."""

    caller = models.CharField(max_length=64)
    key = models.CharField(max_length=128)
    request_hash = models.CharField(max_length=64)
    status = models.SmallIntegerField(default=0)
    content_type = models.CharField(max_length=80, default="")
    body = models.BinaryField(default=b"")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["caller", "key"], name="web_idempotent_answer_once")]
        indexes = [models.Index(fields=["created_at"], name="web_idempotent_answer_age")]


class Tally(models.Model):
    """Sổ đếm lượt: how often a caller came in a period, for limits; unlogged: after a crash it begins at nothing.

    caller: a keyed hash of the limit's name and of whom it counts, so that no address is kept. begins: seconds since
    1970 at which the period began.
    """

    caller = models.CharField(max_length=32, primary_key=True)
    begins = models.BigIntegerField()
    times = models.IntegerField()
