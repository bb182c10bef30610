"""What happens to people, as the journal keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Looked:
    """Someone looked at a citizen's data (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15): why, and for which thing."""

    kind: ClassVar = "people.looked"
    about: ClassVar = "citizen:{citizen_id}"
    citizen_id: int
    purpose: str
    subject: str


@dataclass(frozen=True)
class ApiClientMade:
    """A program was given a token for an agency."""

    kind: ClassVar = "people.api_client_made"
    about: ClassVar = "agency:{agency_id}"
    agency_id: int
    client_id: int
    name: str
    roles: list[str]
