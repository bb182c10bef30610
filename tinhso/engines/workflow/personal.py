"""What clocks say of people: when something was promised to them, and why a promise moved."""

from __future__ import annotations

from tinhso.engines.workflow.models import (
    Clock,
    ClockPause,
    ClockSegment,
    DueChange,
    Route,
    RouteVersion,
    Step,
)
from tinhso.ground.base.personal import Kept

KEPT = (
    Kept(
        Clock,
        "Thời hạn giải quyết hồ sơ, yêu cầu của tôi",
        "ho-so",
        "ho-so",
        lambda who: Clock.objects.filter(subject__in=who.subjects).order_by("pk"),
    ),
    Kept(
        ClockSegment,
        "Các lần tính thời hạn",
        "ho-so",
        "ho-so",
        lambda who: ClockSegment.objects.filter(clock__subject__in=who.subjects).order_by("pk"),
    ),
    Kept(
        ClockPause,
        "Các lần tạm dừng tính thời hạn",
        "ho-so",
        "ho-so",
        lambda who: ClockPause.objects.filter(clock__subject__in=who.subjects).order_by("pk"),
    ),
    Kept(
        DueChange,
        "Các lần đổi ngày hẹn trả",
        "ho-so",
        "ho-so",
        lambda who: DueChange.objects.filter(clock__subject__in=who.subjects).order_by("pk"),
    ),
)
OF_DUTY = ()
IMPERSONAL = (Route, RouteVersion, Step)
