"""The act: a transaction that sends together whatever nobody waits for.

A statement costs its own trip through driver and server, however small it is. Most of what an act writes (lines of
history, journal, messages, jobs) is read by nobody before the act is over, so it goes in one trip at its end, in the
order of writing, still inside the transaction: it commits or vanishes with the act, as before.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from types import TracebackType
from typing import Any, ParamSpec, TypeVar, cast

from django.db import connection, transaction
from django.db.backends.postgresql.base import Cursor
from django.db.backends.utils import CursorWrapper
from psycopg.adapt import Transformer

from tinhso.ground.watch.parts import around

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


@dataclass
class _Act:
    """What an open act holds: statements to be sent at its end, and answers to questions asked once.

    depth: how many transactions and savepoints were open at its beginning.
    """

    depth: int
    answers: dict[Hashable, Any]
    statements: list[bytes] = field(default_factory=list)
    gathered: dict[str, list[str]] = field(default_factory=dict)
    quoting: Any = None

    def keep(self, statement: str, values: Sequence[Any]) -> None:
        """Write the values into the statement, as the driver quotes them: a prepared statement can be but one."""
        if self.quoting is None:
            self.quoting = Transformer(connection.connection)
        first, *others = _pieces(statement)
        written = [first]
        for value, piece in zip(values, others, strict=True):
            written += (self.quoting.as_literal(value), piece)
        self.statements.append(b"".join(written))

    def send(self) -> None:
        """One trip for everything that waits; a broken rule of the database shows here at the latest."""
        for statement, rows in self.gathered.items():
            self.keep(statement, [_listed(rows)])
        self.gathered = {}
        if self.statements:
            whole = b";\n".join(self.statements).decode()
            self.statements = []
            with _cursor_for_several() as cursor:
                cursor.execute(whole)


@lru_cache(maxsize=500)
def _pieces(statement: str) -> list[bytes]:
    return [piece.replace("%%", "%").encode() for piece in statement.split("%s")]


def _cursor_for_several() -> CursorWrapper:
    """A cursor that sends its text as it is."""
    plain: Any = Cursor(connection.connection)  # type: ignore[call-arg]
    return connection.make_debug_cursor(plain) if connection.queries_logged else connection.make_cursor(plain)


_open: ContextVar[_Act | None] = ContextVar("act", default=None)
_stands_as_one: ContextVar[bool] = ContextVar("stands_as_one", default=False)


class act:
    """One transaction (a savepoint inside another) whose `send` statements go together at its end.

    Use as `@act()` on a verb. Under `one_answer` an act inside an act is simply a part of it.
    """

    def __call__(self, verb: Callable[Given, Answer]) -> Callable[Given, Answer]:
        """The verb as one act, which whoever watches sees under its name."""
        return around(_whole, "act")(verb)

    def __enter__(self) -> None:
        self._inner: AbstractContextManager[None] = _whole()
        self._inner.__enter__()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        return self._inner.__exit__(kind, error, trace)


@contextmanager
def _whole() -> Iterator[None]:
    whole, outer = _stands_as_one.get(), _open.get()
    if whole and outer is not None:
        yield
        return
    if outer is not None:
        outer.send()  # so that lines keep the order of writing
    with transaction.atomic(savepoint=not whole):
        mine = _Act(depth=len(connection.savepoint_ids), answers=outer.answers if outer else {})
        token = _open.set(mine)
        try:
            yield
            mine.send()
        finally:
            _open.reset(token)


@contextmanager
def one_answer() -> Iterator[None]:
    """A transaction that the caller rolls back as a whole when anything in it is refused: a request of the API.

    So acts inside need no savepoint of their own. Never catch a refusal inside and go on.
    """
    token = _stands_as_one.set(True)
    try:
        with transaction.atomic():
            yield
    finally:
        _stands_as_one.reset(token)


@contextmanager
def as_one() -> Iterator[None]:
    """Many acts as a single one: one transaction, one trip for what nobody waits for, each question asked once.

    A refusal of any undoes all: never catch it inside. Two acts on the same row need `sent` between them.
    """
    with one_answer(), act():
        yield


def send(statement: str, values: Sequence[Any]) -> None:
    """Run a statement whose answer nobody waits for: at the end of the open act, or at once where none is open.

    Nothing in the same act may read what it writes. Inside a savepoint of somebody else it runs at once, too: who
    opened that may yet undo it.
    """
    here = _open.get()
    if here is None or len(connection.savepoint_ids) != here.depth:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
        return
    here.keep(statement, values)


def gather(statement: str, row: str) -> None:
    """As `send`, for a statement that takes many rows at once as a JSON array: those of an act go together, in order.

    row: one element of the array, as JSON.
    """
    here = _open.get()
    if here is None or len(connection.savepoint_ids) != here.depth:
        send(statement, [_listed([row])])
    else:
        here.gathered.setdefault(statement, []).append(row)


def _listed(rows: Sequence[str]) -> str:
    return f"[{','.join(rows)}]"


def keep(question: Hashable, answer: object) -> None:
    """Leave an answer in the open act for the one who will ask for it (`taken`); nothing where no act is open."""
    here = _open.get()
    if here is not None:
        here.answers[question] = answer


def taken(question: Hashable) -> Any:
    """The answer that was kept for this question, given once: whoever asks again reads anew. None without one."""
    here = _open.get()
    return here.answers.pop(question, None) if here is not None else None


def sent() -> None:
    """Send now what waits in the open act: what follows reads it."""
    here = _open.get()
    if here is not None:
        here.send()


def once(question: Hashable, ask: Callable[[], Answer]) -> Answer:
    """The answer to a question, asked once an act, so that one act never sees two answers; else asked each time."""
    here = _open.get()
    if here is None:
        return ask()
    if question not in here.answers:
        here.answers[question] = ask()
    return cast(Answer, here.answers[question])
