"""Law of representation on plain values: who may consent how, from when to when, how far.

Bộ luật Dân sự 91/2015/QH13: Điều 20, 21 (of age), 134–143 (representation), 562–569 (contract of mandate).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tinhso.ground.base.refused import Refused
from tinhso.ground.base.states import Labelled
from tinhso.ground.base.vietnamese import VIETNAM

ADULT_YEARS = 18  # Điều 20 khoản 1
LEAST_YEARS = 15  # Điều 138 khoản 3: from 15 one may be somebody's representative by mandate
# Ours, not law: how long help with one filing may be followed up, and how long a proposal waits for its consent.
HELP_LASTS = timedelta(days=30)
PROPOSAL_WAITS = timedelta(days=30)
# Ours: a code of six digits, guessed in five tries, is 1 in 200,000.
CODE_LASTS = timedelta(minutes=10)
CODE_TRIES = 5
CODES_AN_HOUR = 3  # for one mandate
CODES_A_DAY = 6  # to one person, whoever asks
OPEN_PROPOSALS = 10  # of one representative


class Kind(Labelled):
    """On what the mandate rests."""

    PARENT = "PARENT", "Cha, mẹ của người chưa thành niên"
    GUARDIAN = "GUARDIAN", "Người giám hộ"
    AUTHORISED = "AUTHORISED", "Người được cá nhân ủy quyền"
    EMPLOYEE = "EMPLOYEE", "Người được tổ chức ủy quyền"
    ASSISTED = "ASSISTED", "Người hỗ trợ nộp hồ sơ trực tuyến"


class Way(Labelled):
    """How consent is recorded."""

    OWN = "OWN", "Người được đại diện tự đồng ý sau khi đăng nhập VNeID"
    PAPER = "PAPER", "Giấy tờ đã được cán bộ đối chiếu"
    CODE = "CODE", "Mã gửi đến điện thoại của người được đại diện"
    WORD = "WORD", "Lời nói trước người làm chứng"


@dataclass(frozen=True)
class Basis:
    """What a kind needs. sees_past: also what was filed before it began. of_law: not the principal's to revoke."""

    law: str
    ways: frozenset[Way]
    sees_past: bool = False
    of_law: bool = False
    represents: bool = True


BASES: dict[Kind, Basis] = {
    Kind.PARENT: Basis("Bộ luật Dân sự 2015, Điều 136 khoản 1", frozenset({Way.PAPER}), sees_past=True, of_law=True),
    Kind.GUARDIAN: Basis("Bộ luật Dân sự 2015, Điều 136 khoản 2", frozenset({Way.PAPER}), sees_past=True, of_law=True),
    Kind.AUTHORISED: Basis("Bộ luật Dân sự 2015, Điều 138 khoản 1", frozenset({Way.OWN, Way.PAPER, Way.CODE})),
    Kind.EMPLOYEE: Basis("Bộ luật Dân sự 2015, Điều 138 khoản 1", frozenset({Way.OWN})),
    # A helper types for somebody who decides himself: no representation, but his data are seen, so he consents.
    Kind.ASSISTED: Basis("Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15", frozenset({Way.WORD, Way.CODE}), represents=False),
}


def _years_after(day: date, years: int) -> date:
    """The same day so many years later; after a 29 February in a common year, 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def adult_on(birth_date: date) -> date:
    """The 18th birthday: from this day on he is of age (Điều 20 khoản 1)."""
    return _years_after(birth_date, ADULT_YEARS)


def is_adult(birth_date: date, *, on: date) -> bool:
    """Whether he is of age on a day."""
    return adult_on(birth_date) <= on


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM)


def check_ages(kind: Kind, *, principal_born: date | None, representative_born: date | None, on: date) -> None:
    """Refused: birth-date-missing, of-age (a parent of an adult), under-age, too-young (its representative)."""
    if kind in {Kind.PARENT, Kind.GUARDIAN, Kind.AUTHORISED} and principal_born is None:
        raise Refused("birth-date-missing", "Hãy nhập ngày sinh của người được đại diện.", field="birth_date")
    if principal_born and principal_born > on:
        raise Refused("birth-date-wrong", "Ngày sinh ở tương lai; hãy kiểm tra lại.", field="birth_date")
    if kind is Kind.PARENT and principal_born and is_adult(principal_born, on=on):
        raise Refused("of-age", "Người này đã đủ 18 tuổi nên tự mình nộp hồ sơ hoặc lập ủy quyền.", field="birth_date")
    if kind is Kind.AUTHORISED and principal_born and not is_adult(principal_born, on=on):
        raise Refused("under-age", "Người chưa đủ 18 tuổi do cha, mẹ hoặc người giám hộ đại diện.", field="birth_date")
    if representative_born and _years_after(representative_born, LEAST_YEARS) > on:
        raise Refused("too-young", "Người đại diện phải từ đủ 15 tuổi.")


def term_of(
    kind: Kind, *, birth_date: date | None, wished_last_day: date | None, confirmed_at: datetime
) -> tuple[datetime, datetime | None]:
    """From which moment to which (not included) a mandate confirmed now holds; no end only for guardians of adults.

    A minor's ends by itself at 18 (Điều 140 khoản 4). Where nothing is said, a mandate lasts one year (Điều 140
    khoản 2 điểm b; Điều 563). Refused `ends-in-past`, `of-age`.
    """
    today = confirmed_at.astimezone(VIETNAM).date()
    if wished_last_day and wished_last_day < today:
        raise Refused("ends-in-past", "Ngày hết hạn đã qua; hãy chọn ngày khác.", field="last_day")
    wished = _midnight(wished_last_day + timedelta(days=1)) if wished_last_day else None
    if kind is Kind.ASSISTED:
        return confirmed_at, confirmed_at + HELP_LASTS
    of_age = _midnight(adult_on(birth_date)) if birth_date and kind in {Kind.PARENT, Kind.GUARDIAN} else None
    if kind is Kind.PARENT and (of_age is None or of_age <= confirmed_at):
        raise Refused("of-age", "Người này đã đủ 18 tuổi nên tự mình nộp hồ sơ hoặc lập ủy quyền.")
    if of_age and of_age > confirmed_at:
        return confirmed_at, min(of_age, wished) if wished else of_age
    if kind is Kind.GUARDIAN:
        return confirmed_at, wished
    return confirmed_at, wished or _midnight(_years_after(today, 1) + timedelta(days=1))


def stands(starts_at: datetime | None, ends_at: datetime | None, at: datetime) -> bool:
    """Whether a mandate opens anything at a moment: from its confirmation until, not including, its end."""
    return starts_at is not None and starts_at <= at and (ends_at is None or at < ends_at)


def cut(ends_at: datetime | None, at: datetime) -> datetime:
    """The end of a mandate that somebody ends at a moment: never later than it would have ended anyway."""
    return at if ends_at is None else min(ends_at, at)


def scope_words(procedure_code: str, dossier_code: str) -> str:
    """How far it reaches, in words."""
    if dossier_code:
        return f"Chỉ hồ sơ {dossier_code}"
    return f"Chỉ thủ tục {procedure_code}" if procedure_code else "Mọi thủ tục"
