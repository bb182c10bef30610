"""Machines that speak to our API in the name of an agency."""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from tinhso.ground.people.models.agencies import Agency
from tinhso.ground.people.models.officials import Role

# A program acts for one agency; these three see every agency's rows and stay with people.
NOT_FOR_PROGRAMS = {Role.CONTROLLER, Role.AUDITOR, Role.ADMIN, Role.DATA_OFFICER}
ROLES_OF_PROGRAMS = tuple(role for role in Role if role not in NOT_FOR_PROGRAMS)


class ApiClient(models.Model):
    """Ứng dụng kết nối: a program that acts for an agency, known by a secret token.

    token_sha256: the token is 256 random bits, so one plain hash protects it and costs nothing to check.
    valid_to: the moment from which the token no longer opens anything.
    """

    name = models.CharField(max_length=120)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="api_clients")
    roles = ArrayField(models.CharField(max_length=20, choices=Role.choices()))
    token_sha256 = models.BinaryField(max_length=32, unique=True)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    def opens_at(self, moment: datetime) -> bool:
        """True while the token opens something."""
        return self.valid_from <= moment and (self.valid_to is None or moment < self.valid_to)

    @property
    def role_labels(self) -> list[str]:
        """The roles in Vietnamese."""
        return [Role(role).label for role in self.roles]
