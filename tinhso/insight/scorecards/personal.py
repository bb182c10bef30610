"""Scorecards speak of units; who entered a score is an official at his work."""

from __future__ import annotations

from tinhso.ground.base.personal import OfDuty
from tinhso.insight.scorecards.models import (
    Assessment,
    Duty,
    EvidenceFile,
    IndexFamily,
    IndexVersion,
    Node,
    Pillar,
    PublishedScore,
    Reminder,
    Score,
)

KEPT = ()
OF_DUTY = (
    OfDuty(Score, "Điểm bộ chỉ số do cán bộ nhập"),
    OfDuty(IndexVersion, "Phiên bản bộ chỉ số: ai đề nghị, ai chốt"),
    OfDuty(Assessment, "Kỳ chấm: ai mở, ai đóng, ai công bố"),
    OfDuty(Duty, "Phân công chỉ số: ai phân công"),
)
IMPERSONAL = (IndexFamily, Node, Pillar, EvidenceFile, Reminder, PublishedScore)
