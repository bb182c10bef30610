"""Plans speak of agencies; who gave, or reported did so at his work."""

from __future__ import annotations

from tinhso.ground.base.personal import OfDuty
from tinhso.insight.plans.models import (
    Directive,
    DirectiveTie,
    PlanTask,
    Target,
    TargetResult,
    TaskReminder,
    TaskStep,
)

KEPT = ()
OF_DUTY = (
    OfDuty(PlanTask, "Nhiệm vụ: người giao, người báo cáo"),
    OfDuty(TaskStep, "Diễn biến nhiệm vụ: ai làm gì, lúc nào"),
    OfDuty(TargetResult, "Kết quả chỉ tiêu do cán bộ báo cáo"),
)
IMPERSONAL = (Directive, DirectiveTie, Target, TaskReminder)
