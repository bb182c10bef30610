"""How an account proves itself: Django calls these through `authenticate`; proofs.py counts what fails."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend, ModelBackend
from django.http import HttpRequest

from tinhso.ground.people import actions, queries
from tinhso.ground.people.models import Account


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
