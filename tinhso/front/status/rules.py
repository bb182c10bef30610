"""Which services people may ask about, and how their standing is judged; plain values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from tinhso.ground.base.states import Labelled


class Standing(Labelled):
    """How a service stands."""

    GOOD = "GOOD", "Hoạt động bình thường"
    DISTURBED = "DISTURBED", "Chập chờn"
    DOWN = "DOWN", "Gián đoạn"


@dataclass(frozen=True)
class Service:
    """What people know a service by, and what they can do while it is not there."""

    name: str
    meanwhile: str


# Our own first, then the partners as the message log names them.
SERVICES: Mapping[str, Service] = {
    "web": Service("Trang dịch vụ công", "Bạn có thể nộp hồ sơ tại Bộ phận Một cửa."),
    "worker": Service(
        "Xử lý nền: ký văn bản, gửi thông báo", "Hồ sơ đã nộp vẫn được giữ; thông báo và văn bản có thể tới muộn."
    ),
    "signing": Service("Ký số văn bản", "Hồ sơ vẫn được giải quyết; kết quả có thể được ký muộn."),
    "vneid": Service("Đăng nhập bằng VNeID", "Bạn vẫn tra cứu được hồ sơ bằng mã; hãy đăng nhập lại sau."),
    "payment_platform": Service(
        "Thanh toán trực tuyến", "Bạn vẫn nộp được hồ sơ; có thể nộp tiền tại Bộ phận Một cửa."
    ),
    "messages": Service("Tin nhắn SMS, Zalo", "Tiến độ hồ sơ vẫn xem được trên trang của bạn."),
    "smtp": Service("Thư điện tử", "Tiến độ hồ sơ vẫn xem được trên trang của bạn."),
    "population": Service("Tra cứu dữ liệu dân cư", "Bạn có thể phải nộp giấy tờ mà lẽ ra hệ thống tự tra cứu."),
    "residence": Service(
        "Liên thông với Công an (cư trú)", "Hồ sơ liên thông vẫn được giữ và tự gửi lại; ngày hẹn không mất hiệu lực."
    ),
    "insurance": Service(
        "Liên thông với Bảo hiểm xã hội", "Hồ sơ liên thông vẫn được giữ và tự gửi lại; ngày hẹn không mất hiệu lực."
    ),
    "national_portal": Service(
        "Đồng bộ với Cổng Dịch vụ công quốc gia", "Tiến độ trên Cổng quốc gia có thể chậm hơn trên trang này."
    ),
}
# A worker looks each minute; silent for so long, it has stopped.
SILENT = timedelta(minutes=3)
# Calls to partners of so long decide how each stands now.
LOOK_BACK = timedelta(minutes=15)
TROUBLED_SHARE = 0.2
# Past troubles are told for so long, and so many of them at most.
TOLD_FOR = timedelta(days=30)
TOLD = 10


@dataclass(frozen=True)
class Finding:
    """What a look at a service found; why: for operators, a code or a short sentence without personal data."""

    standing: Standing
    why: str = ""


GOOD = Finding(Standing.GOOD)


def judged(calls: int, failed: int) -> Finding | None:
    """How a partner stands by its calls of late; None when they are too few to tell: it stands as it stood."""
    if calls and not failed:
        return GOOD
    if calls < 2:
        return None
    why = f"{failed}/{calls}"
    if failed == calls:
        return Finding(Standing.DOWN, why)
    return Finding(Standing.DISTURBED, why) if failed / calls >= TROUBLED_SHARE else GOOD


def is_silent(seen_at: datetime, now: datetime) -> bool:
    """Whether whoever looks each minute has stopped."""
    return now - seen_at > SILENT


def lasted(began_at: datetime, ended_at: datetime) -> int:
    """Whole minutes of a trouble, one at least."""
    return max(1, round((ended_at - began_at).total_seconds() / 60))
