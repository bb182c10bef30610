"""The applicant's word on how it went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tinhso.government.dossiers import queries
from tinhso.government.dossiers.actions.moving import begin
from tinhso.government.dossiers.events import DossierRated
from tinhso.government.dossiers.models import Dossier, Rating
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.journal.actions import record


@transaction.atomic
def rate(
    actor: Actor, dossier: Dossier, *, score: int, reasons: Sequence[str] = (), comment: str = "", now: datetime
) -> Rating:
    """Give 1 to 5 once; what was said goes to the vote alone, never to pages of the dossier's officers."""
    dossier = begin(actor, dossier, "rate")
    actor = queries.speaking(actor, dossier)
    if not 1 <= score <= 5:
        raise Refused("score-range", "Hãy chọn từ 1 đến 5.", field="score")
    if queries.rating_of(dossier):
        raise Refused("rated-before", "Bạn đã đánh giá hồ sơ này rồi.")
    rating = Rating.objects.create(
        dossier=dossier, score=score, reasons=list(reasons), comment=nfc(comment), rated_at=now
    )
    record(actor, DossierRated(dossier.pk), at=now)
    return rating
