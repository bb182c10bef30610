"""Law and arithmetic of dossiers on plain values: codes, numbers, lateness."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import product
from typing import Any

from tinhso.ground.base.refused import Refused
from tinhso.ground.base.states import Labelled
from tinhso.ground.base.vietnamese import VIETNAM, fold, format_moment

# Online filings are answered within 8 working hours of receipt (Nghị định 118/2025, Điều 17; NĐ 297/2025 Điều 6).
RECEPTION_HOURS = 8
# A supplement that is not answered within 15 working days closes the dossier (NĐ 297/2025; NĐ 118/2025 Điều 17).
SUPPLEMENT_WORKING_DAYS = 15
# After 15:00 a dossier is transferred at the start of the next working day (NĐ 61/2018 Điều 18).
TRANSFER_CUTOFF = time(15, 0)
LAST_NUMBER_OF_A_DAY = 9999
WORKING_HOURS_A_DAY = 8


class CodeScheme(Labelled):
    """How a dossier code is written."""

    TT01_2018 = "TT01_2018", "Thông tư 01/2018/TT-VPCP"
    TT03_2025 = "TT03_2025", "Thông tư 03/2025/TT-VPCP"


# The pattern of 2025 was not found in print; observed codes look so. The old one: Thông tư 01/2018, Điều 19.
PATTERNS = {
    CodeScheme.TT01_2018: re.compile(r"^(\d{3}\.\d{2}\.\d{2}\.[HG]\d{2})-(\d{6})-(\d{4})$"),
    CodeScheme.TT03_2025: re.compile(r"^([HG]\d{2}(?:\.\d{2,3}){0,3})-(\d{6})-(\d{4,5})$"),
}
CODE_PIECE = re.compile(r"^[\d.HG]*\d-[\d-]*$")


@dataclass(frozen=True)
class DossierCode:
    """Mã số hồ sơ: the unit that received, the day, and the place in that unit's day."""

    unit: str
    day: date
    number: int
    scheme: CodeScheme

    def __str__(self) -> str:
        return f"{self.unit}-{self.day:%y%m%d}-{self.number:04d}"


def scheme_on(day: date, *, new_since: date) -> CodeScheme:
    """The scheme in which codes of a day are written; old codes stay valid for ever."""
    return CodeScheme.TT03_2025 if day >= new_since else CodeScheme.TT01_2018


def format_code(*, canonical: str, legacy: str, day: date, number: int, scheme: CodeScheme) -> str:
    """The code of the number-th dossier that a unit receives on a day.

    canonical: H42.31.28; legacy: 000.21.19.H40. Refused beyond 9999: the law gives four digits a unit and day.
    """
    if number > LAST_NUMBER_OF_A_DAY:
        raise Refused(
            "codes-exhausted",
            f"Đơn vị tiếp nhận đã cấp hết {LAST_NUMBER_OF_A_DAY:,} mã hồ sơ của ngày hôm nay. ".replace(",", ".")
            + "Bản khai của bạn vẫn được lưu; xin nộp lại vào ngày làm việc tiếp theo.",
        )
    unit = legacy if scheme is CodeScheme.TT01_2018 and legacy else canonical
    written = DossierCode(unit, day, number, scheme)
    if not unit:
        raise Refused("agency-without-code", "Đơn vị tiếp nhận chưa được cấp mã định danh nên chưa thể cấp mã hồ sơ.")
    return str(written)


def parse_code(text: str) -> DossierCode | None:
    """The parts of a dossier code in either scheme, forgiving case and spaces; None when it is no code."""
    wanted = _as_codes_are_written(text)
    for scheme, pattern in PATTERNS.items():
        if found := pattern.match(wanted):
            try:
                day = datetime.strptime(found[2], "%y%m%d").replace(tzinfo=VIETNAM).date()
            except ValueError:
                return None
            return DossierCode(found[1], day, int(found[3]), scheme)
    return None


def unfinished_code(text: str) -> str:
    """A piece of a dossier code that is long enough to hold a hyphen (28-250424-00), as codes are written; else ''."""
    wanted = _as_codes_are_written(text)
    return wanted if CODE_PIECE.match(wanted) else ""


def _as_codes_are_written(text: str) -> str:
    return re.sub(r"\s+", "", text).upper().replace("–", "-")


def duplicate_key(
    applicant_ref: str, procedure_code: str, key_answers: Mapping[str, Any], told_apart_by: Sequence[str] = ()
) -> str:
    """Equal for two filings that ask the same thing: 32 hexadecimal characters.

    key_answers: the answers that tell two requests of one applicant apart; text is folded, so accents and case do not
    matter. told_apart_by: the answers that name one birth or death; where all are there, they alone count.
    """
    matter = matter_of(told_apart_by, key_answers)
    whose, asked = ("matter", matter) if matter else (applicant_ref, key_answers)
    plain = json.dumps(asked, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(f"{whose}|{procedure_code}|{fold(plain)}".encode()).hexdigest()[:32]


def matter_of(told_apart_by: Sequence[str], answers: Mapping[str, Any]) -> dict[str, str]:
    """The answers that name one birth or death; {} where the form names none, or one of them is missing."""
    said = {name: " ".join(str(answers.get(name) or "").split()) for name in told_apart_by}
    return said if all(said.values()) else {}


class Timeliness(Labelled):
    """How a dossier stands against its promise, for display only."""

    EARLY = "EARLY", "Trước hạn"
    ON_TIME = "ON_TIME", "Đúng hạn"
    DUE_SOON = "DUE_SOON", "Sắp đến hạn"
    DUE_TODAY = "DUE_TODAY", "Đến hạn hôm nay"
    LATE = "LATE", "Quá hạn"
    IN_TIME = "IN_TIME", "Trong hạn"
    WAITING = "WAITING", "Tạm dừng tính hạn"


def timeliness(*, due_at: datetime, now: datetime, finished_at: datetime | None, paused: bool = False) -> Timeliness:
    """How the dossier stands against its promise; a day ahead of it counts as soon (local policy)."""
    due_day = due_at.astimezone(VIETNAM).date()
    if finished_at:
        if finished_at > due_at:
            return Timeliness.LATE
        return Timeliness.ON_TIME if finished_at.astimezone(VIETNAM).date() == due_day else Timeliness.EARLY
    if paused:
        return Timeliness.WAITING
    if now > due_at:
        return Timeliness.LATE
    if now.astimezone(VIETNAM).date() == due_day:
        return Timeliness.DUE_TODAY
    return Timeliness.DUE_SOON if due_at - now <= timedelta(days=1) else Timeliness.IN_TIME


def check_apology(*, due_at: datetime, new_due_at: datetime, apologised_before: bool, now: datetime) -> None:
    """Refused unless the apology comes in time, once, and promises a later day (NĐ 61/2018 Điều 19 khoản 9)."""
    if apologised_before:
        raise Refused(
            "apologised-before", "Hồ sơ này đã xin lỗi và hẹn lại một lần; pháp luật không cho hẹn lại lần hai."
        )
    if now >= due_at:
        raise Refused(
            "apology-too-late",
            f"Hạn trả kết quả ({format_moment(due_at)}) đã qua; phiếu xin lỗi phải được gửi trước khi hết hạn.",
        )
    if new_due_at <= due_at:
        raise Refused("apology-not-later", "Ngày hẹn trả mới phải sau ngày hẹn cũ.", field="new_due_at")


TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def is_personal_number(text: str) -> bool:
    """Whether a text is a personal number (12 digits) or the number of an old card (9)."""
    return re.fullmatch(r"[0-9]{9}|[0-9]{12}", text) is not None


def birth_year_in(number: str, *, on: date) -> int | None:
    """The year of birth that a personal number of 12 digits carries; None in an old number, or in the future.

    Law: Nghị định 137/2015/NĐ-CP, Điều 13: after the place, one digit for sex and century, then two of the year.
    """
    if len(number) != 12:
        return None
    year = 1900 + 100 * (int(number[3]) // 2) + int(number[4:6])
    return year if year <= on.year else None


def _as_spoken(name: str) -> list[tuple[str, tuple[str, ...]]]:
    """A name word by word: its letters, and its tones wherever they were written (Hòa, Hoà)."""
    words = unicodedata.normalize("NFD", name.casefold()).split()
    return [("".join(c for c in word if c not in TONES), tuple(c for c in word if c in TONES)) for word in words]


def is_same_name(one: str, other: str) -> bool:
    """Whether two spellings are one name: case, spaces and the place of a tone do not matter, the tone does."""
    return _as_spoken(one) == _as_spoken(other)


def differences(given: Mapping[str, str], found: Mapping[str, str]) -> dict[str, str]:
    """What the dossier says where a database says otherwise, by fact; what either does not say is no difference.

    Both: full_name, born (yyyy-mm-dd, or yyyy when no more is known), sex, commune.
    """

    def agree(fact: str) -> bool:
        one, other = given[fact], found[fact]
        if fact == "full_name":
            return is_same_name(one, other)
        return one.startswith(other) or other.startswith(one) if fact == "born" else one == other

    return {fact: said for fact, said in given.items() if said and found.get(fact) and not agree(fact)}


def reason_given(reason: str) -> str:
    """The reason without edges. Refused when it is empty: nothing goes back without a reason."""
    text = reason.strip()
    if len(text) < 5:
        raise Refused("reason-missing", "Hãy ghi rõ lý do, ít nhất vài chữ.", field="reason")
    return text


def search_words(text: str) -> list[str]:
    """The folded words and numbers of a text: as they are stored, and as they are looked for."""
    return "".join(sign if sign.isalnum() else " " for sign in fold(text)).split()


class Reason(Labelled):
    """What a rating is about: the contents of evaluation of Nghị định 61/2018 Điều 29–31."""

    TIME = "TIME", "Thời gian giải quyết"
    CONTACTS = "CONTACTS", "Số lần phải liên hệ, đi lại"
    INFORMATION = "INFORMATION", "Thông tin công khai đúng, đủ"
    ATTITUDE = "ATTITUDE", "Thái độ phục vụ"
    EXTRA_COST = "EXTRA_COST", "Chi phí ngoài quy định"
    FEEDBACK = "FEEDBACK", "Tiếp thu phản ánh, kiến nghị"
    ONLINE = "ONLINE", "Chất lượng dịch vụ trực tuyến"


SCORES = {5: "Rất hài lòng", 4: "Hài lòng", 3: "Bình thường", 2: "Không hài lòng", 1: "Rất không hài lòng"}
# With fewer votes than this a figure could point at one person, and officers must not learn what one voter said.
FEWEST_VOTES_SHOWN = 5


@dataclass(frozen=True)
class VoteCount:
    """What was said of one procedure at one agency in a period: of `ended` dossiers that might vote, `votes` did.

    by_score: votes for 5, 4, 3, 2, 1, in this order.
    """

    agency_id: int
    agency: str
    procedure: str
    name: str
    ended: int
    by_score: tuple[int, int, int, int, int]

    @property
    def votes(self) -> int:
        """How many voted."""
        return sum(self.by_score)

    @property
    def is_shown(self) -> bool:
        """True when there are enough votes to say what they say without pointing at anyone."""
        return self.votes >= FEWEST_VOTES_SHOWN

    @property
    def share_voted(self) -> Decimal:
        """Votes in a hundred dossiers that might vote, one decimal."""
        return _percent(self.votes, self.ended)

    @property
    def share_content(self) -> Decimal:
        """Scores of 4 and 5 in a hundred votes, one decimal."""
        return _percent(self.by_score[0] + self.by_score[1], self.votes)

    @property
    def share_discontent(self) -> Decimal:
        """Scores of 1 and 2 in a hundred votes, one decimal."""
        return _percent(self.by_score[3] + self.by_score[4], self.votes)


def _percent(part: int, whole: int) -> Decimal:
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1")) if whole else Decimal(0)


def next_signing(tries: int, *, now: datetime) -> datetime:
    """When a paper that could not be signed is tried again: after 1, 4, 16 minutes, then every hour."""
    return now + timedelta(minutes=min(4 ** (tries - 1), 60) if tries < 5 else 60)


OFFICE = re.compile(
    r"(?P<deputy>Phó )?(?P<office>Chủ tịch|Giám đốc|Chánh Văn phòng|Trưởng phòng|Trưởng ban|Cục trưởng)"
)


def signing_lines(title: str) -> tuple[str, ...]:
    """What stands above a leader's signature: a deputy signs for the head (Nghị định 30/2020, Phụ lục I: KT.).

    title: his post in words, such as "Phó Chủ tịch Ủy ban nhân dân phường"; the body is named at the head of the page.
    """
    found = OFFICE.match(title)
    if found is None:
        return (title,)
    office = found["office"]
    return (f"KT. {office}", f"Phó {office}") if found["deputy"] else (office,)


def ended(sentence: str) -> str:
    """The sentence with a full stop, so that another may follow."""
    text = sentence.strip()
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


@dataclass(frozen=True)
class Heir:
    """A line of succession: open dossiers of `old` that fit every word given go to `new`; '' fits all.

    commune: code of the administrative unit; sector: slug of the procedure's field; level: PROVINCE, COMMUNE, BOTH.
    """

    old: int
    new: int
    commune: str = ""
    sector: str = ""
    level: str = ""


@dataclass(frozen=True)
class Succession:
    """Whose work goes to whom. names: id -> full name, of old and new ones.

    successors: ending body -> who follows it in everything that is no open dossier (posts, programs, registers…).
    split: ending bodies whose open dossiers go by `heirs` alone; those of all others go where the body goes.
    instruments: ending body -> the instrument that moves it, where it is another than `instrument`.
    staff: (ending body, official) -> where he goes, if elsewhere than the body.
    """

    successors: Mapping[int, int]
    names: Mapping[int, str]
    instrument: str
    split: frozenset[int] = frozenset()
    heirs: tuple[Heir, ...] = ()
    instruments: Mapping[int, str] = field(default_factory=dict)
    staff: Mapping[tuple[int, int], int] = field(default_factory=dict)

    @cached_property
    def _table(self) -> dict[tuple[int, str, str, str], int]:
        return {(one.old, one.sector, one.level, one.commune): one.new for one in self.heirs}

    def line_for(self, old: int, *, commune: str, sector: str, level: str) -> tuple[int, str, str, str] | None:
        """The narrowest line (old, sector, level, commune) that fits; sector tells before level before commune.

        Decrees hand work over by sector first, and what they do not name stays with the place.
        """
        asked = product((sector, ""), (level, ""), (commune, ""))
        return next((key for words in asked if (key := (old, *words)) in self._table), None)

    def heir(self, old: int, *, commune: str, sector: str, level: str) -> int | None:
        """Who takes an open dossier of an ending body over; None when no line does."""
        if old not in self.split:
            return self.successors[old]
        key = self.line_for(old, commune=commune, sector=sector, level=level)
        return self._table[key] if key else None

    def keeps(self, official: int, old: int, new: int) -> bool:
        """Whether an official of an ending body goes where his dossier goes, so that he still holds it."""
        return self.staff.get((old, official), self.successors[old]) == new

    def instrument_of(self, old: int) -> str:
        """The instrument to name in what is written about a dossier of this body."""
        return self.instruments.get(old, self.instrument)
