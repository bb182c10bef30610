"""Short messages: an SMS brand-name gateway and Zalo's template messages, both over HTTP."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings

from tinhso.ground.gateway.errors import Rejected, Unavailable
from tinhso.ground.gateway.partners.wire import call, json_object

PARTNER = "messages"


def send_sms(phone: str, *, text: str, key: str) -> str:
    """Send one SMS; the provider's reference. `key` makes a repeated call harmless."""
    return _send("/sms", {"brand": "TINHSO", "phone": phone, "text": text, "request_id": key}, ref="message_id")


def send_zalo(phone: str, *, template: str, fields: Mapping[str, str], key: str) -> str:
    """Send one Zalo template message; the provider's reference. `key` makes a repeated call harmless."""
    body = {"phone": phone, "template_id": template, "template_data": dict(fields), "tracking_id": key}
    return _send("/zalo/message/template", body, ref="msg_id")


def _send(path: str, body: Mapping[str, object], *, ref: str) -> str:
    headers = {"Authorization": f"Bearer {settings.MESSAGES_TOKEN}"}
    answer = json_object(PARTNER, call(PARTNER, settings.PARTNERS[PARTNER], "POST", path, json=body, headers=headers))
    if answer.get("error") != 0:
        raise Rejected(PARTNER, f"error {str(answer.get('error'))[:20]}")
    data = answer.get("data")
    if not isinstance(data, dict) or not data.get(ref):
        raise Unavailable(PARTNER, "câu trả lời thiếu mã tin nhắn")
    return str(data[ref])
