"""What one applicant owes: the prices of a version, with the quantities that his form already says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from threading import Lock
from typing import Any

from cachetools import TTLCache, cached
from django.conf import settings

from tinhso.engines.eforms.models import FormVersion
from tinhso.engines.eforms.rules import computed
from tinhso.engines.payments.rules import (
    CountedItem,
    CountRule,
    DueLine,
    Exemption,
    fees_due,
    items_in,
    names_counted,
    total_vnd,
)
from tinhso.engines.procedures.models import FeeCount, ProcedureVersion
from tinhso.engines.procedures.queries.promises import fee_lines
from tinhso.ground.people.queries import standing_on


@dataclass(frozen=True)
class FeeChoices:
    """What decides the fee of one filing; as_json is how it is kept with the dossier.

    counted: price code -> the things counted in the form's answers. quantities: what a person counted for the other
    prices, by name (copies, pages). exemptions: groups who owe less. asked_for: prices owed only on request.
    """

    quantities: Mapping[str, int] = field(default_factory=dict)
    exemptions: Sequence[str] = ()
    asked_for: Sequence[str] = ()
    counted: Mapping[str, Sequence[CountedItem]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The choices as plain values."""
        return asdict(self)

    @staticmethod
    def of_json(kept: Mapping[str, Any]) -> FeeChoices:
        """The choices that were kept; what is missing was not chosen."""
        counted = {code: [CountedItem(**item) for item in items] for code, items in kept.get("counted", {}).items()}
        return FeeChoices(
            kept.get("quantities", {}), tuple(kept.get("exemptions", ())), tuple(kept.get("asked_for", ())), counted
        )

    def recounted(self, numbers: Mapping[str, int]) -> FeeChoices:
        """The choices with other numbers, by key of a Countable; what is not named stays."""
        counted: dict[str, list[CountedItem]] = {code: list(items) for code, items in self.counted.items()}
        quantities = dict(self.quantities)
        for key, number in numbers.items():
            code, place, name = key.split(":")
            if not code:
                quantities[name] = number
                continue
            items = counted.setdefault(code, [])
            if int(place) == len(items):
                items.append(CountedItem({}))
            item = items[int(place)]
            items[int(place)] = replace(item, counts={**item.counts, name: number})
        return replace(self, quantities=quantities, counted=counted)


@dataclass(frozen=True)
class Countable:
    """One number on which a fee depends, as it stands. key: how FeeChoices.recounted knows it; of: '' or a paper."""

    key: str
    name: str
    number: int
    of: str = ""


@dataclass(frozen=True)
class Price:
    """What is owed with the choices made. by_hand: quantities that a person still counts. offered: who owes less."""

    due: list[DueLine]
    by_hand: list[str]
    offered: list[Exemption]

    @property
    def total_vnd(self) -> int:
        """The sum in đồng."""
        return total_vnd(self.due)


def price_of(version: ProcedureVersion, choices: FeeChoices, *, channel: str, on: date) -> Price:
    """What these choices cost on a day, filed through a channel. Prices on request are owed once they are counted."""
    asked_for = {*choices.asked_for, *(code for code, items in choices.counted.items() if items)}
    lines = fee_lines(version, on, asked_for=asked_for)
    due = fees_due(
        lines,
        channel=channel,
        quantities=choices.quantities,
        counted=choices.counted,
        exemptions=choices.exemptions,
        on=on,
    )
    offered = {one.code: one for line in lines for one in line.exemptions}
    return Price(due, names_counted(line for line in lines if line.code not in choices.counted), list(offered.values()))


def counted_in(
    version: ProcedureVersion, form: FormVersion | None, answers: Mapping[str, Any], *, on: date
) -> dict[str, list[CountedItem]]:
    """Price code -> what a form's answers ask for; a price that is missing here is counted by a person.

    A rule that reads answers which this version of the form does not have is passed over: nothing is read as zero.
    """
    if form is None:
        return {}
    rules = count_rules(version, form, on=on)
    given = computed(form.schema, answers) if rules else {}
    return {rule.fee_code: items_in(rule, given) for rule in rules}


def count_rules(version: ProcedureVersion, form: FormVersion, *, on: date) -> list[CountRule]:
    """The rules that stand on a day for this procedure and fit this version of its form."""
    rules = _count_rules(version.procedure_id, form.form.code, on)
    return [rule for rule in rules if rule.fits(form.schema["properties"])]


@cached(TTLCache(maxsize=4000, ttl=settings.CATALOGUE_SECONDS), lock=Lock())
def _count_rules(procedure_id: int, form_code: str, on: date) -> list[CountRule]:
    """Rules change with the catalogue, not with the second: remembered for some seconds."""
    rows = FeeCount.objects.filter(standing_on(on), procedure=procedure_id, form_code=form_code)
    return [CountRule(row.fee_code, row.counts, row.group, row.label) for row in rows]


def countables(
    version: ProcedureVersion, form: FormVersion | None, choices: FeeChoices, *, channel: str, on: date
) -> list[Countable]:
    """Every number that the fee of these choices depends on: those read from the form first, then those by hand.

    A form that stated none of a thing (0 copies) shows it with 0, so that it can be counted after all.
    """
    found = [
        Countable(f"{code}:{place}:{name}", name, number, item.name)
        for code, items in choices.counted.items()
        for place, item in enumerate(items)
        for name, number in item.counts.items()
    ]
    for rule in count_rules(version, form, on=on) if form else []:
        if not rule.group and not choices.counted.get(rule.fee_code):
            found += [Countable(f"{rule.fee_code}:0:{name}", name, 0) for name in rule.counts]
    by_hand = price_of(version, choices, channel=channel, on=on).by_hand
    return found + [Countable(f"::{name}", name, choices.quantities.get(name, 1)) for name in by_hand]
