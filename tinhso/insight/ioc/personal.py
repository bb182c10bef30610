"""The centre speaks of figures and of officials at their work, of no citizen."""

from __future__ import annotations

from tinhso.ground.base.personal import OfDuty
from tinhso.insight.ioc.models import Alert, Indicator, LogLine, Pin, Shift, Snapshot, Threshold

KEPT = ()
OF_DUTY = (
    OfDuty(Threshold, "Ngưỡng cảnh báo (ai đề nghị, ai duyệt)"),
    OfDuty(Shift, "Ca trực (ai trực, ai nhận bàn giao)"),
    OfDuty(LogLine, "Nhật ký ca trực"),
    OfDuty(Pin, "Chỉ tiêu được ghim lên màn hình (ai ghim)"),
)
IMPERSONAL = (Indicator, Snapshot, Alert)
