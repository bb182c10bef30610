"""Agencies that solve parts of linked procedures (dịch vụ công liên thông): police on residence, social insurance.

X-Road's REST conventions: /r1/{instance}/{class}/{member}/{subsystem}/{service}, X-Road-Client, X-Road-Id. An error of
the exchange itself carries X-Road-Error, a refusal of the provider does not. The real interfaces of police and social
insurance are not published: names of services, bodies and answers are our assumption [L], and stand here alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from tinhso.ground.gateway.errors import Unavailable
from tinhso.ground.gateway.partners.wire import call, json_object

# Whose member of the exchange a partner is (Quyết định 20/2020/QĐ-TTg: G01 Bộ Công an); the second is assumed.
MEMBERS = {"residence": "G01", "insurance": "G24"}
SUBSYSTEM = "ho-so-lien-thong"
SAID = {"maHoSo": re.compile(r"[\w./-]{1,60}"), "ngayHenTra": re.compile(r"(?:\d{14})?")}


def send(partner: str, *, operation: str, key: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    """File a part ("tiep-nhan") or take it back ("huy"); {"maHoSo", "ngayHenTra": yyyyMMddHHmmss or absent}.

    key: the message id; a repeat with it changes nothing and gives the same answer. Unavailable, Rejected.
    """
    answer = call(
        partner,
        settings.PARTNERS[partner],
        "POST",
        f"{_path(partner)}/{operation}",
        json=dict(payload),
        headers=_headers(key),
    )
    said = json_object(partner, answer)
    # Only what we know goes on into our tables and the journal.
    taken = {name: str(said[name]) for name in SAID if said.get(name)}
    if "maHoSo" not in taken or not all(SAID[name].fullmatch(value) for name, value in taken.items()):
        raise Unavailable(partner, "câu trả lời thiếu hoặc sai mã hồ sơ")
    return taken


def ask(partner: str, key: str) -> dict[str, Any] | None:
    """What the partner holds under a message id (or maYeuCau); None when it knows nothing. Unavailable, Rejected."""
    path = f"{_path(partner)}/{key}"
    answer = call(partner, settings.PARTNERS[partner], "GET", path, headers=_headers(key), or_missing=True)
    return None if answer.status_code == 404 else json_object(partner, answer)


def _path(partner: str) -> str:
    return f"/r1/VN/GOV/{MEMBERS[partner]}/{SUBSYSTEM}"


def _headers(key: str) -> dict[str, str]:
    return {"X-Road-Client": settings.EXCHANGE_CLIENT, "X-Road-Id": key}
