"""Other systems' names for what is ours: of an applicant the personal number, on what the caller himself sent."""

from __future__ import annotations

from tinhso.front.govstack.models import MediatorName
from tinhso.ground.base.personal import Kept

KEPT = (
    Kept(
        MediatorName,
        "Mã mà hệ thống khác dùng để gọi tôi",
        "trao-doi",
        "trao-doi",
        lambda who: MediatorName.objects.filter(kind="APPLICANT", ours=who.number or "-"),
    ),
)
OF_DUTY = ()
IMPERSONAL = ()
