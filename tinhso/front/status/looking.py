"""One look at every service: our web over its own door, our keys, each partner by its calls of late."""

from __future__ import annotations

from datetime import datetime

import httpx
from django.conf import settings

from tinhso.engines.signing.queries import keys_out_of_reach
from tinhso.front.status import rules
from tinhso.front.status.rules import GOOD, SERVICES, Finding, Standing
from tinhso.ground.gateway.partners.wire import client_for
from tinhso.ground.gateway.queries import calls_since

LIMIT_S = 5.0
OURS = frozenset({"web", "worker", "signing"})


def findings(*, now: datetime) -> dict[str, Finding]:
    """What is known now; a partner that nobody called of late is not named, nor one of whom too little is known."""
    found = {"web": web(), "worker": GOOD, "signing": signing(now=now)}
    for count in calls_since(now - rules.LOOK_BACK):
        finding = rules.judged(count.calls, count.failed)
        if count.partner in SERVICES and count.partner not in OURS and finding is not None:
            found[count.partner] = finding
    return found


def web() -> Finding:
    """Whether our own door answers, asked as anybody would."""
    try:
        answer = client_for(settings.PROBE_ORIGIN).get("/livez", timeout=LIMIT_S)
    except httpx.HTTPError as error:
        return Finding(Standing.DOWN, type(error).__name__)
    return GOOD if answer.is_success else Finding(Standing.DISTURBED, f"HTTP {answer.status_code}")


def signing(*, now: datetime) -> Finding:
    """Whether the keys that we keep in files can be read."""
    missing = keys_out_of_reach(now=now)
    return Finding(Standing.DISTURBED, f"thiếu khoá: {len(missing)}") if missing else GOOD
