"""The register speaks of places and agencies; rights and looks of officials at their work. No picture is kept here."""

from __future__ import annotations

from tinhso.ground.base.personal import OfDuty
from tinhso.infrastructure.cameras.models import Camera, CameraLook, HealthSpan, OpeningRight

KEPT = ()
OF_DUTY = (
    OfDuty(Camera, "Sổ camera (ai ghi, ai duyệt)"),
    OfDuty(OpeningRight, "Quyền mở camera"),
    OfDuty(CameraLook, "Lượt mở camera"),
    OfDuty(HealthSpan, "Tình trạng camera (ai báo)"),
)
IMPERSONAL = ()
