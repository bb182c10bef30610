"""What hangs first on a wall while something lasts: for rooms above, which say for what and for how long."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from tinhso.ground.acts import act
from tinhso.ground.base.actors import Actor
from tinhso.insight.ioc.models import Pin
from tinhso.insight.ioc.queries.catalogue import indicator


@act()
def pin(
    actor: Actor, codes: Sequence[str], units: Sequence[int], *, source: str, words: str, link: str, now: datetime
) -> int:
    """Hang indicators first on the walls of units, in their order; who may is decided by the room that calls.

    source: for what, as it is taken down again; words, link: the same for people. How many now hang that did not.
    NotVisible for an indicator that is not in force.
    """
    for code in codes:
        indicator(code, timezone.localdate(now))
    hanging = set(Pin.objects.filter(source=source, taken_down_at__isnull=True).values_list("unit", "indicator"))
    made = [
        Pin(
            indicator=code, unit=unit, place=place, source=source, words=words[:200], link=link, pinned_at=now,
            pinned_by_ref=actor.ref, pinned_by_name=actor.name[:200],
        )
        for unit in units for place, code in enumerate(codes) if (unit, code) not in hanging
    ]  # fmt: skip
    Pin.objects.bulk_create(made)
    return len(made)


@act()
def take_down(source: str, *, now: datetime) -> int:
    """Take down all that was pinned for something. How many hung."""
    return Pin.objects.filter(source=source, taken_down_at__isnull=True).update(taken_down_at=now)
