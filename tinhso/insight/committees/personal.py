"""Committees speak of agencies; who sat in one did so at his work."""

from __future__ import annotations

from tinhso.ground.base.personal import OfDuty
from tinhso.insight.committees.models import Committee, CommitteeMember

KEPT = ()
OF_DUTY = (OfDuty(CommitteeMember, "Thành viên ban chỉ đạo, tổ giúp việc"),)
IMPERSONAL = (Committee,)
