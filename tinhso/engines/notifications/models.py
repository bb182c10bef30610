"""Messages to people, and how each person wants to be reached."""

import uuid

from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from tinhso.engines.notifications.lifecycle import MessageChannel, MessageState


class Message(models.Model):
    """Thông báo: one fact told to one person on one channel.

    fact_key: a hash of template, recipient, subject and facts, so that the same fact is told once a channel.
    key: what the provider sees; a repeated sending carries the same key. claimed_until: a worker has it in hand.
    about: dossier:<id>, charge:<id>.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    fact_key = models.CharField(max_length=64)
    channel = models.CharField(max_length=8, choices=MessageChannel.choices())
    template = models.CharField(max_length=40)
    language = models.CharField(max_length=2, default="vi")
    to_ref = models.CharField(max_length=80)
    to_name = models.CharField(max_length=200)
    address = models.CharField(max_length=254, blank=True)
    title = models.CharField(max_length=200)
    body = models.TextField()
    about = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=MessageState.choices(), default=MessageState.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)
    provider_ref = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fact_key", "channel"], name="notifications_told_once")]
        indexes = [
            models.Index(fields=["about", "id"], name="notifications_message_about"),
            models.Index(fields=["to_ref", "-id"], name="notifications_message_to"),
            models.Index(
                fields=["next_try_at"], condition=models.Q(state="QUEUED"), name="notifications_message_waiting"
            ),
            # Each minute whoever counts asks what was written and what went out since.
            BrinIndex(fields=["created_at"], autosummarize=True, name="notifications_message_age"),
            BrinIndex(fields=["sent_at"], autosummarize=True, name="notifications_message_sent"),
        ]

    @property
    def channel_label(self) -> str:
        """The channel in Vietnamese."""
        return MessageChannel(self.channel).label

    @property
    def state_label(self) -> str:
        """The state in Vietnamese."""
        return MessageState(self.state).label


class Preference(models.Model):
    """Lựa chọn nhận thông báo: channels and language chosen by a person or for an organisation; no row = the defaults.

    ref: citizen:12, organisation:3.
    """

    ref = models.CharField(max_length=80, unique=True)
    email = models.BooleanField(default=True)
    sms = models.BooleanField(default=True)
    zalo = models.BooleanField(default=False)
    language = models.CharField(max_length=2, default="vi", choices=[("vi", "Tiếng Việt"), ("en", "English")])
    updated_at = models.DateTimeField(null=True)
