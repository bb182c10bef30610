"""Merger days: figures alone."""

from __future__ import annotations

from tinhso.government.reorganisation.models import Reorganisation

KEPT = ()
OF_DUTY = ()
IMPERSONAL = (Reorganisation,)
