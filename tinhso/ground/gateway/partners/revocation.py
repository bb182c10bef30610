"""A certification authority's list of revoked certificates (RFC 5280, 4.2.1.13): the address stands in certificates."""

from __future__ import annotations

from urllib.parse import urlsplit

from tinhso.ground.gateway.errors import Rejected
from tinhso.ground.gateway.partners.wire import call

PARTNER = "revocation"
MOST_BYTES = 20 * 1024 * 1024


def fetch(address: str) -> bytes:
    """What lies at an address of a list. Unavailable, Rejected; whether it is a list is for the caller to see."""
    where = urlsplit(address)
    if where.scheme not in {"http", "https"} or not where.netloc:
        raise Rejected(PARTNER, "địa chỉ không phải http")
    path = f"{where.path or '/'}{'?' + where.query if where.query else ''}"
    answer = call(PARTNER, f"{where.scheme}://{where.netloc}", "GET", path, most_bytes=MOST_BYTES)
    return answer.content
