"""A procedure version as plain values: what loaders read, what publishing judges, what travels."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class PartFacts:
    """One component of the dossier (thành phần hồ sơ). originals, copies: None means not stated."""

    code: str
    name: str
    required: bool = True
    kind: str = "DOCUMENT"
    replaced_by: str = ""
    form_name: str = ""
    originals: int | None = None
    copies: int | None = None


@dataclass(frozen=True)
class FeeFacts:
    """One price, in the words of payments.rules.FeeLine. Amounts in dong; valid_to is the last day.

    tiers: pairs (from this page on, dong a page), cap_vnd per copy. channel_prices: channel -> dong, where a channel
    has its own. exemptions, discounts: plain mappings with the fields of payments.rules.Exemption and Discount.
    """

    code: str
    name: str
    kind: str
    amount_vnd: int
    calculation: str = "FLAT"
    counted: str = "copies"
    tiers: tuple[tuple[int, int], ...] = ()
    cap_vnd: int | None = None
    channel_prices: dict[str, int] = field(default_factory=dict)
    exemptions: tuple[dict[str, Any], ...] = ()
    discounts: tuple[dict[str, Any], ...] = ()
    on_request: bool = False
    collect_at: str = "SUBMIT"
    legal_basis: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class VariantFacts:
    """A case in which the time limit differs (xác minh, vùng sâu xa …)."""

    name: str
    kind: str
    value: int
    unit: str
    legal_basis: str = ""


@dataclass(frozen=True)
class ChannelFacts:
    """One way to file (cách thức thực hiện)."""

    kind: str
    note: str = ""


@dataclass(frozen=True)
class VersionFacts:
    """Everything that one published version fixes. None and '' mean unknown, never zero."""

    code: str
    name: str
    name_en: str = ""
    field_code: str = ""
    field_name: str = ""
    level: str = ""
    interlinked: bool = False
    audience: str = ""
    subject_text: str = ""
    agency_text: str = ""
    department_slugs: str = ""
    service_level: str = ""
    partial_reason: str = ""
    partial_reason_note: str = ""
    proactive_level: int = 0
    processing_system: str = "PROVINCE"
    requires_presence: bool = False
    order_text: str = ""
    requirements: str = ""
    limit_value: int | None = None
    limit_unit: str = ""
    limit_note: str = ""
    limit_verified: bool = True
    cutoff: str = "NONE"
    last_hour_rule: bool = False
    reading: str = "STRICT"
    supplement_rule: str = "RESTART"
    fee_basis: str = "UNKNOWN"
    fee_text: str = ""
    fee_note: str = ""
    fee_timing: str = "SUBMIT"
    result_name: str = ""
    result_code: str = ""
    legal_basis: str = ""
    decision: str = ""
    decision_date: date | None = None
    form_code: str = ""
    route_code: str = ""
    dossier_sets: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    confidence: str = ""
    service_level_confidence: str = ""
    parts: tuple[PartFacts, ...] = ()
    fees: tuple[FeeFacts, ...] = ()
    variants: tuple[VariantFacts, ...] = ()
    channels: tuple[ChannelFacts, ...] = ()


CHILDREN = ("parts", "fees", "variants", "channels")


def plain_fields(facts: VersionFacts) -> dict[str, Any]:
    """The version's own columns: everything but its code and its child rows."""
    return {name: value for name, value in vars(facts).items() if name not in {"code", *CHILDREN}}
