"""What an account proves besides its password, and where it is signed in now."""

from __future__ import annotations

import hashlib

from django.contrib.sessions.models import Session
from django.db import models
from django.db.models.functions import Now

from tinhso.ground.base.states import Labelled
from tinhso.ground.people.models.accounts import Account


def handle_of(session_key: str) -> str:
    """A name for a session that may be stored or shown; it opens nothing."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:20]


class FactorKind(Labelled):
    """What stands beside the password."""

    TOTP = "TOTP", "Ứng dụng tạo mã xác thực"
    PASSKEY = "PASSKEY", "Khóa truy cập (passkey)"
    RECOVERY = "RECOVERY", "Mã khôi phục"


class SecondFactor(models.Model):
    """Yếu tố xác thực thứ hai: an authenticator app, a passkey or one recovery code of an account.

    secret: TOTP = encrypted shared secret; PASSKEY = credential with its public key; RECOVERY = salt, then Argon2id.
    counter: the last time step (TOTP) or signature count (passkey) that was accepted; none may come twice.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="second_factors")
    kind = models.CharField(max_length=8, choices=FactorKind.choices())
    name = models.CharField(max_length=60, blank=True)
    secret = models.BinaryField()
    counter = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(db_default=Now())
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=models.Q(kind="TOTP"), name="people_second_factor_one_totp"
            )
        ]


class SignIn(models.Model):
    """Phiên đăng nhập: one browser in which an account is signed in; gone when its session is gone.

    seen_at is brought up to date every few minutes, never on every request.
    """

    session = models.OneToOneField(Session, models.CASCADE, primary_key=True, related_name="+")
    account = models.ForeignKey(Account, models.CASCADE, related_name="sign_ins")
    device = models.CharField(max_length=200, blank=True)
    address = models.GenericIPAddressField(null=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    @property
    def handle(self) -> str:
        """A name for the session that may stand in a page; the key itself would open it."""
        return handle_of(str(self.session_id))


class SignInStep(Labelled):
    """At which step somebody failed."""

    PASSWORD = "PASSWORD", "Sai mật khẩu"
    SECOND = "SECOND", "Sai mã hoặc khóa xác thực"


class FailedSignIn(models.Model):
    """Lần đăng nhập không thành công: who was meant, from where, when; what waits are measured by.

    name_hash: SHA-256 of step and name as typed, so that a password typed into the wrong field is not kept, and a name
    that nobody bears waits like any other. account: empty for such a name. network: an IPv4 address or an IPv6 /64.
    is_forgiven: the owner came in afterwards, so it makes him wait no longer; it is still shown to him.
    """

    name_hash = models.BinaryField(max_length=32)
    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="failed_sign_ins")
    step = models.CharField(max_length=8, choices=SignInStep.choices())
    network = models.GenericIPAddressField(null=True)
    device = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    is_forgiven = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["name_hash", "at"], name="people_failed_name"),
            models.Index(fields=["network", "at"], name="people_failed_network"),
            models.Index(fields=["at"], name="people_failed_at"),
        ]


class KnownNetwork(models.Model):
    """Nơi quen đăng nhập: a network from which an account came in lately; strangers' guesses do not make it wait."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="known_networks")
    network = models.GenericIPAddressField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "network"], name="people_known_network_once")]
