"""The words of a price: what is charged, how it grows, who owes less, and what one payer then owes.

Luật Phí và lệ phí 97/2015/QH13; the sums themselves are rows of the procedure catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping
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
class CountedItem:
    """One thing that a price grows with: a paper of so many pages in so many copies. name: '' when it is alone."""

    counts: Mapping[str, int]
    name: str = ""


@dataclass(frozen=True)
class DueLine:
    """What one payer owes for one fee line, with one Vietnamese sentence on how it was reckoned (Cách tính).

    full_vnd: before reductions. amount_vnd: what is owed now; 0 when exempt. All in đồng. how: '' for a flat sum.
    reason: why it is less than the full sum, '' when it is not.
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
    how: str = ""
