"""Proof that the one at the keyboard is who he says: each failure is remembered, and makes the next try wait."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth import authenticate
from django.http import HttpRequest

from tinhso.ground.base.refused import Refused
from tinhso.ground.people import actions, locks
from tinhso.ground.people.devices import device_of, network_of
from tinhso.ground.people.models import Account, SignInStep

WRONG = "Mã chưa đúng hoặc đã dùng. Hãy nhập mã mới đang hiện trên ứng dụng."
WRONG_PASSWORD = "Tên đăng nhập hoặc mật khẩu chưa đúng."  # noqa: S105 - a sentence


class TooSoon(Refused):
    """Not even with the right answer: there were too many wrong ones before."""

    def __init__(self, sentence: str) -> None:
        super().__init__("too-soon", sentence, field="code")


def prove_password(request: HttpRequest, username: str, password: str) -> Account:
    """The official's account behind name and password. Refused wrong-password, too-soon; the same for unknown names."""
    with _counted(request, username, SignInStep.PASSWORD):
        found: Any = authenticate(request, username=username, password=password)
        if found is None:
            raise Refused("wrong-password", WRONG_PASSWORD)
        account: Account = found
    return account


def prove_current(request: HttpRequest, account: Account, code: str) -> None:
    """Spend a code of the account's app or a recovery code. Refused `wrong-code`, too-soon.

    A stolen session alone must not be able to change the second factor; failures count towards the wait.
    """
    with _counted(request, account.username, SignInStep.SECOND):
        if not authenticate(request, username=account.username, account=account, code=code):
            raise Refused("wrong-code", WRONG, field="code")


@contextmanager
def counted_second_step(request: HttpRequest, account: Account) -> Iterator[None]:
    """Around any other proof of the second step, such as a passkey: what it refuses counts like a wrong code."""
    with _counted(request, account.username, SignInStep.SECOND):
        yield


@contextmanager
def _counted(request: HttpRequest, name: str, step: SignInStep) -> Iterator[None]:
    now = request.now  # type: ignore[attr-defined]
    attempt = locks.Attempt(name, step, network_of(request), device_of(request), now)
    if until := locks.opens_at(attempt):
        raise TooSoon(locks.sentence(until, now=now))
    try:
        yield
    except Refused as refused:
        actions.note_failed_sign_in(attempt)
        if until := locks.opens_at(attempt):
            raise TooSoon(locks.sentence(until, now=now)) from refused
        raise
    actions.forgive_failed_sign_ins(attempt)
