"""What forms keep about people: answers not yet filed."""

from __future__ import annotations

from tinhso.engines.eforms.models import Draft, Form, FormVersion
from tinhso.ground.base.personal import Fate, Kept

KEPT = (
    Kept(
        Draft,
        "Bản khai chưa nộp",
        "ho-so",
        "ban-khai",
        lambda who: Draft.objects.filter(owner_ref=who.ref).order_by("pk"),
        fate=Fate.ERASED,
        masked=("answers",),
    ),
)
OF_DUTY = ()
IMPERSONAL = (Form, FormVersion)
