"""The watch: after each pull every figure is held against its threshold, and every source against its class."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from tinhso.ground.acts import act
from tinhso.ground.base.actors import System
from tinhso.ground.journal.actions import record
from tinhso.insight.ioc.actions.log import note
from tinhso.insight.ioc.events import AlertMoved, AlertRaised
from tinhso.insight.ioc.lifecycle import ALERTS, AlertState
from tinhso.insight.ioc.models import Alert, AlertKind, Feed, Indicator
from tinhso.insight.ioc.queries.alerts import Key, latest_alerts
from tinhso.insight.ioc.queries.catalogue import bounds_in_force, indicators
from tinhso.insight.ioc.queries.panels import panel_of
from tinhso.insight.ioc.queries.snapshots import Taken
from tinhso.insight.ioc.rules import Bounds, Light
from tinhso.insight.warehouse.queries import PROVINCE

US = System("ioc")
BACK = "Số liệu đã trở lại trong ngưỡng, cảnh báo tự đóng."
HEARD_AGAIN = "Nguồn số liệu đã hoạt động lại, cảnh báo tự đóng."


@dataclass(frozen=True)
class Seen:
    """What the watch saw of one thing. is_bad: an alert is due; is_good: an open one is over."""

    key: Key
    is_bad: bool
    is_good: bool
    value: Decimal | None = None
    bound: Decimal | None = None
    period: str = ""


@act()
def watch(taken: Taken, *, now: datetime) -> list[Alert]:
    """Raise what is due, once a thing while it lasts; let go of what is over. The alerts that were raised.

    A figure that is old is not judged: its source is what is alerted. What somebody closed while it was still bad
    is not raised again before it has been good.
    """
    known = latest_alerts(AlertKind)
    raised = []
    for seen in _seen(taken, now):
        last = known.get(seen.key)
        if last is None or (not last.is_open and last.recovered_at):
            if seen.is_bad:
                raised.append(_raise(seen, now=now))
        else:
            _follow(last, seen, now=now)
    return raised


def _seen(taken: Taken, now: datetime) -> Iterator[Seen]:
    today = timezone.localdate(now)
    bounds = bounds_in_force(today)
    for one in indicators(today):
        if one.feed == Feed.NONE:
            continue
        whole = panel_of(taken, one, PROVINCE, now=now, bounds=bounds)
        # A source that never began is told on the wall; it is silent only once it has spoken.
        silent = whole.is_stale and whole.as_of is not None
        yield Seen((AlertKind.SILENT, one.code, PROVINCE), silent, not whole.is_stale)
        if one.code in bounds and not whole.is_stale:
            yield from _judged(taken, one, bounds, now)


def _judged(taken: Taken, one: Indicator, bounds: Mapping[str, Bounds], now: datetime) -> Iterator[Seen]:
    judge = bounds[one.code]
    units = {PROVINCE, *taken.metrics.get(one.feed_code, {})} if one.feed == Feed.METRIC else {PROVINCE}
    for unit in sorted(units):
        panel = panel_of(taken, one, unit, now=now, bounds=bounds)
        bad = panel.light is Light.RED
        good = not bad and judge.has_recovered(panel.value)
        yield Seen((AlertKind.THRESHOLD, one.code, unit), bad, good, panel.value, judge.red, panel.period)


def _raise(seen: Seen, *, now: datetime) -> Alert:
    kind, code, unit = seen.key
    alert = Alert.objects.create(
        kind=kind, indicator=code, unit=unit, period=seen.period, value=seen.value, value_now=seen.value,
        bound=seen.bound, raised_at=now, changed_at=now,
    )  # fmt: skip
    record(US, AlertRaised(alert.pk, code, unit, seen.value), at=now)
    note(US, AlertKind(kind).label, alert=alert, now=now)
    return alert


def _follow(alert: Alert, seen: Seen, *, now: datetime) -> None:
    """Write down what became of the figure of an alert; close it where it is over and nobody works on it."""
    was = (alert.value_now, alert.recovered_at)
    alert.value_now = seen.value
    if seen.is_good:
        alert.recovered_at = alert.recovered_at or now
    elif seen.is_bad and alert.is_open:
        alert.recovered_at = None
    if seen.is_good and alert.state in (AlertState.RAISED, AlertState.ACKNOWLEDGED):
        alert.state = str(ALERTS.move(alert.state, "settle", US.roles))
        alert.closed_at = alert.changed_at = now
        words = BACK if alert.kind == AlertKind.THRESHOLD else HEARD_AGAIN
        record(US, AlertMoved(alert.pk, "settle", alert.state, words), at=now)
        note(US, words, alert=alert, now=now)
    elif (alert.value_now, alert.recovered_at) != was:
        alert.changed_at = now
    else:
        return
    alert.save(update_fields=["value_now", "recovered_at", "state", "closed_at", "changed_at"])
