"""What can happen to a dossier, as the journal keeps it; together these are its timeline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

ABOUT = "dossier:{dossier_id}"


@dataclass(frozen=True)
class DossierFiled:
    """A dossier was filed and waits for reception (nộp hồ sơ)."""

    kind: ClassVar[str] = "dossiers.filed"
    about: ClassVar[str] = ABOUT
    dossier_id: int
    code: str
    channel: str
    due_at: datetime


@dataclass(frozen=True)
class DossierReceived:
    """The one-stop took the dossier in and promised a day (tiếp nhận, hẹn trả kết quả)."""

    kind: ClassVar[str] = "dossiers.received"
    about: ClassVar[str] = ABOUT
    dossier_id: int
    due_at: datetime
    sentence: str


@dataclass(frozen=True)
class SupplementRequested:
    """The applicant was asked to complete the dossier (yêu cầu bổ sung, hoàn thiện)."""

    kind: ClassVar[str] = "dossiers.supplement_requested"
    about: ClassVar[str] = ABOUT
    dossier_id: int
    phase: str
    reason: str
    due_at: datetime


@dataclass(frozen=True)
class SupplementAnswered:
    """The applicant completed the dossier (nộp bổ sung)."""

    kind: ClassVar[str] = "dossiers.supplement_answered"
    about: ClassVar[str] = ABOUT
    dossier_id: int
    phase: str
    part_codes: tuple[str, ...]


@dataclass(frozen=True)
class DossierRefused:
    """The one-stop did not take the dossier in (từ chối tiếp nhận)."""

    kind: ClassVar[str] = "dossiers.refused"
    about: ClassVar[str] = ABOUT
    dossier_id: int
    reason: str
    legal_basis: str


@dataclass(frozen=True)
class DossierMoved:
    """A step that needs no fact of its own but the verb and the state it led to."""

    kind: ClassVar[str] = "dossiers.moved"
    about: ClassVar[str] = ABOUT
    dossier_id: int
    verb: str
    state: str
    reason: str = ""


@dataclass(frozen=True)
class DossierAssigned:
    """An official was given the dossier (phân công thụ lý)."""

    kind: ClassVar[str] = "dossiers.assigned"
    about: ClassVar[str] = ABOUT
    dossier_id: int
    official_id: int
    official_name: str
    note: str


@dataclass(frozen=True)
class DossierVerified:
    """A verification was carried out and written down (thẩm tra, xác minh)."""

    kind: ClassVar[str] = "dossiers.verified"
    about: ClassVar[str] = ABOUT
    dossier_id: int
    place: str
    participants: str
    minutes: str
    verified_at: datetime


@dataclass(frozen=True)
class ConsultationAsked:
    """Another agency was asked for its opinion (lấy ý kiến)."""

    kind: ClassVar[str] = "dossiers.consultation_asked"
    about: ClassVar[str] = ABOUT
    dossier_id: int
    agency_id: int
    agency_name: str
    question: str
    due_at: datetime


@dataclass(frozen=True)
class ConsultationAnswered:
    """An agency gave its opinion (trả lời ý kiến)."""

    kind: ClassVar[str] = "dossiers.consultation_answered"
    about: ClassVar[str] = ABOUT
    dossier_id: int
    agency_name: str
    opinion: str


@dataclass(frozen=True)
class IssuedPaperSigned:
    """One of forms 01–05 was signed, and sealed where it is a letter of the agency (đã ký số giấy tờ một cửa)."""

    kind: ClassVar[str] = "dossiers.paper_signed"
    about: ClassVar[str] = ABOUT
    dossier_id: int
    form: str
    title: str
    number: str
    signer_name: str
    paper_code: str


@dataclass(frozen=True)
class IssuedPaperHeldUp:
    """One of forms 01–05 could not be signed, and why; it is tried again (chưa ký được)."""

    kind: ClassVar[str] = "dossiers.paper_held_up"
    about: ClassVar[str] = ABOUT
    dossier_id: int
    form: str
    title: str
    problem: str


@dataclass(frozen=True)
class ResultProposed:
    """A draft result went up for signature (trình ký)."""

    kind: ClassVar[str] = "dossiers.result_proposed"
    about: ClassVar[str] = ABOUT
    dossier_id: int
    outcome: str


@dataclass(frozen=True)
class ResultSigned:
    """The leader signed the result or the refusal (ký số)."""

    kind: ClassVar[str] = "dossiers.result_signed"
    about: ClassVar[str] = ABOUT
    dossier_id: int
    outcome: str
    paper_code: str


@dataclass(frozen=True)
class ResultIssued:
    """The clerk sealed and issued the result; the clock stopped (đóng dấu, phát hành)."""

    kind: ClassVar[str] = "dossiers.result_issued"
    about: ClassVar[str] = ABOUT
    dossier_id: int
    number: str
    paper_code: str


@dataclass(frozen=True)
class ResultReturned:
    """The result reached the applicant (trả kết quả)."""

    kind: ClassVar[str] = "dossiers.returned"
    about: ClassVar[str] = ABOUT
    dossier_id: int
    delivery: str
    receiver: str


@dataclass(frozen=True)
class FeeRecounted:
    """Pages or copies were counted anew, and the fee followed; both sentences stay readable (kiểm đếm lại).

    owed_vnd: what was charged for it; back_vnd: what was asked to go back. In đồng.
    """

    kind: ClassVar[str] = "dossiers.fee_recounted"
    about: ClassVar[str] = ABOUT
    dossier_id: int
    reason: str
    how_before: str
    how: str
    old_vnd: int
    new_vnd: int
    owed_vnd: int
    back_vnd: int


@dataclass(frozen=True)
class ApologySent:
    """The agency apologised before the limit passed and promised a new day (xin lỗi và hẹn lại)."""

    kind: ClassVar[str] = "dossiers.apology_sent"
    about: ClassVar[str] = ABOUT
    dossier_id: int
    old_due_at: datetime
    new_due_at: datetime
    reason: str


@dataclass(frozen=True)
class AgencySucceeded:
    """An agency ended and another took over its work (chuyển giao do sắp xếp): the names of then and of now."""

    kind: ClassVar[str] = "dossiers.agency_succeeded"
    about: ClassVar[str] = ABOUT
    dossier_id: int
    old_name: str
    new_name: str
    instrument: str


@dataclass(frozen=True)
class DueDateMoved:
    """A late calendar decision moved the promised day (đổi ngày hẹn trả)."""

    kind: ClassVar[str] = "dossiers.due_date_moved"
    about: ClassVar[str] = ABOUT
    dossier_id: int
    old_due_at: datetime
    new_due_at: datetime
    reason: str


@dataclass(frozen=True)
class DataRetrieved:
    """A database was asked about the applicant, and what came of it (khai thác dữ liệu); never what it said."""

    kind: ClassVar[str] = "dossiers.data_retrieved"
    about: ClassVar[str] = ABOUT
    dossier_id: int
    database: str
    outcome: str
    agency_name: str


@dataclass(frozen=True)
class PartStored:
    """A sheet of the dossier was digitised into the store, or replaced from there or by data (số hoá, dùng lại).

    how: SUBMITTED when it was digitised, REUSED when it was there already, FROM_DATA when a database
    made it needless, GIVEN_BACK when the scan was a mistake. paper: its title and number, or the database.
    """

    kind: ClassVar[str] = "dossiers.part_stored"
    about: ClassVar[str] = ABOUT
    dossier_id: int
    part_code: str
    name: str
    how: str
    paper: str


@dataclass(frozen=True)
class DossierRated:
    """The applicant rated how it was handled (đánh giá): that he did, not what he said, for officials read this."""

    kind: ClassVar[str] = "dossiers.rated"
    about: ClassVar[str] = ABOUT
    dossier_id: int


@dataclass(frozen=True)
class DossierFoundSilent:
    """The watchdog found a dossier without owner or movement (hồ sơ bị bỏ quên)."""

    kind: ClassVar[str] = "dossiers.found_silent"
    about: ClassVar[str] = ABOUT
    dossier_id: int
    why: str
    since: datetime


@dataclass(frozen=True)
class RegisterTaken:
    """Someone downloaded the register of dossiers, which holds names (sổ theo dõi hồ sơ)."""

    kind: ClassVar[str] = "dossiers.register_taken"
    about: ClassVar[str] = "agency:{agency_id}"
    agency_id: int
    first_day: date
    last_day: date
    rows: int


@dataclass(frozen=True)
class CounterEntryChanged:
    """An officer began, went on with or gave up entering a dossier at the counter (nhập hồ sơ tại quầy)."""

    kind: ClassVar[str] = "dossiers.counter_entry_changed"
    about: ClassVar[str] = "official:{official_id}"
    official_id: int
    entry_id: int
    what: str


# Families of facts: who hears a family names it once in config/reactions.py.
# Steps of a received or refused dossier: a linked case goes on, waits or ends with them.
STEPS = (
    DossierReceived,
    DossierMoved,
    DossierRefused,
    SupplementRequested,
    SupplementAnswered,
    ResultIssued,
    ResultReturned,
)
# Whatever changes where a dossier stands, who has it, its papers, fee or promise: other systems are told.
STANDING = (
    DossierFiled,
    *STEPS,
    DossierAssigned,
    DossierVerified,
    ConsultationAsked,
    ConsultationAnswered,
    ResultProposed,
    ResultSigned,
    FeeRecounted,
    PartStored,
    ApologySent,
    DueDateMoved,
    AgencySucceeded,
)
