"""What happens to the rights of members, as the journal keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class ServiceGranted:
    """A member may call a service in the name of a program (cấp quyền gọi dịch vụ)."""

    kind: ClassVar[str] = "xroad.granted"
    about: ClassVar[str] = "grant:{grant_id}"
    grant_id: int
    client_id: int
    member: str
    service: str


@dataclass(frozen=True)
class ServiceGrantEnded:
    """A member may no longer call it, and why (thu hồi quyền gọi dịch vụ)."""

    kind: ClassVar[str] = "xroad.grant_ended"
    about: ClassVar[str] = "grant:{grant_id}"
    grant_id: int
    member: str
    service: str
    reason: str
