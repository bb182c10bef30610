"""Proof that the one at the keyboard holds the second factor: asked before it may be changed."""

from __future__ import annotations

from django.contrib.auth import authenticate
from django.http import HttpRequest

from tinhso.ground.base.refused import Refused
from tinhso.ground.people import locks
from tinhso.ground.people.backends import SECOND_STEP
from tinhso.ground.people.models import Account

WRONG = "Mã chưa đúng hoặc đã dùng. Hãy nhập mã mới đang hiện trên ứng dụng."


def prove_current(request: HttpRequest, account: Account, code: str) -> None:
    """Spend a code of the account's app or a recovery code. Refused `wrong-code`, or with the time to wait.

    A stolen session alone must not be able to change the second factor; failures count towards the lock.
    """
    name = f"{SECOND_STEP}{account.username}"
    if not authenticate(request, username=name, account=account, code=code):
        raise Refused("wrong-code", locks.sentence(request, name) or WRONG, field="code")
    locks.lift(name)
