"""What crosses our wall: the message log, messages that leave later, events that came in."""

import uuid
from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tinhso.ground.acts.pieces import Pieces
from tinhso.ground.base.states import Labelled
from tinhso.ground.files.models import StoredFile
from tinhso.ground.gateway.edxml.messages import BUSINESS_WORDS, Status
from tinhso.ground.gateway.lifecycle import OutboxState, PacketState
from tinhso.ground.gateway.rules import HOOK


class Outcome(Labelled):
    """How a call ended."""

    DONE = "DONE", "Thành công"
    UNAVAILABLE = "UNAVAILABLE", "Đối tác gián đoạn"
    REJECTED = "REJECTED", "Bị từ chối"
    CRASHED = "CRASHED", "Lỗi phía ta"


class MessageLog(models.Model):
    """Nhật ký trao đổi: who was asked what, why, by which law, for how long, with what outcome.

    subject: what the call was about (dossier:12, charge:7, citizen:3). detail: codes and counts, never
    a name, a number of a person or a payload. duration_ms: whole milliseconds, time on the wire included. headers: what
    a call that came in through the exchange said of itself (X-Road-…), numbers of persons masked. Kept in PIECES.
    """

    partner = models.CharField(max_length=40)
    operation = models.CharField(max_length=60)
    purpose = models.CharField(max_length=200)
    legal_basis = models.CharField(max_length=200)
    subject = models.CharField(max_length=80)
    at = models.DateTimeField()
    duration_ms = models.PositiveIntegerField()
    outcome = models.CharField(max_length=12, choices=Outcome.choices())
    detail = models.CharField(max_length=300, blank=True)
    headers = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"], name="gateway_message_subject"),
            models.Index(fields=["partner", "at"], name="gateway_message_partner"),
            models.Index(fields=["at", "id"], name="gateway_message_at"),
        ]

    @property
    def outcome_label(self) -> str:
        """The outcome in Vietnamese."""
        return Outcome(self.outcome).label


PIECES = Pieces("gateway_messagelog", 10_000_000)


class Replay(models.Model):
    """Lượt gửi lại: dead letters of one partner that failed for one reason, sent again together, and by whom.

    why: the error that they shared; '' = whatever it was. letters: how many there were.
    """

    partner = models.CharField(max_length=40)
    why = models.CharField(max_length=300, blank=True)
    letters = models.PositiveIntegerField()
    by_ref = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()


class Reconciliation(models.Model):
    """Lượt đối soát: our delivered letters held against a partner's books. since: the oldest delivery asked for.

    unknown: ids of letters that the partner does not know. problem: why it could not be asked to the end; '' = it was.
    ended_at: empty while it runs, or when its worker died.
    """

    partner = models.CharField(max_length=40)
    since = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    asked = models.PositiveIntegerField(default=0)
    unknown = ArrayField(models.BigIntegerField(), default=list)
    problem = models.CharField(max_length=300, blank=True)


class OutboxMessage(models.Model):
    """Thư gửi đi: what a partner must be told, in the order of its lane, until it says that it has it.

    key: the message id that the partner sees, the same at each try. lane: what must not overtake each other.
    subject: what it is about (life_event_part:17). payload_hash: hex SHA-256 of the canonical JSON. claimed_until: a
    worker has it in hand. last_error: a code, never personal data. answer: what the partner said.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    partner = models.CharField(max_length=40)
    operation = models.CharField(max_length=60)
    lane = models.CharField(max_length=80)
    subject = models.CharField(max_length=80)
    purpose = models.CharField(max_length=200)
    legal_basis = models.CharField(max_length=200)
    payload = models.JSONField()
    payload_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=OutboxState.choices(), default=OutboxState.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)
    answer = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    replay = models.ForeignKey(Replay, models.SET_NULL, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "operation", "lane", "payload_hash"], name="gateway_outbox_posted_once"
            )
        ]
        indexes = [
            models.Index(fields=["next_try_at"], condition=models.Q(state="QUEUED"), name="gateway_outbox_due"),
            # The first that has not arrived decides for its lane.
            models.Index(
                fields=["partner", "lane", "id"],
                condition=~models.Q(state="DELIVERED"),
                name="gateway_outbox_lane",
            ),
            models.Index(fields=["subject", "id"], name="gateway_outbox_subject"),
            models.Index(fields=["replay"], condition=models.Q(replay__isnull=False), name="gateway_outbox_replay"),
            # Subscribers read their events by number; the other partners' would only make it large.
            models.Index(
                fields=["partner", "id"], condition=models.Q(partner__startswith=HOOK), name="gateway_outbox_hooks"
            ),
        ]

    def is_free(self, now: datetime) -> bool:
        """Whether it may be sent now: it waits, its time has come, and no worker has it in hand."""
        is_held = self.claimed_until is not None and self.claimed_until >= now
        return self.state == OutboxState.QUEUED and self.next_try_at <= now and not is_held

    @property
    def state_label(self) -> str:
        """The state in Vietnamese."""
        return OutboxState(self.state).label


class Endpoint(models.Model):
    """Điểm nhận sự kiện: where a subscriber takes our events; messages in the outbox call it by its `partner`.

    address: '' for one that collects its events itself. secret_seed, secret_number: from which its secret of now is
    made (queries.secrets_of); the one before it signs too until overlap_until. is_open: it agreed to be called, and
    nobody has stopped it since.
    """

    name = models.CharField(max_length=120)
    address = models.CharField(max_length=500, blank=True)
    secret_seed = models.UUIDField(default=uuid.uuid4)
    secret_number = models.PositiveSmallIntegerField(default=1)
    overlap_until = models.DateTimeField(null=True)
    is_open = models.BooleanField(default=False)

    @property
    def partner(self) -> str:
        """hook-<id>, as the outbox and the message log name it."""
        return f"{HOOK}{self.pk}"


class InboxEvent(models.Model):
    """Tin đến: an event that a partner told us, kept once however often it comes. at: the partner's own moment."""

    partner = models.CharField(max_length=40)
    event_id = models.CharField(max_length=200)
    type = models.CharField(max_length=200)
    subject = models.CharField(max_length=80)
    at = models.DateTimeField()
    body = models.JSONField()
    arrived_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partner", "event_id"], name="gateway_inbox_taken_once")]
        indexes = [models.Index(fields=["subject", "id"], name="gateway_inbox_subject")]


class Packet(models.Model):
    """Gói tin văn bản: one edXML message that we sent or that came in, kept byte by byte as it crossed the wall.

    doc_id: the axis's number of what came in; empty for what we sent, whose number the outbox keeps. kind: edoc or
    status. sender, receiver: codes root first (H42.04); receiver of what we sent to several: the first. business: 0
    new, 1 recall, 2 update, 3 replace; empty for a status. status: 01 to 16. answers: the packet that a status of ours
    is about. oddities: what the reader forgave. problem: why it was not taken, for its sender. acked_at: when the axis
    was told that we have it, or that we cannot take it. subject: what it is about in the house (document:12); empty for
    what came in until a room has taken it over.
    """

    doc_id = models.CharField(max_length=80, null=True, unique=True)
    kind = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=PacketState.choices())
    sender = models.CharField(max_length=40)
    receiver = models.CharField(max_length=40)
    document_id = models.CharField(max_length=200, blank=True)
    code = models.CharField(max_length=120, blank=True)
    promulgation_date = models.DateField(null=True)
    title = models.CharField(max_length=1000, blank=True)
    business = models.PositiveSmallIntegerField(null=True)
    status = models.CharField(max_length=2, blank=True)
    subject = models.CharField(max_length=80, blank=True)
    answers = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    sha256 = models.CharField(max_length=64)
    oddities = ArrayField(models.CharField(max_length=60), default=list)
    problem = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    acked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # The same bytes for the same agency are the same message, whatever number the axis gave it.
            models.UniqueConstraint(
                fields=["sha256", "receiver"], condition=models.Q(state="TAKEN"), name="gateway_packet_taken_once"
            ),
            models.CheckConstraint(
                condition=models.Q(file__isnull=False) | models.Q(state="UNREADABLE"),
                name="gateway_packet_has_its_file",
            ),
        ]
        indexes = [
            models.Index(fields=["document_id", "id"], name="gateway_packet_document"),
            models.Index(fields=["at", "id"], name="gateway_packet_at"),
            models.Index(fields=["subject", "id"], condition=~models.Q(subject=""), name="gateway_packet_subject"),
            models.Index(fields=["id"], condition=models.Q(state="TAKEN", subject=""), name="gateway_packet_inbox"),
        ]

    @property
    def state_label(self) -> str:
        """The state in Vietnamese."""
        return PacketState(self.state).label

    @property
    def says(self) -> str:
        """What it does, in Vietnamese: a new document, a recall …, or the state that it tells."""
        return Status(self.status).label if self.status else BUSINESS_WORDS.get(self.business or 0, "")
