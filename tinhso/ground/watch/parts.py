"""The parts of the work that somebody may want to time: requests, acts, statements, calls, jobs, signatures, papers.

Where nobody watches, a part costs one look at an empty list.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import wraps
from types import TracebackType
from typing import Any, ParamSpec, Protocol, Self, TypeVar

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
Fact = str | int | float | bool


class Watcher(Protocol):
    """Who is told that a part began and ended."""

    def began(self, part: Part) -> Any:
        """What it wants to have again when the part ends."""

    def ended(self, part: Part, kept: Any, error: BaseException | None, seconds: float) -> None:
        """The part is over."""


_watchers: list[Watcher] = []


class Part:
    """One part while it lasts. kind: one of a small, closed set; name: which one; facts: never about a person."""

    __slots__ = ("_began", "_kept", "facts", "kind", "name")

    def __init__(self, kind: str, name: str, facts: dict[str, Fact]) -> None:
        self.kind, self.name, self.facts = kind, name, facts

    def tell(self, name: str = "", **facts: Fact) -> None:
        """Say what is known only now."""
        self.name = name or self.name
        self.facts.update(facts)

    def __enter__(self) -> Self:
        self._kept = [(watcher, watcher.began(self)) for watcher in _watchers]
        self._began = time.perf_counter()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        seconds = time.perf_counter() - self._began
        for watcher, kept in reversed(self._kept):
            watcher.ended(self, kept, error, seconds)


class _Unwatched(Part):
    """Nobody looks."""

    __slots__ = ()

    def tell(self, name: str = "", **facts: Fact) -> None:
        """Nobody listens."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return


UNWATCHED = _Unwatched("", "", {})


def part(kind: str, name: str, **facts: Fact) -> Part:
    """One part of the work, for `with`; timed by whoever watches."""
    return Part(kind, name, facts) if _watchers else UNWATCHED


def is_watched() -> bool:
    """Whether anybody watches."""
    return bool(_watchers)


def watch(watcher: Watcher) -> None:
    """Let somebody watch every part from now on."""
    _watchers.append(watcher)


def unwatch(watcher: Watcher) -> None:
    """He has seen enough."""
    _watchers.remove(watcher)


def named_after(verb: Callable[..., Any]) -> str:
    """The room and name of a function: dossiers.receive; of another module its own last word: posix.fork."""
    words = verb.__module__.split(".")
    room = words[2] if words[0] == "tinhso" and len(words) > 2 else words[-1]
    return f"{room}.{verb.__name__}"


def around(
    whole: Callable[[], AbstractContextManager[None]], kind: str
) -> Callable[[Callable[Given, Answer]], Callable[Given, Answer]]:
    """A decorator that does a verb inside `whole()`, as a part named after the verb."""

    def decorate(verb: Callable[Given, Answer]) -> Callable[Given, Answer]:
        name = named_after(verb)

        @wraps(verb)
        def done(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
            if not _watchers:
                with whole():
                    return verb(*args, **kwargs)
            with part(kind, name), whole():
                return verb(*args, **kwargs)

        return done

    return decorate
