"""DTI 2022 backwards: what a total and three pillars say of the points behind them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

FOUNDATION, GOVERNMENT, ECONOMY, SOCIETY = Decimal(500), Decimal(200), Decimal(150), Decimal(150)


@dataclass(frozen=True)
class Behind:
    """Foundation points out of 500, and the values of main indices 7 (government), 8 (economy), 9 (society)."""

    foundation: Decimal
    government: Decimal
    economy: Decimal
    society: Decimal


def behind(total: Decimal, government: Decimal, economy: Decimal, society: Decimal) -> Behind:
    """All given 0..1. The pillars share the foundation, so their sum holds it three times and the total once."""
    g = government * (FOUNDATION + GOVERNMENT)
    e = economy * (FOUNDATION + ECONOMY)
    s = society * (FOUNDATION + SOCIETY)
    foundation = (g + e + s - 1000 * total) / 2
    return Behind(foundation, (g - foundation) / GOVERNMENT, (e - foundation) / ECONOMY, (s - foundation) / SOCIETY)
