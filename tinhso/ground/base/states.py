"""State tables: the legal life of a thing on one screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Self

from tinhso.ground.base.refused import NotAllowed, Refused


class Labelled(str, Enum):
    """A stored UPPER_CASE code with its Vietnamese label beside it."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        """Make the member from its stored code; the label rides along (and is not given in a look-up)."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    def __str__(self) -> str:
        return str(self.value)

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs (code, label) in the order of definition, as Django's `choices` wants them."""
        return [(member.value, member.label) for member in cls]


@dataclass(frozen=True)
class Move:
    """One row of a life-cycle: who may say `verb` in which states, and where it leads."""

    verb: str
    sources: frozenset[Labelled] | set[Labelled]
    target: Labelled
    roles: frozenset[str] | set[str]
    label: str = ""


@dataclass(frozen=True)
class StateTable:
    """All lawful moves of one kind of thing. Anything not in the table is refused."""

    moves: tuple[Move, ...]
    _index: Mapping[tuple[str, str], Move] = field(init=False, repr=False, compare=False)

    def __init__(self, *moves: Move) -> None:
        index: dict[tuple[str, str], Move] = {}
        for move in moves:
            for source in move.sources:
                key = (move.verb, source.value)
                if key in index:
                    raise ValueError(f"two moves for {key}")
                index[key] = move
        object.__setattr__(self, "moves", moves)
        object.__setattr__(self, "_index", index)

    def move(self, state: str, verb: str, roles: Iterable[str]) -> Labelled:
        """The state that `verb` leads to. Refused when the table has no such row for these roles."""
        row = self._index.get((verb, str(state)))
        if row is None:
            raise Refused("wrong-state", "Việc này đang ở trạng thái không cho phép thực hiện thao tác đó.")
        if not row.roles & frozenset(roles):
            raise NotAllowed("wrong-role", "Bạn không được giao quyền thực hiện thao tác này.")
        return row.target

    def verbs(self, state: str, roles: Iterable[str]) -> list[Move]:
        """Moves open to these roles in this state, in table order: what a page offers as buttons."""
        mine = frozenset(roles)
        return [
            move
            for move in self.moves
            if (move.verb, str(state)) in self._index
            and self._index[move.verb, str(state)] is move
            and move.roles & mine
        ]
