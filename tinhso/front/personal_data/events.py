"""What happens to requests about personal data, as the journal keeps it: references and codes, no personal values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

ABOUT = "data_request:{request_id}"


@dataclass(frozen=True)
class DataAsked:
    """A citizen asked something about his own data (yêu cầu của chủ thể dữ liệu)."""

    kind: ClassVar = "personal_data.asked"
    about: ClassVar = ABOUT
    request_id: int
    code: str
    right: str
    answer_due_at: str
    due_at: str


@dataclass(frozen=True)
class DataAnswered:
    """A request was accepted, accepted in part, or refused with its reason."""

    kind: ClassVar = "personal_data.answered"
    about: ClassVar = ABOUT
    request_id: int
    decision: str
    involves_others: bool


@dataclass(frozen=True)
class DataExtended:
    """The one extension of a request, with its reason."""

    kind: ClassVar = "personal_data.extended"
    about: ClassVar = ABOUT
    request_id: int
    due_at: str
    reason: str


@dataclass(frozen=True)
class DataDone:
    """A request was carried out: how many rows of which kinds went; nothing of what they said."""

    kind: ClassVar = "personal_data.done"
    about: ClassVar = ABOUT
    request_id: int
    erased: dict[str, int]


@dataclass(frozen=True)
class DataRequestWithdrawn:
    """The citizen took his request back."""

    kind: ClassVar = "personal_data.withdrawn"
    about: ClassVar = ABOUT
    request_id: int


@dataclass(frozen=True)
class ConsentWithdrawn:
    """A consent was withdrawn (rút lại sự đồng ý) and ended at once."""

    kind: ClassVar = "personal_data.consent_withdrawn"
    about: ClassVar = ABOUT
    request_id: int
    consent: str


@dataclass(frozen=True)
class CopyMade:
    """The copy of a person's data was packed: hash and size of the file."""

    kind: ClassVar = "personal_data.copy_made"
    about: ClassVar = ABOUT
    request_id: int
    sha256: str
    size_bytes: int


@dataclass(frozen=True)
class CopyTaken:
    """The subject himself fetched the copy of his data."""

    kind: ClassVar = "personal_data.copy_taken"
    about: ClassVar = ABOUT
    request_id: int


@dataclass(frozen=True)
class Swept:
    """What was past its term was deleted by the nightly job: how many of each kind (xoá khi hết thời hạn lưu giữ)."""

    kind: ClassVar = "personal_data.swept"
    about: ClassVar = "platform:personal_data"
    gone: dict[str, int]


@dataclass(frozen=True)
class BreachEntered:
    """A breach of personal data was entered; the notice is due 72 hours after it was found."""

    kind: ClassVar = "personal_data.breach_entered"
    about: ClassVar = "breach:{breach_id}"
    breach_id: int
    code: str
    notice_due_at: str


@dataclass(frozen=True)
class BreachMoved:
    """The authority was told of a breach, or it was closed."""

    kind: ClassVar = "personal_data.breach_moved"
    about: ClassVar = "breach:{breach_id}"
    breach_id: int
    state: str
    number: str


# What the history of a request says of each fact.
HAPPENED = {
    DataAsked.kind: "Gửi yêu cầu",
    DataAnswered.kind: "Trả lời",
    DataExtended.kind: "Gia hạn",
    DataDone.kind: "Đã thực hiện",
    DataRequestWithdrawn.kind: "Rút yêu cầu",
    ConsentWithdrawn.kind: "Rút lại sự đồng ý",
    CopyMade.kind: "Lập bản sao",
    CopyTaken.kind: "Tải bản sao",
}
