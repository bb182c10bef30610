"""What a row of the register must say, and when what was heard is old: plain values."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import nfc

# A system reports each quarter of an hour (class N of measurement §10.3), an official by hand once a day: design
# defaults [M], twice of which is old.
BY_SYSTEM, BY_HAND = timedelta(minutes=30), timedelta(hours=48)
LONGEST_GRANT = timedelta(days=366)
OPENED_FOR = timedelta(minutes=10)  # how long a link stays in sight after a look was written down


def good_for(*, by_hand: bool) -> timedelta:
    """How long what was heard of a camera is believed."""
    return BY_HAND if by_hand else BY_SYSTEM


def check_link(link: str) -> str:
    """The address of a camera in its owner's system. Refused beside its field: https only, no password inside."""
    link = link.strip()
    try:
        parts = urlsplit(link)
        port_is_odd = parts.port == 0
    except ValueError:
        raise Refused("link-wrong", "Địa chỉ này không đọc được.", field="link") from None
    if parts.scheme != "https" or not parts.hostname or port_is_odd or any(c.isspace() for c in link):
        raise Refused("link-wrong", "Địa chỉ phải bắt đầu bằng https:// và dẫn đến hệ thống camera.", field="link")
    if parts.username or parts.password:
        raise Refused("link-with-password", "Địa chỉ không được chứa tên đăng nhập, mật khẩu.", field="link")
    return link


def check_term(valid_from: date, valid_to: date, today: date) -> None:
    """Refused beside its field: a right to open begins today or later, and lasts a year at most."""
    if valid_from < today:
        raise Refused("begins-before", "Quyền mở camera bắt đầu từ hôm nay trở đi.", field="valid_from")
    if valid_to < valid_from:
        raise Refused("ends-before", "Ngày hết hạn phải từ ngày bắt đầu trở đi.", field="valid_to")
    if valid_to - valid_from > LONGEST_GRANT:
        raise Refused("too-long", "Quyền mở camera có hạn tối đa một năm, hết thì cấp lại.", field="valid_to")


def check_heard(at: datetime, now: datetime) -> None:
    """Refused: a state is told of now or of the last two days, never of later."""
    if at > now + timedelta(minutes=5):
        raise Refused("not-yet", "Thời điểm của trạng thái chưa đến.", field="at")
    if now - at > BY_HAND:
        raise Refused("too-long-ago", "Trạng thái của hơn 48 giờ trước không còn nói gì về bây giờ.", field="at")


def said(words: str, field: str, sentence: str, longest: int) -> str:
    """What was typed, trimmed. Refused beside its field where nothing was, or too much."""
    kept = nfc(words).strip()
    if not kept:
        raise Refused(f"{field}-missing", sentence, field=field)
    if len(kept) > longest:
        raise Refused(f"{field}-too-long", f"Viết gọn hơn, tối đa {longest} ký tự.", field=field)
    return kept
