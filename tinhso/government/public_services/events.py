"""What happened on the citizen's pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class ApplicationBegun:
    """Somebody began to fill in a procedure (bắt đầu soạn hồ sơ)."""

    kind: ClassVar[str] = "public_services.application_begun"
    about: ClassVar[str] = "citizen:{citizen_id}"
    citizen_id: int
    application_id: int
    procedure_code: str


@dataclass(frozen=True)
class StoredPaperChosen:
    """A paper of the applicant's store was chosen for a part, or taken away again (dùng lại giấy tờ trong kho)."""

    kind: ClassVar = "public_services.stored_paper_chosen"
    about: ClassVar = "citizen:{citizen_id}"
    citizen_id: int
    application_id: int
    part_code: str
    paper_id: int
    is_used: bool


@dataclass(frozen=True)
class ApplicationDiscarded:
    """Somebody gave up what he had begun (bỏ hồ sơ đang soạn)."""

    kind: ClassVar[str] = "public_services.application_discarded"
    about: ClassVar[str] = "citizen:{citizen_id}"
    citizen_id: int
    application_id: int


@dataclass(frozen=True)
class ChoicesMade:
    """Fee reductions and the way of delivery were chosen (chọn miễn giảm, cách nhận kết quả)."""

    kind: ClassVar[str] = "public_services.choices_made"
    about: ClassVar[str] = "citizen:{citizen_id}"
    citizen_id: int
    application_id: int
    delivery: str
