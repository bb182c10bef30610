"""What filing keeps about people: what they began and have not sent, and what they sent."""

from __future__ import annotations

from django.db.models import Q

from tinhso.government.public_services.models import Application
from tinhso.ground.base.personal import Fate, Kept

KEPT = (
    Kept(
        Application,
        "Hồ sơ đang soạn, đã nộp trực tuyến",
        "ho-so",
        "ban-khai",
        lambda who: Application.objects.filter(
            Q(citizen=who.citizen_id) | Q(principal=who.citizen_id), organisation__isnull=True
        ).order_by("pk"),
        fate=Fate.EMPTIED,
        without=("draft", "official"),
    ),
)
OF_DUTY = ()
IMPERSONAL = ()
