"""The warehouse speaks of nobody: facts have no columns for people (base/facts.py refuses them)."""

from __future__ import annotations

from tinhso.insight.warehouse.models import FactFile, Metric, PublishedFigure, Pull

KEPT = ()
OF_DUTY = ()
IMPERSONAL = (FactFile, Pull, Metric, PublishedFigure)
