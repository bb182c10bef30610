"""What came from the national portal about people: each dossier as it was sent to us."""

from __future__ import annotations

from tinhso.government.portal_intake.models import Arrival
from tinhso.ground.base.personal import Kept

KEPT = (
    Kept(
        Arrival,
        "Hồ sơ nhận từ Cổng Dịch vụ công quốc gia",
        "ho-so",
        "ho-so",
        lambda who: Arrival.objects.filter(
            dossier__applicant_citizen=who.citizen_id, dossier__applicant_organisation__isnull=True
        ).order_by("pk"),
        without=("key", "body_hash"),
        masked=("body",),
    ),
)
OF_DUTY = ()
IMPERSONAL = ()
