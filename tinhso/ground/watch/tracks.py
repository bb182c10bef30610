"""One id for one thing that somebody asked for: on every log line, in jobs and calls that come of it, on error pages.

Two names for the same: the trace id is W3C's (32 hex digits), for machines; the request id is short enough to be read
out to the hotline, and is made of the trace id's first 60 bits unless a proxy that we trust gave it another.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

# Crockford's digits: no I, L, O, U, which are heard and read as something else.
DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GIVEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
# https://www.w3.org/TR/trace-context/: version 00; all zeros are no id.
TRACEPARENT = re.compile(r"00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})")
KEY = "_track"  # of the arguments of a job


@dataclass(frozen=True, slots=True)
class Track:
    """What one request or job is known by. caller: the span (16 hex digits) from which it came, '' = it begins here.

    is_sampled: whether whoever began it keeps its trace; None = nobody has decided yet.
    """

    request_id: str
    trace_id: str
    caller: str = ""
    is_sampled: bool | None = None


_here: ContextVar[Track | None] = ContextVar("track", default=None)
# Who draws spans says in which of them we are; without him nobody keeps any.
_span_now: list[Callable[[], str]] = []


def fresh(*, request_id: str = "", traceparent: str = "") -> Track:
    """A track of its own, or the one that a caller whom we trust has begun; what makes no sense counts as not given."""
    theirs = TRACEPARENT.fullmatch(traceparent) if traceparent else None
    trace_id = theirs[1] if theirs else os.urandom(16).hex()
    known = request_id if request_id and GIVEN.fullmatch(request_id) else spoken(trace_id)
    if theirs is None:
        return Track(known, trace_id)
    return Track(known, trace_id, theirs[2], bool(int(theirs[3], 16) & 1))


def spoken(trace_id: str) -> str:
    """The request id that belongs to a trace id: 60 bits as XXXX-XXXX-XXXX."""
    bits = int(trace_id[:15], 16)
    digits = "".join(DIGITS[bits >> shift & 31] for shift in range(55, -1, -5))
    return f"{digits[:4]}-{digits[4:8]}-{digits[8:]}"


def current() -> Track | None:
    """The track on which this thread works; None outside any."""
    return _here.get()


def request_id() -> str:
    """What it is known by, '' outside any request or job."""
    here = _here.get()
    return here.request_id if here else ""


@contextmanager
def following(track: Track) -> Iterator[Track]:
    """Work on a track."""
    token = _here.set(track)
    try:
        yield track
    finally:
        _here.reset(token)


def traceparent() -> str:
    """What we tell whom we call; '' outside any track."""
    here = _here.get()
    if here is None:
        return ""
    # Without spans the caller's span stands for us; where we are the first, the second half of the id does.
    now = _span_now[0]() if _span_now else ""
    return now or f"00-{here.trace_id}-{here.caller or here.trace_id[16:]}-{'01' if here.is_sampled else '00'}"


def draw_spans_by(span_now: Callable[[], str] | None) -> None:
    """Who keeps spans: his `traceparent` of now ('' = none). None: nobody any more."""
    _span_now[:] = [span_now] if span_now else []


def handed() -> dict[str, str]:
    """What a job must be given so that it stays on our track: `.defer(…, **handed())`; nothing outside any."""
    here = _here.get()
    return {KEY: f"{traceparent()} {here.request_id}"} if here else {}


def taken(arguments: MutableMapping[str, Any]) -> Track:
    """The track of a job, taken out of its arguments; one of its own where it came of no request."""
    header, _, known = str(arguments.pop(KEY, "")).partition(" ")
    return fresh(request_id=known, traceparent=header)
