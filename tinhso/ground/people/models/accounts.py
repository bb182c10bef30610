"""The account behind a session: it belongs to a citizen or to an official, never to both."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Now

from tinhso.ground.people.models.citizens import Citizen
from tinhso.ground.people.models.officials import Official


class AccountManager(BaseUserManager["Account"]):
    """Finds an account by the name under which it signs in."""


class Account(AbstractBaseUser):
    """Tài khoản: how a citizen or an official signs in."""

    username = models.CharField(max_length=80, unique=True)
    email = models.EmailField(blank=True)
    citizen = models.OneToOneField(Citizen, models.CASCADE, null=True, related_name="account")
    official = models.OneToOneField(Official, models.CASCADE, null=True, related_name="account")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(db_default=Now())
    # Read along by queries.account_of: the name, and posts, substitutions and mandates as JSON with their validity.
    full_name: str
    posts: str | None
    mandates: str | None
    substitutions: str | None

    objects: ClassVar[AccountManager] = AccountManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(citizen__isnull=True) | models.Q(official__isnull=True),
                name="people_account_one_kind",
            )
        ]
