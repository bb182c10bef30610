"""Playbooks speak of agencies and roles; runs of officials at their work; of no citizen."""

from __future__ import annotations

from tinhso.ground.base.personal import OfDuty
from tinhso.insight.playbooks.models import Playbook, PlaybookStep, Run, RunStep

KEPT = ()
OF_DUTY = (
    OfDuty(Playbook, "Kịch bản điều hành (ai trình, ai duyệt)"),
    OfDuty(Run, "Lần kích hoạt kịch bản (ai kích hoạt, ai kết thúc)"),
    OfDuty(RunStep, "Việc của kịch bản đã đánh dấu"),
)
IMPERSONAL = (PlaybookStep,)
