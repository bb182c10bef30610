"""The law of life events on plain values: which parts are asked for, which may begin, what becomes of the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, Protocol, TypeVar

from tinhso.government.life_events.lifecycle import AT_PARTNER, ENDED, CaseState, PartState
from tinhso.ground.base.vietnamese import fold


class Planned(Protocol):
    """A part as the bundle describes it. chosen_by: the answer that asks for it, '' when it always belongs."""

    @property
    def code(self) -> str: ...  # noqa: D102
    @property
    def after(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def chosen_by(self) -> str: ...  # noqa: D102


class Standing(Protocol):
    """A part of a case: its code, its state, what it waits for, and whether its refusal ends everything."""

    @property
    def code(self) -> str: ...  # noqa: D102
    @property
    def state(self) -> str: ...  # noqa: D102
    @property
    def after(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def ends_all(self) -> bool: ...  # noqa: D102


Plan = TypeVar("Plan", bound=Planned)
Part = TypeVar("Part", bound=Standing)


def chosen(parts: Sequence[Plan], answers: Mapping[str, Any]) -> list[Plan]:
    """The parts that these answers ask for, without those that wait for a part that was not chosen."""
    found: list[Plan] = []
    for part in parts:
        wanted = not part.chosen_by or answers.get(part.chosen_by) is True
        if wanted and set(part.after) <= {one.code for one in found}:
            found.append(part)
    return found


def twin_key(told_apart_by: Sequence[str], answers: Mapping[str, Any]) -> str:
    """A hash of the answers that name one birth or death, marks and capitals aside; '' when one of them is missing."""
    said = [fold(str(answers.get(name) or "")) for name in told_apart_by]
    return sha256("|".join(said).encode()).hexdigest() if said and all(said) else ""


def ready(parts: Sequence[Part]) -> list[Part]:
    """Waiting parts all of whose predecessors have their result: they run beside each other."""
    done = {part.code for part in parts if part.state == PartState.DONE}
    return [part for part in parts if part.state == PartState.WAITING and set(part.after) <= done]


def hopeless(parts: Sequence[Part]) -> list[Part]:
    """Waiting parts that wait, directly or through others, for one that ended without a result."""
    lost = {PartState.REFUSED, PartState.NOT_STARTED, PartState.WITHDRAWN, PartState.UNDONE}
    gone = {part.code for part in parts if part.state in lost}
    found: list[Part] = []
    for part in parts:  # parts stand in an order in which each comes after what it waits for
        if part.state == PartState.WAITING and gone & set(part.after):
            gone.add(part.code)
            found.append(part)
    return found


def standing_of(parts: Sequence[Standing]) -> CaseState:
    """What the parts make of the whole: open while any of them may still move.

    A refused root ends it; a refused or undone other part leaves what was done as it is ("hoàn thành một phần").
    """
    states = {part.state for part in parts}
    if states - ENDED:
        return CaseState.OPEN
    root = next(part.state for part in parts if part.ends_all)
    if root in {PartState.REFUSED, PartState.UNDONE}:
        return CaseState.ENDED
    if root == PartState.WITHDRAWN:
        return CaseState.WITHDRAWN
    return CaseState.DONE if states == {PartState.DONE} else CaseState.PARTLY_DONE


def to_undo(parts: Sequence[Part]) -> list[Part]:
    """What must be undone when the root's result is taken back: the last first."""
    reached = AT_PARTNER | {PartState.DONE}
    return [part for part in reversed(parts) if not part.ends_all and part.state in reached]
