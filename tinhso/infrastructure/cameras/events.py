"""What happens with cameras, as the journal keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True)
class CameraMoved:
    """A camera was entered, changed, approved or retired."""

    kind: ClassVar = "cameras.moved"
    about: ClassVar = "camera:{camera_id}"
    camera_id: int
    code: str
    verb: str
    words: str


@dataclass(frozen=True)
class CameraHeard:
    """What is heard of a camera is another than before: up, down, silent."""

    kind: ClassVar = "cameras.heard"
    about: ClassVar = "camera:{camera_id}"
    camera_id: int
    health: str


@dataclass(frozen=True)
class CameraOpened:
    """Somebody opened the address of a camera: for what (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15)."""

    kind: ClassVar = "cameras.opened"
    about: ClassVar = "camera:{camera_id}"
    camera_id: int
    reason: str


@dataclass(frozen=True)
class RightMoved:
    """An official was given, or lost, the right to open cameras of an agency."""

    kind: ClassVar = "cameras.right_moved"
    about: ClassVar = "camera_right:{right_id}"
    right_id: int
    official: str
    owner: int
    verb: str
    valid_to: date
