"""How an account proves itself: Django calls these through `authenticate`, so that django-axes counts failures."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend, ModelBackend
from django.http import HttpRequest

from tinhso.ground.people import actions, queries
from tinhso.ground.people.models import Account

# Failures of the second step are counted under this name: only someone who has the password can make any,
# so the lock may hold for the account from everywhere without letting strangers lock officials out.
SECOND_STEP = "2fa:"


class PasswordBackend(ModelBackend):
    """Officials: name and password (argon2); as slow for a name that does not exist."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Only officials have passwords; a citizen comes through VNeID."""
        return bool(user.is_active and user.official_id)

    def get_user(self, user_id: Any) -> Account | None:
        """The account of a session with its citizen or official, in one query."""
        return queries.account_of(int(user_id))


class SecondFactorBackend(BaseBackend):
    """The second step: a code from an app, or a recovery code."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str = "",
        account: Account | None = None,
        code: str = "",
        **others: Any,
    ) -> Account | None:
        """The account when the code is right and unspent; the code is spent by this call."""
        if request is None or account is None:
            return None
        now = request.now  # type: ignore[attr-defined]
        return account if actions.spend_code(account, code=code, now=now) else None


def lock_by(request: Any, credentials: dict[str, Any] | None = None) -> list[Any]:
    """What a lock holds: the second step by account, the first by account and network address together."""
    name = (credentials or {}).get("username") or getattr(request, "username", "") or ""
    return ["username"] if name.startswith(SECOND_STEP) else [["username", "ip_address"]]
