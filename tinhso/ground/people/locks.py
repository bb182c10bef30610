"""Lock-outs as django-axes keeps them, said in one sentence."""

from __future__ import annotations

import math

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest

from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.people.backends import lock_by
from tinhso.ground.people.devices import address_of


def sentence(request: HttpRequest, username: str) -> str:
    """How long to wait, for a name that is locked from here; '' while more attempts are allowed.

    The same for names that exist and names that do not.
    """
    credentials = {"username": username}
    if AxesProxyHandler.is_allowed(request, credentials):
        return ""
    tried = AccessAttempt.objects.filter(username=username)
    if lock_by(request, credentials) != ["username"]:
        tried = tried.filter(ip_address=address_of(request))
    last = tried.order_by("-attempt_time").first()
    now = request.now  # type: ignore[attr-defined]
    opens_at = (last.attempt_time if last else now) + settings.AXES_COOLOFF_TIME
    minutes = max(1, math.ceil((opens_at - now).total_seconds() / 60))
    return (
        f"Đã nhập sai {settings.AXES_FAILURE_LIMIT} lần liên tiếp. Vì an toàn, hãy thử lại sau {minutes} phút"
        f" (lúc {opens_at.astimezone(VIETNAM):%H:%M})."
    )


def lift(username: str) -> None:
    """Forget failures under a name, after a success that axes does not see under that name."""
    AccessAttempt.objects.filter(username=username).delete()
