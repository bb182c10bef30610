"""What is owed, by which rule: flat sums, page tiers, exemptions, discounts, validity. Plain arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from tinhso.engines.payments.rules.lines import Calculation, CountedItem, DueLine, FeeChannel, FeeLine
from tinhso.engines.payments.rules.reckoning import in_words, item_vnd


def fees_due(
    lines: Iterable[FeeLine],
    *,
    channel: str,
    quantities: Mapping[str, int] | None = None,
    counted: Mapping[str, Sequence[CountedItem]] | None = None,
    exemptions: Iterable[str] = (),
    on: date,
) -> list[DueLine]:
    """The lines that stand on a day, each with what this payer owes; exempt lines stay, at 0 đ, with the reason.

    counted: by code of a line the things that it grows with, as a form's answers say; they alone count then.
    quantities: for the other lines, whole numbers by name (copies, pages); missing = 1; a negative one is ValueError.
    Of several reductions the largest counts; they are not added up. Sums are rounded half up to whole đồng.
    """
    counts = dict(quantities or {})
    if any(count < 0 for count in counts.values()):
        raise ValueError(counts)
    groups = frozenset(exemptions)
    by_hand = [CountedItem(counts)]
    read = counted or {}
    return [
        _due(line, channel, read.get(line.code, by_hand), groups, on)
        for line in lines
        if stands(line.valid_from, line.valid_to, on)
    ]


def total_vnd(lines: Iterable[DueLine]) -> int:
    """The sum of what is owed, in đồng."""
    return sum(line.amount_vnd for line in lines)


def stands(valid_from: date | None, valid_to: date | None, on: date) -> bool:
    """True on the days from valid_from to valid_to, both included; None is open."""
    return (valid_from is None or valid_from <= on) and (valid_to is None or on <= valid_to)


def _due(line: FeeLine, channel: str, items: Sequence[CountedItem], groups: frozenset[str], on: date) -> DueLine:
    if line.calculation is Calculation.FLAT:
        items = [CountedItem({line.counted: 1})]
    unit = line.channel_amounts.get(channel, line.amount_vnd)
    owed = sum(item_vnd(line, unit, item) for item in items)
    full = max(owed, sum(item_vnd(line, line.amount_vnd, item) for item in items))
    percent, why = _largest_reduction(line, channel, groups, on)
    how = in_words(line, unit, items)
    reasons = []
    if owed < full:
        reasons.append(f"mức thu khi nộp {FeeChannel(channel).label.lower()}")
    if percent:
        owed = (owed * (100 - percent) + 50) // 100
        reasons.append(why)
    sentence = "; ".join(reasons)
    return DueLine(
        code=line.code,
        name=line.name,
        kind=line.kind,
        quantity=sum(item.counts.get(line.counted, 1) for item in items),
        full_vnd=full,
        amount_vnd=owed,
        reason=sentence[:1].upper() + sentence[1:] + "." if sentence else "",
        collect_at=line.collect_at,
        legal_basis=line.legal_basis,
        how=how,
    )


def _largest_reduction(line: FeeLine, channel: str, groups: frozenset[str], on: date) -> tuple[int, str]:
    open_to = [(e.percent, f"{_word(e.percent)} cho {e.name}", e.legal_basis)
               for e in line.exemptions if e.code in groups]  # fmt: skip
    open_to += [
        (d.percent, _word(d.percent), d.legal_basis)
        for d in line.discounts
        if stands(d.valid_from, d.valid_to, on) and (not d.channels or channel in d.channels)
    ]
    if not open_to:
        return 0, ""
    percent, why, basis = max(open_to, key=lambda reduction: reduction[0])
    return percent, f"{why} theo {basis}" if basis else why


def _word(percent: int) -> str:
    return "miễn" if percent >= 100 else f"giảm {percent}%"
