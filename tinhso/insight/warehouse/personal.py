"""The warehouse speaks of no citizen: facts have no columns for people (base/facts.py refuses them)."""

from __future__ import annotations

from tinhso.ground.base.personal import OfDuty
from tinhso.insight.warehouse.models import (
    EntryDraft,
    FactFile,
    Hand,
    Metric,
    Observation,
    PublishedFigure,
    Pull,
    Statistic,
)

KEPT = ()
OF_DUTY = (
    OfDuty(Hand, "Lượt xử lý số liệu (ai nhập, kiểm tra, duyệt, khoá)"),
    OfDuty(EntryDraft, "Bảng số liệu nhập dở"),
)
IMPERSONAL = (FactFile, Pull, Metric, PublishedFigure, Statistic, Observation)
