"""What the files say about people: who sent which file."""

from __future__ import annotations

from tinhso.ground.base.personal import Fate, Kept
from tinhso.ground.files.models import StoredFile

KEPT = (
    Kept(
        StoredFile,
        "Tệp tôi đã tải lên",
        "ho-so",
        "tep-chua-nop",
        lambda who: StoredFile.objects.filter(uploaded_by_ref=who.ref).order_by("id"),
        fate=Fate.EMPTIED,
        files=("self",),
    ),
)
OF_DUTY = ()
IMPERSONAL = ()
