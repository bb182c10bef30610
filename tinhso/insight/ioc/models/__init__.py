"""What the centre knows: indicators, what was counted, thresholds, alerts, shifts and their log."""

from tinhso.insight.ioc.models.catalogue import Domain, Feed, Indicator, Snapshot
from tinhso.insight.ioc.models.watching import Alert, AlertKind, LogLine, Pin, Shift, Threshold

__all__ = ["Alert", "AlertKind", "Domain", "Feed", "Indicator", "LogLine", "Pin", "Shift", "Snapshot", "Threshold"]
