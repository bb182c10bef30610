"""Links by which officials set a password."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from tinhso.ground.base.states import Labelled
from tinhso.ground.people.models import Account


class Reason(Labelled):
    """Why somebody is to set a password."""

    FIRST = "FIRST", "Đặt mật khẩu lần đầu"
    FORGOTTEN = "FORGOTTEN", "Đặt lại mật khẩu đã quên"


class Invitation(models.Model):
    """Thư mời đặt mật khẩu: a link that opens one page once, made by an administrator and handed over by him.

    token_sha256: the token is 256 random bits, so one plain hash protects it. closed_at: used, or replaced by another.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="invitations")
    reason = models.CharField(max_length=9, choices=Reason.choices())
    token_sha256 = models.BinaryField(max_length=32, unique=True)
    made_by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    valid_to = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=models.Q(closed_at__isnull=True), name="staff_accounts_one_open"
            )
        ]

    def opens_at(self, moment: datetime) -> bool:
        """True while the link opens its page."""
        return self.closed_at is None and moment < self.valid_to
