"""A new password judged: named in AUTH_PASSWORD_VALIDATORS, so pages and the operator's command ask the same."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from tinhso.ground.people import staff
from tinhso.ground.people.models import Account
from tinhso.ground.staff_accounts import rules


class LongEnough:
    """At least LEAST signs, at most MOST."""

    def validate(self, password: str, user: Any = None) -> None:
        """ValidationError too-short, too-long."""
        if len(password) < rules.LEAST:
            raise ValidationError(_("Mật khẩu phải có ít nhất %(n)d ký tự.") % {"n": rules.LEAST}, code="too-short")
        if len(password) > rules.MOST:
            raise ValidationError(_("Mật khẩu dài nhất %(n)d ký tự.") % {"n": rules.MOST}, code="too-long")

    def get_help_text(self) -> str:
        """What Django's command prints."""
        return _("Mật khẩu phải có ít nhất %(n)d ký tự.") % {"n": rules.LEAST}


class NotCommon:
    """Not among the 20,000 that Django ships, nor one of them with figures hung on; no walk over the keyboard."""

    def validate(self, password: str, user: Any = None) -> None:
        """ValidationError common."""
        if rules.is_monotonous(password) or rules.is_common(password, _common()):
            raise ValidationError(_("Mật khẩu này quá phổ biến, dễ bị đoán. Hãy chọn mật khẩu khác."), code="common")

    def get_help_text(self) -> str:
        """What Django's command prints."""
        return _("Mật khẩu không được là mật khẩu phổ biến.")


class NotOurWords:
    """Not made of names: the official's own, the agencies', the house's."""

    def validate(self, password: str, user: Any = None) -> None:
        """ValidationError our-words."""
        names = staff.words_about(user, on=timezone.localdate()) if _is_staff(user) else []
        if len(rules.of_its_own(password, rules.guessable(names))) < rules.LEAST_OF_ITS_OWN:
            sentence = _("Mật khẩu chủ yếu gồm tên người, tên cơ quan hoặc tên tỉnh. Hãy thêm những từ khác.")
            raise ValidationError(sentence, code="our-words")

    def get_help_text(self) -> str:
        """What Django's command prints."""
        return _("Mật khẩu không được gồm tên người, tên cơ quan, tên tỉnh.")


class NotBreached:
    """Not in the file of breached passwords, where the province keeps one (settings.BREACHED_PASSWORDS)."""

    def validate(self, password: str, user: Any = None) -> None:
        """ValidationError breached. OSError when the file is named and not there: a silent gap would be worse."""
        if settings.BREACHED_PASSWORDS and is_in(Path(settings.BREACHED_PASSWORDS), password):
            sentence = _("Mật khẩu này đã bị lộ trong một vụ rò rỉ dữ liệu. Hãy chọn mật khẩu khác.")
            raise ValidationError(sentence, code="breached")

    def get_help_text(self) -> str:
        """What Django's command prints."""
        return _("Mật khẩu không được nằm trong danh sách đã bị lộ.")


def is_in(listed: Path, password: str) -> bool:
    """Whether a password is in a file of Have I Been Pwned: lines SHA-1:COUNT sorted by hash, searched by halves."""
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with listed.open("rb") as lines:
        low, high = 0, os.fstat(lines.fileno()).st_size
        while low < high:  # `wanted` begins no line before low and none from high on
            middle = (low + high) // 2
            lines.seek(max(middle - 1, 0))
            if middle:
                lines.readline()  # to the beginning of the first line from the middle on
            begins = lines.tell()
            line = lines.readline()
            if begins >= high or not line:
                high = middle
            elif (found := line[:40].upper()) == wanted:
                return True
            elif found < wanted:
                low = lines.tell()
            else:
                high = middle
        return False


@cache
def _common() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords)


def _is_staff(user: Any) -> bool:
    return isinstance(user, Account) and user.official_id is not None
