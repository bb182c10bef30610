"""What a payer is asked to count: copies, pages, cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tinhso.engines.payments.rules.fees import Calculation, FeeLine

_WORDS = {"copies": "Số bản", "pages": "Số trang mỗi bản", "cases": "Số trường hợp"}


def names_counted(lines: Iterable[FeeLine]) -> list[str]:
    """The quantities on which these prices depend, in the order of the prices, each once."""
    names: dict[str, None] = {}
    for line in lines:
        if line.calculation is not Calculation.FLAT:
            names[line.counted] = None
        if line.calculation is Calculation.PER_PAGE:
            names["pages"] = None
    return list(names)


def counted_words(name: str) -> str:
    """What a quantity is called on the page."""
    return _WORDS.get(name, "Số lượng")


def quantities_in(fields: Mapping[str, object]) -> dict[str, int]:
    """The posted quantities: count-<name> = a whole number from 0 to 999; anything else is left out."""
    return {
        name.removeprefix("count-"): int(text)
        for name, text in fields.items()
        if isinstance(text, str) and name.startswith("count-") and text.isdecimal() and len(text) <= 3
    }
