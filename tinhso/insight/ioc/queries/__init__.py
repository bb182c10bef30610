"""Reading the centre: scopes, panels, places on the map, alerts, thresholds, shifts."""

from tinhso.insight.ioc.queries.access import agency_of, may_keep_watch, sees_all, unit_for, units_of
from tinhso.insight.ioc.queries.alerts import (
    Named,
    alert_for,
    alerts_before,
    alerts_in,
    latest_alerts,
    lines_of,
    named,
    newest_change,
    open_alerts,
    visible_to,
)
from tinhso.insight.ioc.queries.catalogue import bounds_in_force, indicator, indicators, threshold_for, thresholds
from tinhso.insight.ioc.queries.duty import lines_before, on_duty, shift_for, shifts_around
from tinhso.insight.ioc.queries.panels import Panel, panel_of, panels_of
from tinhso.insight.ioc.queries.pins import newest_pin, pins_of, sources_pinned
from tinhso.insight.ioc.queries.places import Place, places, stage_of
from tinhso.insight.ioc.queries.snapshots import Taken, counted_now, newest, version

__all__ = [
    "Named",
    "Panel",
    "Place",
    "Taken",
    "agency_of",
    "alert_for",
    "alerts_before",
    "alerts_in",
    "bounds_in_force",
    "counted_now",
    "indicator",
    "indicators",
    "latest_alerts",
    "lines_before",
    "lines_of",
    "may_keep_watch",
    "named",
    "newest",
    "newest_change",
    "newest_pin",
    "on_duty",
    "open_alerts",
    "panel_of",
    "panels_of",
    "pins_of",
    "places",
    "sees_all",
    "shift_for",
    "shifts_around",
    "sources_pinned",
    "stage_of",
    "threshold_for",
    "thresholds",
    "unit_for",
    "units_of",
    "version",
    "visible_to",
]
