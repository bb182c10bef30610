"""The only upward news: what happened below, and who above must hear of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tinhso.ground.journal.models import Entry

REACTIONS: Mapping[str, tuple[Callable[[Entry], None], ...]] = {
    # what happened            who above must hear of it
}
