"""Reads a reviewed record of the catalogue (seed/procedures/catalogue.json) into plain facts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from tinhso.engines.procedures.rules.facts import ChannelFacts, FeeFacts, PartFacts, VariantFacts, VersionFacts
from tinhso.ground.base.vietnamese import fold, nfc

_DATES = {"valid_from", "valid_to", "decision_date"}
_OURS = {"superseded_by"}


def facts_of_record(record: Mapping[str, Any], departments: Mapping[str, str]) -> VersionFacts:
    """One record as facts. departments: phrase in the agency text -> slugs, which give the competent departments."""
    plain = {key: _value(key, value) for key, value in record.items() if key not in _OURS}
    plain["parts"] = tuple(PartFacts(**_plain(row)) for row in record.get("parts", ()))
    plain["fees"] = tuple(_fee(row) for row in record.get("fees", ()))
    plain["variants"] = tuple(VariantFacts(**_plain(row)) for row in record.get("variants", ()))
    plain["channels"] = tuple(ChannelFacts(**_plain(row)) for row in record.get("channels", ()))
    plain.setdefault("department_slugs", department_slugs(record.get("agency_text", ""), departments))
    return VersionFacts(**plain)


def department_slugs(agency_text: str, departments: Mapping[str, str]) -> str:
    """Slugs of the departments that the text names, in the order of the table, separated by spaces."""
    said = fold(agency_text)
    slugs = [slug for phrase, known in departments.items() if fold(phrase) in said for slug in known.split()]
    return " ".join(dict.fromkeys(slugs))


def fingerprint(record: Mapping[str, Any], departments: Mapping[str, str]) -> str:
    """Sixteen hex digits that change when the record, or the departments it leads to, change."""
    slugs = department_slugs(record.get("agency_text", ""), departments)
    written = json.dumps([record, slugs], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def _value(key: str, value: Any) -> Any:
    if key in _DATES:
        return date.fromisoformat(value)
    return nfc(value) if isinstance(value, str) else value


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _value(key, value) for key, value in row.items()}


def _fee(row: Mapping[str, Any]) -> FeeFacts:
    fee = _plain(row)
    fee["tiers"] = tuple((start, vnd) for start, vnd in row.get("tiers", ()))
    fee["exemptions"] = tuple(row.get("exemptions", ()))
    fee["discounts"] = tuple(row.get("discounts", ()))
    return FeeFacts(**fee)
