"""Crossing the wall: every call leaves its row in the message log."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from tinhso.ground.gateway.errors import BadEvent, Rejected, Unavailable
from tinhso.ground.gateway.models import MessageLog, Outcome
from tinhso.ground.watch.parts import part


@dataclass
class Call:
    """One crossing while it lasts; the caller may leave a `detail` (codes and counts, no personal data).

    subject, operation: what it is about, where that is known only once it has been read.
    """

    subject: str
    operation: str
    detail: str = ""


@contextmanager
def logged(
    partner: str,
    *,
    purpose: str,
    legal_basis: str,
    subject: str,
    now: datetime,
    operation: str = "",
    by: str = "",
    headers: Mapping[str, str] | None = None,
) -> Iterator[Call]:
    """Keep one message-log row about the calls made inside, whatever comes of them; errors pass on.

    by: who wanted it (official:7), where a person did; it opens the detail. headers: what a call that came in said of
    itself, free of personal data.

    Call it outside a transaction: one that rolls back would take the row with it, and a lock would be
    held for as long as the partner takes to answer.
    """
    call, outcome, began = Call(subject, operation), Outcome.CRASHED, time.perf_counter()
    try:
        with part("call", partner) as crossing:
            yield call
            crossing.tell(operation=call.operation)
        outcome = Outcome.DONE
    except Unavailable as error:
        outcome, call.detail = Outcome.UNAVAILABLE, error.detail
        raise
    except Rejected as error:
        outcome, call.detail = Outcome.REJECTED, error.detail
        raise
    except BadEvent as error:
        outcome, call.detail = Outcome.REJECTED, error.code
        raise
    finally:
        MessageLog.objects.create(
            partner=partner,
            operation=call.operation[:60],
            purpose=purpose[:200],
            legal_basis=legal_basis[:200],
            subject=call.subject[:80],
            at=now,
            duration_ms=round((time.perf_counter() - began) * 1000),
            outcome=outcome,
            detail=f"{by} {call.detail}".strip()[:300],
            headers=dict(headers or {}),
        )
