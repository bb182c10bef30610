"""Subscribers of our events: CloudEvents 1.0 in structured JSON, as web hooks.

CloudEvents "HTTP 1.1 Web Hooks for Event Delivery": nobody is called who did not agree (WebHook-Request-Origin);
any 2xx is taken, 410 means that the address is gone for good, redirections are not followed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from tinhso.ground.gateway.errors import Rejected
from tinhso.ground.gateway.models import Endpoint
from tinhso.ground.gateway.partners.wire import call
from tinhso.ground.gateway.rules import SIGNATURE, sign

CONTENT_TYPE = "application/cloudevents+json; charset=utf-8"
# What an answer says is of no interest, and not ours to hold in memory.
MOST_BYTES = 64 * 1024


def send(endpoint: Endpoint, event: Mapping[str, Any], *, secrets: tuple[str, str], now: datetime) -> dict[str, Any]:
    """Post one event, signed by one secret or by two; {} when it was taken. Unavailable, Rejected."""
    body = json.dumps(event, ensure_ascii=False).encode()
    secret, older = secrets
    headers = {"Content-Type": CONTENT_TYPE, SIGNATURE: sign(secret, body, at=now, older=older)}
    _call(endpoint, "POST", content=body, headers=headers)
    return {}


def ask_leave(endpoint: Endpoint, *, origin: str) -> None:
    """The handshake: may our host `origin` send events there? Rejected when it does not say so. Unavailable."""
    allowed = _call(endpoint, "OPTIONS", headers={"WebHook-Request-Origin": origin}).get("WebHook-Allowed-Origin", "")
    if allowed.strip().lower() not in {"*", origin.lower()}:
        raise Rejected(endpoint.partner, "không cho phép gửi tin")


def _call(endpoint: Endpoint, method: str, **request: Any) -> Mapping[str, str]:
    """The headers of the answer."""
    parts = urlsplit(endpoint.address)
    path = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
    base = f"{parts.scheme}://{parts.netloc}"
    return call(endpoint.partner, base, method, path, most_bytes=MOST_BYTES, **request).headers
