"""Facts about forms, as the journal keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class FormPublished:
    """A version of a form came into use (ban hành biểu mẫu)."""

    kind: ClassVar[str] = "eforms.published"
    about: ClassVar[str] = "form:{code}"
    code: str
    number: int
    fingerprint: str


@dataclass(frozen=True)
class FormRetired:
    """A version of a form went out of use (ngừng dùng biểu mẫu)."""

    kind: ClassVar[str] = "eforms.retired"
    about: ClassVar[str] = "form:{code}"
    code: str
    number: int


@dataclass(frozen=True)
class DraftOpened:
    """Somebody began to fill in a form (bắt đầu điền)."""

    kind: ClassVar[str] = "eforms.draft_opened"
    about: ClassVar[str] = "draft:{draft_id}"
    draft_id: int
    form: str
    number: int


@dataclass(frozen=True)
class DraftSaved:
    """A step of a draft was saved (lưu bản khai); the answers themselves stay out of the journal."""

    kind: ClassVar[str] = "eforms.draft_saved"
    about: ClassVar[str] = "draft:{draft_id}"
    draft_id: int
    step: str


@dataclass(frozen=True)
class FileAttached:
    """A file was put to a part of the dossier in preparation (đính kèm tệp)."""

    kind: ClassVar[str] = "eforms.file_attached"
    about: ClassVar[str] = "draft:{draft_id}"
    draft_id: int
    part_code: str
    file_id: int


@dataclass(frozen=True)
class FileDetached:
    """A file was taken away again (bỏ tệp đính kèm)."""

    kind: ClassVar[str] = "eforms.file_detached"
    about: ClassVar[str] = "draft:{draft_id}"
    draft_id: int
    part_code: str
    file_key: str


@dataclass(frozen=True)
class DraftDiscarded:
    """A draft was thrown away: filed, given up, or expired (xoá bản khai)."""

    kind: ClassVar[str] = "eforms.draft_discarded"
    about: ClassVar[str] = "draft:{draft_id}"
    draft_id: int
    why: str
