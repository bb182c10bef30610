"""The message log: one row for each call that crossed our wall, in either direction."""

from django.db import models

from tinhso.ground.base.states import Labelled


class Outcome(Labelled):
    """How a call ended."""

    DONE = "DONE", "Thành công"
    UNAVAILABLE = "UNAVAILABLE", "Đối tác gián đoạn"
    REJECTED = "REJECTED", "Bị từ chối"
    CRASHED = "CRASHED", "Lỗi phía ta"


class MessageLog(models.Model):
    """Nhật ký trao đổi: who was asked what, why, by which law, for how long, with what outcome.

    subject: what the call was about (dossier:12, charge:7, citizen:3). detail: codes and counts, never
    a name, a number of a person or a payload. duration_ms: whole milliseconds, time on the wire included.
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

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"], name="gateway_message_subject"),
            models.Index(fields=["partner", "at"], name="gateway_message_partner"),
        ]
