"""What is owed, by which rule: flat sums, page tiers, exemptions, discounts, validity. Plain arithmetic.

Luật Phí và lệ phí 97/2015/QH13; the sums themselves are rows of the procedure catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from tinhso.ground.base.states import Labelled


class FeeKind(Labelled):
    """Luật Phí và lệ phí 2015, Điều 3."""

    FEE = "FEE", "Phí"
    LEVY = "LEVY", "Lệ phí"


class CollectAt(Labelled):
    """When a fee is collected; `national_code` is HinhThucThu of the national catalogue (1, 2, 4)."""

    SUBMIT = "SUBMIT", "Khi nộp hồ sơ"
    ACCEPT = "ACCEPT", "Khi tiếp nhận hồ sơ"
    SUPPLEMENT = "SUPPLEMENT", "Khi bổ sung hồ sơ"
    RESULT = "RESULT", "Khi nhận kết quả"

    @property
    def national_code(self) -> int:
        """1 at reception, 2 at supplement, 4 at result."""
        return {"SUPPLEMENT": 2, "RESULT": 4}.get(self.value, 1)


class FeeChannel(Labelled):
    """How the dossier was filed, as fee texts tell it apart."""

    ONLINE = "ONLINE", "Trực tuyến"
    COUNTER = "COUNTER", "Trực tiếp"
    POST = "POST", "Bưu chính công ích"


class Calculation(Labelled):
    """How the sum grows with what is asked for."""

    FLAT = "FLAT", "Theo hồ sơ"
    PER_ITEM = "PER_ITEM", "Theo số lượng"
    PER_PAGE = "PER_PAGE", "Theo số trang"


@dataclass(frozen=True)
class PageTier:
    """From this page of a copy on, each page costs `page_vnd`."""

    from_page: int
    page_vnd: int


@dataclass(frozen=True)
class Exemption:
    """A group of payers who owe less: `percent` of the sum is taken off (100 = miễn)."""

    code: str
    name: str
    percent: int
    legal_basis: str = ""


@dataclass(frozen=True)
class Discount:
    """A reduction for everybody during a time, on some channels (empty = all): TT 64/2025/TT-BTC and the like."""

    percent: int
    legal_basis: str
    channels: frozenset[str] = frozenset()
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class FeeLine:
    """One fee or levy of a procedure as the law sets it.

    amount_vnd: per dossier or per item. channel_amounts: the whole sum where a channel has its own (online
    10.000 đ instead of 20.000 đ). tiers and cap_vnd: pages of one copy (cap per copy). counted: the name of
    the quantity (copies, cases); pages are under `pages`. valid_to is the last day.
    """

    code: str
    name: str
    kind: FeeKind
    amount_vnd: int = 0
    calculation: Calculation = Calculation.FLAT
    tiers: tuple[PageTier, ...] = ()
    cap_vnd: int | None = None
    counted: str = "copies"
    channel_amounts: Mapping[str, int] = field(default_factory=dict)
    exemptions: tuple[Exemption, ...] = ()
    discounts: tuple[Discount, ...] = ()
    collect_at: CollectAt = CollectAt.SUBMIT
    legal_basis: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class DueLine:
    """What one payer owes for one fee line, with the reason in one Vietnamese sentence.

    full_vnd: before reductions. amount_vnd: what is owed now; 0 when exempt. All in đồng.
    """

    code: str
    name: str
    kind: FeeKind
    quantity: int
    full_vnd: int
    amount_vnd: int
    reason: str
    collect_at: CollectAt
    legal_basis: str


def fees_due(
    lines: Iterable[FeeLine],
    *,
    channel: str,
    quantities: Mapping[str, int] | None = None,
    exemptions: Iterable[str] = (),
    on: date,
) -> list[DueLine]:
    """The lines that stand on a day, each with what this payer owes; exempt lines stay, at 0 đ, with the reason.

    quantities: whole numbers by name (copies, pages); missing = 1; a negative one is ValueError.
    Of several reductions the largest counts; they are not added up. Sums are rounded half up to whole đồng.
    """
    counts = dict(quantities or {})
    if any(count < 0 for count in counts.values()):
        raise ValueError(counts)
    groups = frozenset(exemptions)
    return [_due(line, channel, counts, groups, on) for line in lines if stands(line.valid_from, line.valid_to, on)]


def total_vnd(lines: Iterable[DueLine]) -> int:
    """The sum of what is owed, in đồng."""
    return sum(line.amount_vnd for line in lines)


def stands(valid_from: date | None, valid_to: date | None, on: date) -> bool:
    """True on the days from valid_from to valid_to, both included; None is open."""
    return (valid_from is None or valid_from <= on) and (valid_to is None or on <= valid_to)


def copy_vnd(tiers: Iterable[PageTier], pages: int, cap_vnd: int | None) -> int:
    """The price of one copy of so many pages: each page at the tier it falls in, at most the cap.

    Certified copy: 2.000 đ a page, from page 3 on 1.000 đ, at most 200.000 đ a copy (TT 226/2016/TT-BTC).
    """
    steps = sorted(tiers, key=lambda tier: tier.from_page)
    total = 0
    for place, tier in enumerate(steps):
        end = steps[place + 1].from_page - 1 if place + 1 < len(steps) else pages
        total += max(0, min(pages, end) - tier.from_page + 1) * tier.page_vnd
    return total if cap_vnd is None else min(total, cap_vnd)


def _due(line: FeeLine, channel: str, counts: Mapping[str, int], groups: frozenset[str], on: date) -> DueLine:
    quantity = 1 if line.calculation is Calculation.FLAT else counts.get(line.counted, 1)
    unit = line.channel_amounts.get(channel, line.amount_vnd)
    full_unit = line.amount_vnd
    if line.calculation is Calculation.PER_PAGE:
        unit = full_unit = copy_vnd(line.tiers, counts.get("pages", 1), line.cap_vnd)
    owed, full = unit * quantity, max(unit, full_unit) * quantity
    percent, why = _largest_reduction(line, channel, groups, on)
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
        quantity=quantity,
        full_vnd=full,
        amount_vnd=owed,
        reason=sentence[:1].upper() + sentence[1:] + "." if sentence else "",
        collect_at=line.collect_at,
        legal_basis=line.legal_basis,
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
