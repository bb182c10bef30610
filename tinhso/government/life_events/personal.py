"""What linked procedures keep about people: one promise over several dossiers, and what each agency was told."""

from __future__ import annotations

from tinhso.government.life_events.models import Bundle, BundlePart, Case, CasePart
from tinhso.ground.base.personal import Kept

KEPT = (
    Kept(
        Case,
        "Hồ sơ liên thông",
        "ho-so",
        "ho-so",
        lambda who: Case.objects.filter(applicant=who.citizen_id).order_by("pk"),
        without=("twin_key",),
        masked=("answers",),
    ),
    Kept(
        CasePart,
        "Các phần của hồ sơ liên thông",
        "ho-so",
        "ho-so",
        lambda who: CasePart.objects.filter(case__applicant=who.citizen_id).order_by("pk"),
        masked=("answers", "result"),
    ),
)
OF_DUTY = ()
IMPERSONAL = (Bundle, BundlePart)
