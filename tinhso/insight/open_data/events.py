"""What happens to open data, as the journal keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

ABOUT = "dataset_request:{request_id}"


@dataclass(frozen=True)
class DatasetPublished:
    """A new version of a dataset came out (phát hành bộ dữ liệu)."""

    kind: ClassVar[str] = "open_data.published"
    about: ClassVar[str] = "dataset:{dataset_id}"
    dataset_id: int
    code: str
    number: int
    rows: int
    sha256: str


@dataclass(frozen=True)
class DatasetCopied:
    """A portal of data took a version of a dataset, or refused it (đưa lên cổng dữ liệu quốc gia)."""

    kind: ClassVar[str] = "open_data.copied"
    about: ClassVar[str] = "dataset:{dataset_id}"
    dataset_id: int
    code: str
    number: int
    state: str
    said: str


@dataclass(frozen=True)
class DatasetAsked:
    """Somebody asked for data (yêu cầu cung cấp dữ liệu); who it was is not kept."""

    kind: ClassVar[str] = "open_data.asked"
    about: ClassVar[str] = ABOUT
    request_id: int
    code: str
    agency_id: int
    due_at: str


@dataclass(frozen=True)
class DatasetRequestMoved:
    """A request was answered, or went to another agency."""

    kind: ClassVar[str] = "open_data.request_moved"
    about: ClassVar[str] = ABOUT
    request_id: int
    verb: str
    state: str
    agency_id: int
