"""How many of what is asked for: read from a form's answers where a rule says how, else asked of a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tinhso.engines.payments.rules.lines import Calculation, CountedItem, FeeLine

_WORDS = {
    "copies": "Số bản",
    "extracts": "Số bản sao trích lục",
    "pages": "Số trang mỗi bản",
    "cases": "Số trường hợp",
}


@dataclass(frozen=True)
class CountRule:
    """Where the answers of a form say how much of a price is asked for.

    fee_code: the price. group: the repeated group of the form whose rows are counted one by one; '' = the form
    itself is the one row. counts: quantity -> the answer that holds it. label: the answer that names a row, or ''.
    """

    fee_code: str
    counts: Mapping[str, str]
    group: str = ""
    label: str = ""

    def fits(self, properties: Mapping[str, Any]) -> bool:
        """True when a form with these properties (JSON Schema) has every answer that the rule reads."""
        if self.group:
            group = properties.get(self.group, {})
            properties = group.get("items", {}).get("properties", {}) if group.get("type") == "array" else {}
        return all(properties.get(field, {}).get("type") == "integer" for field in self.counts.values())


def items_in(rule: CountRule, answers: Mapping[str, Any]) -> list[CountedItem]:
    """What is counted, row by row; a row with an answer missing, wrong or 0 asks for nothing and is left out."""
    rows = answers.get(rule.group) if rule.group else [answers]
    return list(_items(rule, rows if isinstance(rows, list) else []))


def _items(rule: CountRule, rows: Iterable[Any]) -> Iterator[CountedItem]:
    for row in rows:
        if not isinstance(row, Mapping):
            continue
        counts = {name: _whole(row.get(field)) for name, field in rule.counts.items()}
        if counts and all(counts.values()):
            name = row.get(rule.label)
            yield CountedItem(counts, name if isinstance(name, str) else "")


def _whole(answer: object) -> int:
    """The number above 0 that an answer holds, 0 when it holds none; 3.0 is a whole number in JSON too."""
    if isinstance(answer, bool) or not isinstance(answer, int | float) or answer != answer // 1:
        return 0
    return max(0, int(answer))


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
