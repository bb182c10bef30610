"""What subscribers are told, on plain values: types of events, the standing of a dossier, and when it is news."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, Field

from tinhso.ground.base.refused import Refused
from tinhso.ground.base.states import Labelled
from tinhso.ground.base.vietnamese import VIETNAM


class EventKind(Labelled):
    """What one may subscribe to; the code ends the type of the event."""

    STATUS = "dossier.status.v1", "Trạng thái hồ sơ"
    PROMISE = "dossier.promise.v1", "Ngày hẹn trả kết quả"


class Standing(BaseModel):
    """Where a dossier stands: codes and moments, nobody's name. number: counts the events of a dossier and type."""

    code: str = Field(description="Mã hồ sơ")
    procedure: str = Field(description="Mã thủ tục hành chính")
    state: str = Field(description="Trạng thái")
    state_label: str = Field(description="Tên trạng thái")
    national_code: int = Field(description="Mã trạng thái quốc gia, 1 đến 10", ge=1, le=10)
    outcome: str = Field(description="GRANTED, REFUSED; rỗng khi chưa quyết định")
    receiving_agency: str = Field(description="Cơ quan tiếp nhận")
    resolving_agency: str = Field(description="Cơ quan giải quyết")
    filed_at: datetime = Field(description="Nộp lúc")
    received_at: datetime | None = Field(description="Tiếp nhận lúc")
    due_at: datetime = Field(description="Hẹn trả kết quả; trước khi tiếp nhận: hạn tiếp nhận")
    finished_at: datetime | None = Field(description="Có kết quả lúc")
    returned_at: datetime | None = Field(description="Trả kết quả lúc")
    number: int = Field(description="Số thứ tự trong hồ sơ và loại sự kiện, từ 1", ge=1)


# What of a standing makes an event of each kind.
NEWS = {
    EventKind.STATUS: ("state", "outcome", "receiving_agency", "resolving_agency", "received_at", "finished_at",
                       "returned_at"),
    EventKind.PROMISE: ("due_at",),
}  # fmt: skip


def is_news(kind: EventKind, standing: Mapping[str, Any], told: Mapping[str, Any] | None) -> bool:
    """Whether a standing differs from what was told last in what an event of this kind is about."""
    return told is None or any(standing[name] != told.get(name) for name in NEWS[kind])


def plain(standing: Standing) -> dict[str, Any]:
    """The standing as JSON has it; moments are Vietnam's."""
    moments = {name: value.astimezone(VIETNAM) for name, value in standing if isinstance(value, datetime)}
    said: dict[str, Any] = json.loads(standing.model_copy(update=moments).model_dump_json())
    return said


def schema_of(address: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a standing, named by its address."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": address, **Standing.model_json_schema()}


def agency_uri(code: str) -> str:
    """The source of an event: urn:vn:gov:agency:<code of the agency>."""
    return f"urn:vn:gov:agency:{code}"


def checked_address(address: str, *, may_be_insecure: bool) -> str:
    """An address that may be called. Refused: address-wrong (no https, credentials in it, or this very machine)."""
    said = address.strip()
    try:
        parts = urlsplit(said)
        host = parts.hostname or ""
        _port = parts.port
    except ValueError:
        parts, host = urlsplit(""), ""
    secure = parts.scheme == "https" or (may_be_insecure and parts.scheme == "http")
    whole = host and not (parts.username or parts.password or parts.fragment) and said.isascii() and " " not in said
    if not secure or not whole or len(said) > 500 or (not may_be_insecure and _is_here(host)):
        raise Refused("address-wrong", "Địa chỉ nhận phải là https đầy đủ, trỏ tới máy chủ của đơn vị nhận.",
                      field="address")  # fmt: skip
    return said


def _is_here(host: str) -> bool:
    """Whether a host is this machine or its own link; addresses of closed government networks are partners' too."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return False
    return number.is_loopback or number.is_link_local or number.is_unspecified or number.is_multicast
