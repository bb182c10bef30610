"""What notifications keep about people: what they were told, where, and how they want to be reached."""

from __future__ import annotations

from tinhso.engines.notifications.models import Message, Preference
from tinhso.ground.base.personal import Fate, Kept

KEPT = (
    Kept(
        Message,
        "Thông báo đã gửi cho tôi",
        "thong-bao",
        "thong-bao",
        lambda who: Message.objects.filter(to_ref=who.ref).order_by("pk"),
        without=("fact_key", "key", "claimed_until", "next_try_at"),
    ),
    Kept(
        Preference,
        "Lựa chọn cách nhận thông báo",
        "thong-bao",
        "lua-chon",
        lambda who: Preference.objects.filter(ref=who.ref),
        fate=Fate.ERASED,
    ),
)
OF_DUTY = ()
IMPERSONAL = ()
