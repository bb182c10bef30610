"""What a version promises, in the words of the engines that keep the promise: its limit and its prices."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from tinhso.engines.payments.rules import (
    Calculation,
    CollectAt,
    Discount,
    Exemption,
    FeeChannel,
    FeeKind,
    FeeLine,
    PageTier,
)
from tinhso.engines.procedures.models import FeeRule, ProcedureVersion
from tinhso.engines.procedures.rules.words import FeeBasis
from tinhso.engines.workflow.limits import Cutoff, Limit, LimitUnit, Reading
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import format_date, format_vnd


@dataclass(frozen=True)
class PriceLine:
    """One price in words: what for, how much, under which conditions."""

    name: str
    price: str
    notes: list[str]


def limit_of(version: ProcedureVersion, *, variants: Collection[int] = ()) -> Limit:
    """The time limit of a version. variants: ids of its cases that apply (xác minh, vùng khó khăn).

    A case that stands instead takes the place of the limit; one that adds lengthens it. Refused when the limit is
    not known: it is never invented.
    """
    if version.limit_unit == LimitUnit.SAME_DAY:
        limit = Limit(0, LimitUnit.SAME_DAY, Cutoff(version.cutoff), version.last_hour_rule, Reading(version.reading))
    elif version.limit_value and version.limit_unit:
        limit = Limit(
            version.limit_value,
            LimitUnit(version.limit_unit),
            Cutoff(version.cutoff),
            version.last_hour_rule,
            Reading(version.reading),
        )
    else:
        raise Refused("no-limit", "Thủ tục này chưa xác định được thời hạn giải quyết.")
    # A list of procedures asks for twenty limits and no case: no statement then.
    chosen = [case for case in version.variants.all() if case.pk in variants] if variants else []
    for case in chosen:
        if case.kind == "INSTEAD":
            limit = replace(limit, value=case.value, unit=LimitUnit(case.unit))
    for case in chosen:
        if case.kind == "ADDED" and limit.unit == case.unit:
            limit = limit.plus(case.value)
    return limit


def fee_lines(version: ProcedureVersion, on: date, *, asked_for: Collection[str] = ()) -> list[FeeLine]:
    """The prices of a version that stand on a day, as payments computes with them; [] when nothing is charged here.

    asked_for: codes of prices owed only on request (bản sao trích lục), which stand beside a free service too. A
    version whose price is set elsewhere has no other line: nothing unknown is ever charged online.
    """
    is_listed = version.fee_basis == FeeBasis.LISTED
    if not is_listed and not asked_for:
        return []  # most dossiers: nothing to look up
    return [
        _line(rule)
        for rule in _fees_of(version)
        if (rule.valid_from is None or rule.valid_from <= on)
        and (rule.valid_to is None or on <= rule.valid_to)
        and (rule.code in asked_for if rule.on_request else is_listed)
    ]


def _fees_of(version: ProcedureVersion) -> Iterable[FeeRule]:
    """The price rules of a version; of a published one read once a process, because it never changes."""
    if version.published_at is None or "fees" in getattr(version, "_prefetched_objects_cache", ()):
        return version.fees.all()
    return _published_fees(version.pk, version.fingerprint, str(version.published_at))


@lru_cache(maxsize=2000)
def _published_fees(version_id: int, fingerprint: str, published: str) -> tuple[FeeRule, ...]:
    return tuple(ProcedureVersion(pk=version_id).fees.all())


def limit_words(version: ProcedureVersion) -> str:
    """The time limit as a reader says it: "3 ngày làm việc", "Trong ngày", "Chưa xác định"."""
    if version.limit_unit == LimitUnit.SAME_DAY:
        return "Trong ngày"
    if not version.limit_value or not version.limit_unit:
        return "Chưa xác định"
    return f"{version.limit_value:02d} {LimitUnit(version.limit_unit).label}"


def cutoff_label(version: ProcedureVersion) -> str:
    """What 15:00 means for the version, in words."""
    return Cutoff(version.cutoff).label


def price_lines(version: ProcedureVersion) -> list[PriceLine]:
    """Every price of a version, past and future ones included, worded for a page."""
    return [PriceLine(rule.name, _price(rule), _price_notes(rule)) for rule in version.fees.all()]


def _price(rule: FeeRule) -> str:
    if rule.tiers:
        steps = [f"{format_vnd(vnd)}/trang" + (f" từ trang {start}" if start > 1 else "") for start, vnd in rule.tiers]
        return "; ".join(steps) + (f"; tối đa {format_vnd(rule.cap_vnd)}/bản" if rule.cap_vnd else "")
    words = format_vnd(rule.amount_vnd)
    special = [f"{FeeChannel(kind).label.lower()} {format_vnd(vnd)}" for kind, vnd in rule.channel_prices.items()]
    return f"{words} ({', '.join(special)})" if special else words


def _price_notes(rule: FeeRule) -> list[str]:
    notes = [f"Miễn cho {group['name']}." for group in rule.exemptions if group["percent"] == 100]
    for discount in rule.discounts:
        until = _day(discount.get("valid_to"))
        where = ", ".join(FeeChannel(kind).label.lower() for kind in discount.get("channels", ()))
        notes.append(
            f"Giảm {discount['percent']}%{f' khi nộp {where}' if where else ''}"
            f"{f' đến hết {format_date(until)}' if until else ''} theo {discount['legal_basis']}."
        )
    if rule.on_request:
        notes.append("Chỉ nộp khi có yêu cầu.")
    if rule.valid_from:
        notes.append(f"Áp dụng từ {format_date(rule.valid_from)}.")
    if rule.valid_to:
        notes.append(f"Áp dụng đến hết {format_date(rule.valid_to)}.")
    return notes


def _line(rule: FeeRule) -> FeeLine:
    return FeeLine(
        code=rule.code,
        name=rule.name,
        kind=FeeKind(rule.kind),
        amount_vnd=rule.amount_vnd,
        calculation=Calculation(rule.calculation),
        tiers=tuple(PageTier(start, vnd) for start, vnd in rule.tiers),
        cap_vnd=rule.cap_vnd,
        counted=rule.counted,
        channel_amounts=dict(rule.channel_prices),
        exemptions=tuple(Exemption(**group) for group in rule.exemptions),
        discounts=tuple(
            Discount(
                percent=discount["percent"],
                legal_basis=discount["legal_basis"],
                channels=frozenset(discount.get("channels", ())),
                valid_from=_day(discount.get("valid_from")),
                valid_to=_day(discount.get("valid_to")),
            )
            for discount in rule.discounts
        ),
        collect_at=CollectAt(rule.collect_at),
        legal_basis=rule.legal_basis,
        valid_from=rule.valid_from,
        valid_to=rule.valid_to,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
