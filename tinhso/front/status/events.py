"""What the status room writes to the journal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class StandingChanged:
    """A service stands otherwise than before (dịch vụ đổi trạng thái)."""

    kind: ClassVar = "status.changed"
    about: ClassVar = "service:{service}"
    service: str
    was: str
    now: str
    why: str


@dataclass(frozen=True)
class MaintenanceAnnounced:
    """Planned work was told to everybody (báo trước bảo trì); moments in ISO 8601."""

    kind: ClassVar = "status.maintenance_announced"
    about: ClassVar = "maintenance:{maintenance_id}"
    maintenance_id: int
    starts_at: str
    ends_at: str


@dataclass(frozen=True)
class MaintenanceCalledOff:
    """Planned work will not be done (huỷ bảo trì)."""

    kind: ClassVar = "status.maintenance_called_off"
    about: ClassVar = "maintenance:{maintenance_id}"
    maintenance_id: int
