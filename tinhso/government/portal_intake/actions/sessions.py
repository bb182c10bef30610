"""The portal signs in with us as we do there: name and password, then a session for some time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare

from tinhso.ground.gateway.errors import BadEvent

SALT = "portal_intake.session"
LASTS = timedelta(minutes=30)


class SessionOver(BadEvent):
    """The session is not ours or has run out: the portal signs in anew."""


def open_session(username: str, password: str, *, now: datetime) -> str:
    """A session for the portal; signed, not kept, so that every process of ours believes it. BadEvent bad-password."""
    right = settings.PORTAL["their_username"], settings.PORTAL["their_password"]
    is_named, is_right = constant_time_compare(username, right[0]), constant_time_compare(password, right[1])
    if not (is_named and is_right):
        raise BadEvent("bad-password", "Sai tên đăng nhập hoặc mật khẩu")
    return signing.dumps(now.timestamp(), salt=SALT)


def check_session(session: str, *, now: datetime) -> None:
    """SessionOver unless we gave this session out within the last half hour."""
    try:
        given = signing.loads(session, salt=SALT)
    except signing.BadSignature as bad:
        raise SessionOver("bad-session", "Phiên làm việc không đúng") from bad
    if not 0 <= now.timestamp() - float(given) <= LASTS.total_seconds():
        raise SessionOver("session-over", "Phiên làm việc đã hết hạn")
