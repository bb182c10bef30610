"""Vietnamese text: one normal form, accent folding, dates and money as people write them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")

_MARKS = re.compile(r"[\u0300-\u036f]")
_SPACES = re.compile(r"[\s\x00]+")  # PostgreSQL keeps no NUL


def nfc(text: str) -> str:
    """The text in Unicode NFC with single spaces and no edges: how every text is stored."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def nfc_lines(text: str) -> str:
    """The same line by line: each in NFC, empty ones left out."""
    return "\n".join(filter(None, map(nfc, text.splitlines())))


def fold(text: str) -> str:
    """Lower case without tone marks, hooks or the bar of đ: the key under which people search."""
    plain = _MARKS.sub("", unicodedata.normalize("NFD", text.lower()))
    return nfc(plain.replace("đ", "d"))


def format_vnd(amount: int | Decimal) -> str:
    """Money as people write it: 1.234.567 đ."""
    return f"{int(amount):,}".replace(",", ".") + " đ"


def format_number(value: int | Decimal | float) -> str:
    """A number with dots for thousands, a comma for decimals: 1.234,5."""
    return f"{value:,}".translate(str.maketrans(",.", ".,"))


def format_date(day: date) -> str:
    """dd/mm/yyyy; moments are read in Vietnam time."""
    return (day.astimezone(VIETNAM) if isinstance(day, datetime) else day).strftime("%d/%m/%Y")


def format_moment(at: datetime) -> str:
    """hh:mm, dd/mm/yyyy in Vietnam time."""
    return at.astimezone(VIETNAM).strftime("%H:%M, %d/%m/%Y")


def weekday(day: date) -> str:
    """The name of the day of the week: Thứ Hai to Chủ nhật."""
    return WEEKDAYS[day.weekday()]
