"""The calendar of 2025 and 2026 as plain values, for rules that need no database."""

from datetime import date, datetime

from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.reference.kinds import DayKind
from tinhso.ground.reference.rules import SpecialDay, WorkingCalendar

LAW, NOTICE, SWAP = "45/2019/QH14", "6150/TB-BLĐTBXH", "12729/VPCP-KGVX"


def special(day, kind, name, act=LAW):
    return SpecialDay(date.fromisoformat(day), kind, name, act)


K = DayKind
DAYS = [
    special("2025-01-01", K.STATUTORY, "Tết Dương lịch"),
    *(special(f"2025-01-{n}", K.STATUTORY, f"Tết Nguyên Đán ({n - 28})") for n in (27, 28, 29, 30, 31)),
    special("2025-04-07", K.STATUTORY, "Giỗ Tổ Hùng Vương"),
    special("2025-04-26", K.MAKEUP_WORK, "Làm bù (thay ngày 02/05/2025)", NOTICE),
    special("2025-04-30", K.STATUTORY, "Ngày Chiến thắng 30/4"),
    special("2025-05-01", K.STATUTORY, "Quốc tế Lao động 1/5"),
    special("2025-05-02", K.SWAP_OFF, "Nghỉ hoán đổi (thay ngày 26/04/2025)", NOTICE),
    special("2025-09-01", K.STATUTORY, "Quốc khánh 2/9"),
    special("2025-09-02", K.STATUTORY, "Quốc khánh 2/9"),
    special("2026-01-01", K.STATUTORY, "Tết Dương lịch"),
    special("2026-11-24", K.STATUTORY, "Ngày Văn hóa Việt Nam"),
]
LATE = [
    special("2026-01-02", K.SWAP_OFF, "Nghỉ hoán đổi (thay ngày 10/01/2026)", SWAP),
    special("2026-01-10", K.MAKEUP_WORK, "Làm bù (thay ngày 02/01/2026)", SWAP),
]
BEFORE_SWAP = WorkingCalendar.of(DAYS)
CALENDAR = WorkingCalendar.of([*DAYS, *LATE])


def at(text):
    """2025-04-24T09:00 in Vietnam time."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)
