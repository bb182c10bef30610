"""Synthetic people, households and enterprises: each a function of the seed and its place, so none is stored.

Nobody is real: personal numbers begin with three digits that no province has and carry the century of 2300; tax codes
end in a wrong check digit; telephones begin with 00, which no network has. Names are drawn from published shares of
surnames and a list of given names.
"""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from itertools import accumulate

from bench.simulator.parameters import ROOT, value
from bench.simulator.plan import Enterprise, Human, draws, stream
from tinhso.ground.base.vietnamese import fold, nfc
from tinhso.ground.people.rules import PROVINCE_CODES

SEED = ROOT / "seed" / "people"
NOBODYS = [f"{code:03}" for code in range(100) if f"{code:03}" not in PROVINCE_CODES]  # begins with 000
BLOCK = 100  # households; each block has the same sizes in an order of its own
TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
TRADES = ("Xây dựng", "Thương mại", "Dịch vụ vận tải", "May mặc", "Cơ khí", "Thủy sản", "Nội thất", "Thực phẩm")


@dataclass(frozen=True)
class Population:
    """`size` inhabitants; the n-th is the same whoever asks."""

    seed: int
    size: int
    year: int = 2025

    @cached_property
    def communes(self) -> list[tuple[str, str]]:
        """(unit code of 2024-09, name), in the order of the weights."""
        return [(code, name) for code, name, _ in _weights()]

    @cached_property
    def weights(self) -> list[tuple[str, float]]:
        """(unit code of 2024-09, share of the inhabitants)."""
        total = sum(weight for *_, weight in _weights())
        return [(code, weight / total) for code, _, weight in _weights()]

    @cached_property
    def _ends(self) -> list[int]:
        """The first place after each commune's people."""
        total = sum(weight for *_, weight in _weights())
        return [round(self.size * part / total) for part in accumulate(weight for *_, weight in _weights())]

    def anyone(self, share: float, *, grown: bool = True) -> Human:
        """The person at a share of the population, 0 to 1; the next grown one unless told."""
        return self.human_from(int(share * self.size), grown=grown)

    def human_from(self, index: int, *, grown: bool = True) -> Human:
        """The n-th, or with `grown` the first of age from there on (within thirty, or we make do)."""
        for place in range(index, index + 30):
            human = self.human(place % self.size)
            if not grown or human.born.year <= self.year - 19:
                return human
        return human

    def commune_at(self, index: int) -> tuple[str, str]:
        """Where the n-th lives."""
        return self.communes[min(bisect_right(self._ends, index), len(self.communes) - 1)]

    def household(self, index: int) -> tuple[int, int]:
        """(number of the n-th's household, his place in it: 0 is the householder)."""
        block, place = divmod(index, _people_a_block())
        starts = _starts(self.seed, block)
        inside = bisect_right(starts, place) - 1
        return block * BLOCK + inside, place - starts[inside]

    def human(self, index: int) -> Human:
        """The n-th inhabitant."""
        chance = draws(self.seed, "human", index)
        household, place = self.household(index)
        family = draws(self.seed, "family", household)
        sex = "MALE" if chance[0] < _male_share() else "FEMALE"
        if place == 1:  # the spouse
            first = draws(self.seed, "human", index - 1)[0] < _male_share()
            sex = "FEMALE" if first else "MALE"
        born = _born(self.year, chance[1], chance[2], grown=place < 2)
        surname = _surname(family[0] if place != 1 else chance[3])
        code, commune = self.commune_at(index)
        name = f"{surname} {_given(sex, born.year, chance[4], chance[5])}"
        mail = f"{fold(name).replace(' ', '.')}.{index}@example.com"
        has_mail = chance[6] < value("people", "with_email")
        return Human(
            index, _number(index, sex, born), name, sex, born, code,
            f"Xóm {1 + int(family[1] * 24)}, {commune.lower()}", f"00{int(chance[7] * 1e8):08}",
            mail if has_mail else "", household,
        )  # fmt: skip

    def family(self, human: Human) -> list[Human]:
        """Everyone of the same household, the householder first."""
        _, place = self.household(human.index)
        found, index = [], human.index - place
        while index < self.size and self.household(index)[0] == human.household:
            found.append(self.human(index))
            index += 1
        return found

    @property
    def enterprises(self) -> int:
        """How many enterprises there are, one at least."""
        return max(1, round(self.size * float(value("people", "enterprises_per_1000")) / 1000))

    def enterprise(self, index: int) -> Enterprise:
        """The n-th enterprise, headed by somebody of age."""
        chance = draws(self.seed, "enterprise", index)
        head = self.anyone(chance[0])
        words = head.full_name.split()
        trade = TRADES[int(chance[1] * len(TRADES))]
        name = f"Công ty TNHH {trade} {' '.join(words[-2:])} {index + 1}"
        return Enterprise(index, _wrong_tax_code(index), nfc(name), head.commune, head.address, head)


@lru_cache
def _weights() -> list[tuple[str, str, int]]:
    with (SEED / "commune_weights.csv").open() as lines:
        return [(row["unit_code"], nfc(row["name"]), int(row["weight"])) for row in csv.DictReader(lines)]


@lru_cache
def _sizes() -> list[int]:
    shares = value("people", "household_sizes")
    return [size for size, share in enumerate(shares, 1) for _ in range(round(share * BLOCK))]


@lru_cache
def _people_a_block() -> int:
    return sum(_sizes())


@lru_cache(maxsize=20_000)
def _starts(seed: int, block: int) -> list[int]:
    """The place of each householder of a block: the same sizes in every block, in an order of its own."""
    sizes = list(_sizes())
    stream(seed, "households", block).shuffle(sizes)
    return [0, *accumulate(sizes)][:-1]


@lru_cache
def _male_share() -> float:
    males = float(value("people", "sex_ratio"))
    return males / (100 + males)


@lru_cache
def _ages(*, grown: bool) -> tuple[list[tuple[int, int]], list[float]]:
    spans = [(tuple(map(int, span.split("-"))), share) for span, share in value("people", "ages").items()]
    kept = [((first, last), share) for (first, last), share in spans if first >= 25 or not grown]
    return [span for span, _ in kept], list(accumulate(share for _, share in kept))


def _born(year: int, chance: float, within: float, *, grown: bool) -> date:
    spans, shares = _ages(grown=grown)
    first, last = spans[bisect_right(shares, chance * shares[-1]) if chance < 1 else -1]
    return date(year, 1, 1) - timedelta(days=int(365.25 * (first + within * (last + 1 - first))) + 1)


@lru_cache
def _surnames() -> tuple[list[str], list[float]]:
    with (SEED / "surnames.csv").open() as lines:
        rows = [(nfc(row["surname"]), float(row["weight_percent"])) for row in csv.DictReader(lines)]
    return [name for name, _ in rows], list(accumulate(weight for _, weight in rows))


def _surname(chance: float) -> str:
    names, weights = _surnames()
    return names[min(bisect_right(weights, chance * weights[-1]), len(names) - 1)]


@lru_cache
def _given_names(sex: str) -> Sequence[str]:
    return [nfc(line) for line in (SEED / f"given_names_{sex.lower()}.txt").read_text().split("\n") if line.strip()]


def _given(sex: str, year: int, chance: float, middle: float) -> str:
    """Middle and given name; "Văn" and "Thị" grow rarer with the year of birth (estimate of the shipped parameters)."""
    names = _given_names(sex)
    given = names[int(chance * len(names))]
    old, young = (0.6, 0.1) if sex == "MALE" else (0.85, 0.25)
    share = old if year < 1975 else young if year > 2000 else old + (young - old) * (year - 1975) / 25
    return f"{'Văn' if sex == 'MALE' else 'Thị'} {given.split()[-1]}" if middle < share else given


def _number(index: int, sex: str, born: date) -> str:
    """Twelve digits that are nobody's: no province's code, century 2300, a serial of our own."""
    return f"{NOBODYS[index // 1_000_000]}{8 if sex == 'MALE' else 9}{born.year % 100:02}{index % 1_000_000:06}"


def _wrong_tax_code(index: int) -> str:
    """Ten digits of which the last is not the check digit."""
    first = f"06{index:07}"
    rest = sum(int(digit) * weight for digit, weight in zip(first, TAX_WEIGHTS, strict=True)) % 11
    return f"{first}{(10 - rest + 1) % 10}"


def person_named(seed: int, *names: object) -> str:
    """A full name for somebody who is not of the population, such as an official."""
    chance = draws(seed, "name", *names)
    sex = "MALE" if chance[0] < 0.5 else "FEMALE"
    return f"{_surname(chance[1])} {_given(sex, 1968 + int(chance[2] * 35), chance[3], chance[4])}"
