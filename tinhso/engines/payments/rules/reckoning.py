"""How a price grows with what is counted, and the sentence that lets the payer check it by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tinhso.engines.payments.rules.lines import Calculation, CountedItem, FeeLine, PageTier
from tinhso.ground.base.vietnamese import format_vnd

_UNITS = {"copies": "bản", "extracts": "bản", "pages": "trang", "cases": "trường hợp"}
NOTHING_COUNTED = "Chưa có số lượng nào được khai."


def unit_of(counted: str) -> str:
    """The word for one of a quantity: bản, trang, trường hợp."""
    return _UNITS.get(counted, "lần")


def copy_vnd(tiers: Iterable[PageTier], pages: int, cap_vnd: int | None) -> int:
    """The price of one copy of so many pages: each page at the tier it falls in, at most the cap.

    Certified copy: 2.000 đ a page, from page 3 on 1.000 đ, at most 200.000 đ a copy (TT 226/2016/TT-BTC).
    """
    total = sum(number * page_vnd for number, page_vnd in _pages_by_tier(tiers, pages))
    return total if cap_vnd is None else min(total, cap_vnd)


def item_vnd(line: FeeLine, unit_vnd: int, item: CountedItem) -> int:
    """What one counted thing costs before reductions. unit_vnd: per dossier or per item on this channel."""
    number = item.counts.get(line.counted, 1)
    if line.calculation is Calculation.PER_PAGE:
        return number * copy_vnd(line.tiers, item.counts.get("pages", 1), line.cap_vnd)
    return number * unit_vnd


def in_words(line: FeeLine, unit_vnd: int, items: Sequence[CountedItem]) -> str:
    """One sentence with every factor: "3 bản × 2 trang × 2.000 đ/trang = 12.000 đ."; '' for a flat sum."""
    if line.calculation is Calculation.FLAT:
        return ""
    told = [
        f"{item.name + ': ' if item.name else ''}{_factors(line, unit_vnd, item)}"
        f" = {format_vnd(item_vnd(line, unit_vnd, item))}"
        for item in items
    ]
    return "; ".join(told) + "." if told else NOTHING_COUNTED


def _factors(line: FeeLine, unit_vnd: int, item: CountedItem) -> str:
    unit = unit_of(line.counted)
    number = f"{item.counts.get(line.counted, 1)} {unit}"
    if line.calculation is not Calculation.PER_PAGE:
        return f"{number} × {format_vnd(unit_vnd)}/{unit}"
    pages = item.counts.get("pages", 1)
    steps = list(_pages_by_tier(line.tiers, pages))
    if line.cap_vnd is not None and sum(many * vnd for many, vnd in steps) > line.cap_vnd:
        return f"{number} × {format_vnd(line.cap_vnd)} (mức cao nhất của một {unit}, {pages} trang)"
    if len(steps) == 1:
        return f"{number} × {pages} trang × {format_vnd(steps[0][1])}/trang"
    inside = " + ".join(f"{many} trang × {format_vnd(vnd)}" for many, vnd in steps)
    return f"{number} × ({inside})"


def _pages_by_tier(tiers: Iterable[PageTier], pages: int) -> Iterator[tuple[int, int]]:
    """Pairs (number of pages, đồng a page) of the tiers that so many pages reach."""
    steps = sorted(tiers, key=lambda tier: tier.from_page)
    for place, tier in enumerate(steps):
        end = steps[place + 1].from_page - 1 if place + 1 < len(steps) else pages
        if (many := min(pages, end) - tier.from_page + 1) > 0:
            yield many, tier.page_vnd
