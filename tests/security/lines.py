"""The lines of the table of the doors: how its words are read, and what is due to whom by them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.security.visitors import (
    ANONYMOUS,
    CITIZEN,
    ENDED,
    HELPER,
    PROGRAM,
    PROGRAMS,
    PROVINCE,
    REPRESENTATIVE,
    WORKING,
)

METHODS = {"GET", "POST", "PUT", "DELETE"}
PART = re.compile(r"<[a-z_:]+>")
CITIZENS = frozenset({CITIZEN, REPRESENTATIVE, ENDED, HELPER})
STAFF = frozenset({*WORKING, *PROVINCE})
GROUPS = {
    "nobody": frozenset[str](),
    "nothing there": frozenset({"nothing there"}),  # to act on: in this little world it has not come yet
    "everyone": frozenset({ANONYMOUS}) | CITIZENS | STAFF,
    "anyone signed in": CITIZENS | STAFF,
    "citizens": CITIZENS,
    "applicant": frozenset({CITIZEN, REPRESENTATIVE}),
    "staff": STAFF,
    "ward": frozenset(WORKING),
    "overseers": frozenset({"controller", "auditor"}),
    "one-stop": frozenset({"reception", "head of one-stop"}),
    "cashiers": frozenset({"reception", "head of one-stop", "result officer"}),
    "counters": frozenset({"reception", "head of one-stop", "leader", "controller", "auditor"}),
    "answerers": frozenset({"case officer", "clerk", "division head", "leader", "controller"}),
    "reconcilers": frozenset({"head of one-stop", "leader", "accountant", "controller"}),
    "watchers": frozenset({"leader", "division head", "head of one-stop", "controller", "auditor"}),
    "programs": frozenset(PROGRAMS),
    "case workers": frozenset({"division head", "head of one-stop", "case officer", "leader", "clerk"}),
    "writers": frozenset({"leader", "division head", "case officer", "clerk", "controller"}),
} | {name: frozenset({name}) for name in {CITIZEN, REPRESENTATIVE, HELPER, PROGRAM, *WORKING, *PROVINCE}}
OPEN = {"everyone": "in", "key": "in", "later": "404", "signature": "401 or 404"}


@dataclass(frozen=True)
class Line:
    """One line of the table. parts: what stands in the address. word: of the first column where it is open, else ''."""

    name: str
    parts: tuple[str, ...]
    word: str
    enters: frozenset[str]
    own: frozenset[str]
    strange: frozenset[str]
    acts: frozenset[str]
    is_refused: bool = False

    def expected(self, who: str, *, strange: bool, method: str) -> str:
        """What this visitor is to meet: in, sign in, 401, 403 or 404."""
        if self.word:
            return OPEN[self.word]
        if who not in self.enters:
            return "sign in" if who == ANONYMOUS else "403"
        if who not in (self.strange if strange else self.own):
            return "404"
        if strange and self.is_refused:
            return "403"
        if method != "GET" and self.acts == GROUPS["nothing there"]:
            return "404"
        return "in" if method == "GET" or who in self.acts else "403"

    def address(self, names: tuple[str, ...], things: Mapping[str, Any]) -> dict[str, Any]:
        """What stands in the address, by the names of its parts."""
        return {name: value(word, things) for name, word in zip(names, self.parts, strict=True)}

    def filled(self, pattern: str, things: Mapping[str, Any]) -> str:
        """The address of an endpoint with everything in its place."""
        words = iter(self.parts)
        return "/" + PART.sub(lambda _part: str(value(next(words), things)), pattern)


def value(word: str, things: Mapping[str, Any]) -> Any:
    """What a word of the table stands for."""
    return word.strip('"') if word.startswith('"') else things[word]


def read(table: str) -> dict[str, Line]:
    """The lines by the name of their address."""
    lines = (_line(*map(str.strip, text.split("|"))) for text in table.strip().splitlines())
    return {line.name: line for line in lines}


def _line(address: str, enters: str, own: str = "", strange: str = "", acts: str = "") -> Line:
    name, *parts = address.split()
    if name in METHODS:
        name, parts = f"{name} {parts[0]}", parts[1:]
    if enters in OPEN:
        everyone = GROUPS["everyone"]
        return Line(name, tuple(parts), enters, everyone, everyone, everyone, everyone)
    inside = _people(enters)
    sees = _people(own) if own else inside
    acting = _people(acts) if acts else inside
    if strange == "refused":
        return Line(name, tuple(parts), "", inside, sees, inside, acting, is_refused=True)
    return Line(name, tuple(parts), "", inside, sees, _people(strange or "nobody"), acting)


def _people(words: str) -> frozenset[str]:
    return frozenset[str]().union(*(GROUPS[word.strip()] for word in words.split(",")))
