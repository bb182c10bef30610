"""What this room itself keeps about people: their requests about their data."""

from __future__ import annotations

from tinhso.front.personal_data.models import Activity, Breach, DataRequest, RightLimit, Term
from tinhso.ground.base.personal import Kept, OfDuty

KEPT = (
    Kept(
        DataRequest,
        "Yêu cầu về dữ liệu cá nhân của tôi",
        "quyen-du-lieu",
        "yeu-cau",
        lambda who: DataRequest.objects.filter(citizen=who.citizen_id).order_by("pk"),
        without=("file",),
    ),
)
OF_DUTY = (OfDuty(Breach, "Vi phạm dữ liệu cá nhân (người ghi sổ)"),)
IMPERSONAL = (Activity, RightLimit, Term)
