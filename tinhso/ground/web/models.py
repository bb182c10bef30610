"""The one table of the web room: answers kept so that a repeated write is answered, not repeated."""

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
