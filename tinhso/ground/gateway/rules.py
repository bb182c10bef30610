"""What the exchange promises, on plain values: one hash a payload, when to try again, whose event it is."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from tinhso.ground.gateway.errors import BadEvent

MAX_TRIES = 12
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
# Longer than every time-out on the way: a claim that has run out belonged to a worker that died.
CLAIM = timedelta(minutes=5)
# How far a partner's clock may be from ours; an older signature may be somebody's replay.
WINDOW = timedelta(minutes=5)
SIGNATURE = "Webhook-Signature"
# Subscribers of our events are partners by number: hook-3.
HOOK = "hook-"
# How long an old secret still signs beside a new one, so that a subscriber can change without losing an event.
OVERLAP = timedelta(days=7)
PARTNER_NAMES = {
    "vneid": "Định danh điện tử VNeID",
    "payment_platform": "Nền tảng thanh toán",
    "messages": "Tin nhắn SMS, Zalo",
    "smtp": "Thư điện tử",
    "residence": "Công an – Đăng ký cư trú",
    "insurance": "Bảo hiểm xã hội",
    "population": "Cơ sở dữ liệu quốc gia về dân cư",
    "national_portal": "Cổng Dịch vụ công quốc gia",
    "timestamps": "Dịch vụ cấp dấu thời gian",
    "revocation": "Danh sách thu hồi chứng thư",
    "csc": "Dịch vụ ký số từ xa",
    "axis": "Trục liên thông văn bản",
    "data_portal": "Cổng dữ liệu quốc gia",
    "xroad": "Thành viên trục kết nối (X-Road)",
}
NAMES = {"specversion": 8, "id": 200, "source": 200, "type": 200, "subject": 80, "time": 40}


@dataclass(frozen=True)
class CloudEvent:
    """A CloudEvents 1.0 event in the structured JSON mode, as far as we use it. body: all of it."""

    event_id: str
    type: str
    subject: str
    at: datetime
    data: dict[str, Any]
    body: dict[str, Any]


def partner_name(partner: str) -> str:
    """What a partner is called in Vietnamese; its own word for one that has no name here."""
    return PARTNER_NAMES.get(partner, partner)


def payload_hash(payload: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of the canonical JSON: keys sorted, no spaces, UTF-8. TypeError when it is no plain JSON."""
    text = json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def next_try(tries: int, *, now: datetime, asked_for_s: int = 0) -> datetime | None:
    """When to try again after so many failed tries: 30 s, 1 min, 2, 4 … at most 1 h later; None = give up.

    asked_for_s: not sooner than this, when the partner said so (Retry-After); no more than the hour for it either.
    """
    if tries >= MAX_TRIES:
        return None
    doubled: int = 2 ** max(0, tries - 1)
    return now + min(max(FIRST_WAIT * doubled, timedelta(seconds=asked_for_s)), LONGEST_WAIT)


def sign(secret: str, body: bytes, *, at: datetime, older: str = "") -> str:
    """The value of the header Webhook-Signature: t=<unix seconds>,v1=<hex HMAC-SHA256 of "t." and the body>.

    older: the secret of before, which signs too while a subscriber changes to the new one.
    """
    seconds = str(int(at.timestamp()))
    return ",".join([f"t={seconds}", *(f"v1={_digest(one, seconds, body)}" for one in (secret, older) if one)])


def derived_secret(master: str, seed: str, number: int) -> str:
    """The secret that a seed has under a number: 256 bits, base64url; no other can be found from it."""
    made = hmac.new(master.encode(), f"{seed}:{number}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def event_body(key: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    """The CloudEvent (structured JSON) that a payload is: its id is the key of the message, the same at each try."""
    return {"specversion": "1.0", "id": key, "datacontenttype": "application/json", **payload}


def check_signature(secret: str, header: str, body: bytes, *, now: datetime) -> None:
    """BadEvent unless the header signs this body within five minutes of now; several v1 are of an exchange of keys."""
    parts = [part.strip().partition("=") for part in header.split(",")]
    times = [value for name, _, value in parts if name == "t"]
    if len(times) != 1 or not times[0].isdecimal() or not times[0].isascii() or len(times[0]) > 11:
        raise BadEvent("bad-signature", "Thiếu hoặc sai chữ ký của tin gửi tới.")
    right = _digest(secret, times[0], body).encode()
    given = [value.encode(errors="replace") for name, _, value in parts if name == "v1"]
    if not any(hmac.compare_digest(right, one) for one in given):
        raise BadEvent("bad-signature", "Thiếu hoặc sai chữ ký của tin gửi tới.")
    age = now - datetime.fromtimestamp(int(times[0]), UTC)
    if age > WINDOW:
        raise BadEvent("stale-event", "Chữ ký của tin đã quá 5 phút.")
    if age < -WINDOW:
        raise BadEvent("future-event", "Chữ ký của tin ghi thời điểm ở tương lai.")


def read_event(body: bytes) -> CloudEvent:
    """The event that a body holds. BadEvent when it is no event, or holds what our tables cannot keep."""
    try:
        event = json.loads(body)
        # NaN, an infinite number, half a surrogate pair: JSON for Python, but not for PostgreSQL.
        json.dumps(event, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError) as error:
        raise BadEvent("unreadable-event", "Nội dung tin không đọc được.") from error
    if not isinstance(event, dict) or b"\\u0000" in body:
        raise BadEvent("unreadable-event", "Nội dung tin không đọc được.")
    for name, most in NAMES.items():
        said = event.get(name)
        if not isinstance(said, str) or not 0 < len(said) <= most:
            raise BadEvent("unreadable-event", f"Tin thiếu hoặc sai trường {name}.")
    data = event.get("data")
    if event["specversion"] != "1.0" or not isinstance(data, dict):
        raise BadEvent("unreadable-event", "Tin không theo CloudEvents 1.0, dạng JSON có cấu trúc.")
    return CloudEvent(event["id"], event["type"], event["subject"], _moment(event["time"]), data, event)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadEvent("unreadable-event", "Tin thiếu hoặc sai trường time.") from error
    if moment.tzinfo is None or moment.year < 2000 or moment.year > 9000:
        raise BadEvent("unreadable-event", "Tin thiếu hoặc sai trường time.")
    return moment


def _digest(secret: str, seconds: str, body: bytes) -> str:
    return hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
